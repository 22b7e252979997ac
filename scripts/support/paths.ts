/** Where things stand in the repository, as absolute paths. */
import { join } from 'node:path';

/** The repository. */
export const root = join(import.meta.dirname, '..', '..');

/** A path below the repository. */
export const inRoot = (...parts: string[]): string => join(root, ...parts);

/** What the build makes. */
export const dist = inRoot('dist');
