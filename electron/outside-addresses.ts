/** Addresses elsewhere that the page tells of: where providers and services give out keys, where releases are. */
import { providers } from './ddns/index.ts';
import { channelKinds } from './notify/channels/index.ts';
import { RELEASE_PAGES } from './updates/index.ts';

/** All of them. */
export const outsideAddresses: readonly string[] = [...providers, ...channelKinds]
  .map(({ key_url: url }) => url)
  .filter((url) => url !== null)
  .concat(RELEASE_PAGES);
