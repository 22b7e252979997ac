/**
 * Events that areas tell each other about. They come after the change is stored and are hints: who must not miss
 * anything reads its owner's table.
 */
import type { CheckStatus } from '../../shared/api/checks.ts';
import type { StoredReason } from '../../shared/api/common.ts';
import type { HistoryEntry, Stage } from '../../shared/api/ddns.ts';
import type { Severity } from '../../shared/notice.ts';

/** Every event by name. Times are integer milliseconds UTC. */
export interface Events {
  /** A step of an update was reached. */
  'ddns.stage': { readonly stage: Stage; readonly progress: number };
  /** An update ended. Names that changed or failed stand in `entries`; reasons are not yet put into words. */
  'ddns.updated': {
    readonly at: number;
    readonly entries: readonly (Omit<HistoryEntry, 'reason'> & { readonly reason: StoredReason | null })[];
  };
  /** A source's address changes more often than it is followed. */
  'ddns.flapping': { readonly track: string; readonly count: number };
  /** A name was added, renamed or let go. */
  'ddns.hosts_changed': Record<never, never>;
  /**
   * A check stands otherwise, was changed or is gone (`to` is `null` then); without an id it is the way out of this
   * machine. `reason` is not yet in words.
   */
  'checks.changed': {
    readonly at: number;
    readonly check_id: string | null;
    readonly from: CheckStatus | null;
    readonly to: CheckStatus | null;
    readonly reason: StoredReason | null;
  };
  /** An alert fires, is acknowledged, resolved, or something was decided about telling of it. */
  'alerts.changed': {
    readonly at: number;
    readonly alert_id: string;
    readonly state: 'firing' | 'acknowledged' | 'resolved';
    readonly severity: Severity;
  };
  /** Who can reach CloudCube, or what it shows them, has changed: sockets of the local network, the certificate. */
  'lan.changed': Record<never, never>;
  /** Telemetry was sent, or could not be. */
  'telemetry.changed': Record<never, never>;
  /** Something that mutes alerts has begun or ended, also by time alone. */
  'alerts.muting_turned': Record<never, never>;
  /**
   * What a user may do has changed, or sign-ins or keys of it were ended: whoever holds something open for it looks
   * again. `null`: what a role may do has changed, so it may be anybody.
   */
  'auth.access_changed': { readonly user_id: string | null };
  /** An entry of the audit log was written: somebody changed something. */
  'audit.recorded': { readonly action: string };
  /** A look of the DDNS service has ended, changed or not, or an update goes on or has ended. */
  'ddns.looked': Record<never, never>;
  /** A check has been run. */
  'checks.looked': { readonly check_id: string };
  /** The ping outwards was sent, or could not be. */
  'checks.pinged': Record<never, never>;
  /** Something has become of a message, or of a channel. */
  'notify.changed': Record<never, never>;
  /** A job has begun, gone on or ended. */
  'jobs.changed': { readonly job_id: string };
  /** It was looked for a newer version of the program, whatever came of it. */
  'updates.changed': Record<never, never>;
  /** A setting has a new value. */
  'settings.changed': { readonly key: string };
}

/** Name of an event. */
export type EventName = keyof Events;
