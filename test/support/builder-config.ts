/** `electron-builder.yml` as electron-builder reads and checks it itself. */
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import type { Configuration } from 'electron-builder';
import { DebugLogger } from 'builder-util';
import { packageConfig, type PackageWish } from '../../scripts/support/package-config.ts';
import { root } from '../../scripts/support/paths.ts';

/** What it comes to for a wish, with all that is added to the file. */
export const builderConfig = (wish: PackageWish, env: NodeJS.ProcessEnv = {}): Promise<Configuration> =>
  getConfig(root, 'electron-builder.yml', packageConfig(wish, env));

/** @throws {Error} where it holds anything that electron-builder does not know, naming it */
export const checkBuilderConfig = (config: Configuration): Promise<void> =>
  validateConfiguration(config, new DebugLogger(false));
