/** What the conformance suite asks of a stand-in for a provider: its truth, what came in, and the traps it plays. */

/** A record as the stand-in holds it. `kept` is what a client must not lose. */
export interface StandingRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly ttl: number;
  readonly kept: Readonly<Record<string, unknown>>;
}

/** A verb as it arrived. */
export interface ArrivedCall {
  readonly verb: 'zones' | 'list' | 'create' | 'update' | 'remove' | 'put';
  /** Whether the stand-in, by its own reckoning, found the call signed with the right secret. */
  readonly authentic: boolean;
}

/** What goes wrong at the next call of a verb. */
export type Trap =
  /** Refused as a wrong key is. */
  | 'auth'
  /** Told to wait; the stand-in says {@link FakeProvider.throttleMs}. */
  | 'throttle'
  /** The provider's own trouble. */
  | 'outage'
  /** An error that the provider reports with status 200, where it does so. */
  | 'error_in_200'
  /** No answer for 30 s. */
  | 'slow'
  /** Half of the answer's body, then the end of the connection. */
  | 'half'
  /** A captive portal: 200, text/html. */
  | 'portal'
  /** The connection ends before an answer; the verb was carried out. */
  | 'cut'
  /** A create that finds the same record there already. */
  | 'duplicate'
  /** An update or removal of a record that is gone. */
  | 'gone';

/** A stand-in, listening on loopback. */
export interface FakeProvider {
  readonly endpoint: string;
  /** The one zone it holds. */
  readonly zone: string;
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly wrongCredentials: Readonly<Record<string, unknown>>;
  /** What `throttle` asks to wait, `null` where the provider never says. */
  readonly throttleMs: number | null;
  /** Traps that this provider cannot play, with the reason. */
  readonly without: Readonly<Partial<Record<Trap, string>>>;
  records(): readonly StandingRecord[];
  stand(record: StandingRecord): void;
  calls(): readonly ArrivedCall[];
  /** Plays a trap once, at the next call of the verb. */
  trap(trap: Trap, verb: ArrivedCall['verb']): void;
  close(): Promise<void>;
}
