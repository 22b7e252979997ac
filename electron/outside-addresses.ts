/** Addresses elsewhere that the page tells of: where providers and services give out keys. */
import { providers } from './ddns/index.ts';
import { channelKinds } from './notify/channels/index.ts';

/** All of them. */
export const outsideAddresses: readonly string[] = [...providers, ...channelKinds]
  .map(({ key_url: url }) => url)
  .filter((url) => url !== null);
