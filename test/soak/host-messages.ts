/** What the kill tests and their host say to each other. */
import type { NameServer } from '../support/zone.ts';
import type { Kill } from './moments.ts';
import type { Snapshot } from './snapshot.ts';

/** From the test. */
export type HostQuestion =
  { readonly ask: 'kill'; readonly kill: Kill | null } | { readonly ask: 'snapshot' };

/** From the host. */
export type HostMessage =
  | { readonly tell: 'ready'; readonly url: string; readonly dns: NameServer }
  | { readonly tell: 'armed' }
  | { readonly tell: 'snapshot'; readonly snapshot: Snapshot };
