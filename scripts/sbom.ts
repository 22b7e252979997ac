/** `npm run sbom`: every part that the lockfile names, as CycloneDX JSON, on the standard output. */
import { spawnSync } from 'node:child_process';
import { root } from './support/paths.ts';

const options = ['--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
// A shell finds npm on Windows, where it is a script; nothing from outside is part of the line.
const { status } = spawnSync('npm', ['sbom', ...options], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
