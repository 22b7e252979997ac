/** What every part tells the audit log. Who keeps it is nobody's business here. */
import type { Actor } from './acting.ts';

/** How it went. `attempt` stands before what goes to somebody else's server and cannot commit together with its entry. */
export type AuditResult = 'success' | 'failure' | 'denied' | 'attempt';

/** What happened. */
export interface AuditEvent {
  /** `area.verb`: `user.create`. */
  readonly action: string;
  /** The part of the action before its dot, unless told. */
  readonly target_type?: string;
  readonly target_id?: string | undefined;
  /** What was asked for. Stored without what looks secret. */
  readonly payload?: unknown;
  /** `success` unless told. */
  readonly result?: AuditResult;
  /** Other than who acts now: who has just signed in. */
  readonly actor?: Partial<Actor>;
}

/** Takes what happened. */
export interface AuditTrail {
  /**
   * Writes an entry. Call it inside the transaction of what it tells of: both commit, or neither.
   * @throws {OperationalError} `SECRETS_KEY_MISSING`, `SECRETS_KEY_WRONG`: what cannot be told is not done
   */
  record(event: AuditEvent): Promise<void>;
  /** Does the work and writes its entry: both, or neither. @throws as {@link record} does */
  with<T>(event: AuditEvent | ((done: T) => AuditEvent), work: () => Promise<T>): Promise<T>;
  /**
   * For what somebody may cause as often as they like: a wrong password, a refused request. The first is told at once,
   * those like it are counted. Never fails; not for what changes something.
   */
  note(event: AuditEvent): void;
}
