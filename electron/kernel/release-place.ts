/** Where releases of this program are: what the build was told, and nothing where it was told nothing. */

/** Put in by `vite.host.config.ts`; not there where the program runs from its source. */
declare const CLOUDCUBE_REPOSITORY: string | null;

/** `owner/name` at GitHub, or `null` where the build does not know. */
export const releaseRepository: string | null =
  typeof CLOUDCUBE_REPOSITORY === 'string' ? CLOUDCUBE_REPOSITORY : null;
