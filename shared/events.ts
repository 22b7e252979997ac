/**
 * Events that areas tell each other about. They come after the change is stored and are hints: who must not miss
 * anything reads its owner's table.
 */
import type { HistoryEntry, Stage } from './api/ddns.ts';

/** Every event by name. Times are integer milliseconds UTC. */
export interface Events {
  /** A step of an update was reached. */
  'ddns.stage': { readonly stage: Stage; readonly progress: number };
  /** An update ended. Names that changed or failed stand in `entries`; reasons are not yet put into words. */
  'ddns.updated': { readonly at: number; readonly entries: readonly Omit<HistoryEntry, 'reason'>[] };
  /** A source's address changes more often than it is followed. */
  'ddns.flapping': { readonly track: string; readonly count: number };
  /** A name was added, renamed or let go. */
  'ddns.hosts_changed': Record<never, never>;
  /** What a user may do has changed, or its sign-ins were ended: whoever holds something open for it lets go. */
  'auth.access_changed': { readonly user_id: string };
  /** A setting has a new value. */
  'settings.changed': { readonly key: string };
}

/** Name of an event. */
export type EventName = keyof Events;
