/** The gate of one account with its memory: every call to its provider goes through here. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import { OperationalError } from '../../kernel/errors.ts';
import { ProviderFailure, type Capabilities } from '../providers/provider.ts';
import type { Meter } from './meter.ts';
import {
  admit,
  count,
  failed,
  impatient,
  isStopped,
  newGate,
  rebased,
  succeeded,
  type Admission,
  type GateState,
  type Verb,
} from './gate.ts';

/** A call that the gate did not let through: nothing was sent. */
export class GateClosed extends Error {
  override readonly name = 'GateClosed';
  readonly reason: StoredReason;
  /** When it opens, ms UTC; `null`: when the account is edited. */
  readonly opensAt: number | null;

  constructor(reason: StoredReason, opensAt: number | null) {
    super(reason.code);
    this.reason = reason;
    this.opensAt = opensAt;
  }
}

/** How an account is doing. */
export interface AccountStanding {
  readonly state: 'ok' | 'waiting' | 'stopped' | 'unknown';
  /** Ms UTC. */
  readonly next_try: number | null;
  readonly reason: StoredReason | null;
}

/** A gate. */
export interface AccountGate {
  /** @throws {GateClosed} before anything is sent; {ProviderFailure} from the call itself */
  run<T>(verb: Verb, call: () => Promise<T>): Promise<T>;
  standing(): AccountStanding;
  /** Somebody asks now: an outage is not waited out any longer. */
  tryNow(): void;
  /** The account was edited: what stopped it, and what its old key had to wait for, is over. Its quota is not. */
  reset(): Promise<void>;
  /** The program ends: nothing more is sent. */
  stop(): void;
}

/** A quota that is full for no longer than this is waited for. */
const PATIENCE_MS = 5_000;

const codes = {
  auth: 'DDNS_ACCOUNT_AUTH',
  config: 'DDNS_ACCOUNT_CONFIG',
  abuse: 'DDNS_ACCOUNT_ABUSE',
  throttled: 'DDNS_ACCOUNT_THROTTLED',
  conflict: 'DDNS_ACCOUNT_CONFLICT',
  gone: 'DDNS_ACCOUNT_CONFLICT',
  transient: 'DDNS_ACCOUNT_TROUBLE',
} as const;

/** A provider's failure as it is stored. */
export function reasonOfFailure(
  failure: Pick<ProviderFailure, 'failure' | 'message'>,
  provider: string,
): StoredReason {
  return { code: codes[failure.failure], params: { provider, problem: failure.message } };
}

/** A gate for an account. `saved` is its state of the last run. */
export function createAccountGate(deps: {
  readonly title: string;
  readonly quota: Capabilities['quota'];
  readonly saved: GateState | null;
  readonly save: (state: GateState) => Promise<void>;
  readonly meter: Pick<Meter, 'run'>;
  readonly clock: Clock;
  readonly random: () => number;
}): AccountGate {
  const { title, quota, meter, clock, random } = deps;
  // Waits and quotas are counted by the clock that nobody sets; what is shown is of the wall's.
  const base = clock.now() - clock.elapsed();
  const steady = (): number => base + clock.elapsed();
  const onTheWall = (time: number): number => Math.round(clock.now() + time - steady());
  let state = deps.saved ?? newGate;
  /** Rises with every failure and every edit: what a call tells that began before it is out of date. */
  let news = 0;
  let edits = 0;
  let stopped = false;

  /** What a restart must not forget is stored before anything else happens. */
  async function put(next: GateState): Promise<void> {
    const before = state;
    state = next;
    const durable = ({ reads: _reads, ...rest }: GateState): string => JSON.stringify(rest);
    if (durable(before) !== durable(next)) await deps.save({ ...next, reads: [] });
  }

  function closed(admission: Exclude<Admission, { ok: true }>): GateClosed {
    const now = clock.now();
    if (admission.why === 'quota') {
      return new GateClosed({ code: 'DDNS_QUOTA', params: { provider: title } }, now + admission.wait_ms);
    }
    const reason = reasonOfFailure(
      { failure: state.failure ?? 'transient', message: state.problem ?? '' },
      title,
    );
    return new GateClosed(reason, admission.why === 'stopped' ? null : now + admission.wait_ms);
  }

  async function pass(verb: Verb): Promise<void> {
    await put(rebased(state, steady()));
    let admission = admit(state, verb, quota, steady());
    while (!admission.ok && admission.why === 'quota' && admission.wait_ms <= PATIENCE_MS) {
      const { wait_ms: wait } = admission;
      await new Promise<void>((resolve) => {
        clock.after(wait, resolve);
      });
      admission = admit(state, verb, quota, steady());
    }
    if (stopped) throw new OperationalError('SERVICE_UNAVAILABLE');
    if (!admission.ok) throw closed(admission);
    // In the same breath as it was let through, or two calls at once would take the same place.
    await put(count(state, verb, quota, steady()));
  }

  return {
    async run(verb, call) {
      await pass(verb);
      const [newsThen, editsThen] = [news, edits];
      try {
        const result = await meter.run(() => pass(verb), call);
        if (news === newsThen) await put(succeeded(state));
        return result;
      } catch (error) {
        // A key that was changed meanwhile is not the one that was refused.
        if (error instanceof ProviderFailure && edits === editsThen) {
          news++;
          await put(failed(state, error, steady(), random()));
        }
        throw error;
      }
    },
    standing() {
      if (state.failure !== null) {
        const reason = reasonOfFailure({ failure: state.failure, message: state.problem ?? '' }, title);
        if (isStopped(state)) return { state: 'stopped', next_try: null, reason };
        return {
          state: 'waiting',
          next_try: state.wait === null ? null : onTheWall(state.wait.until),
          reason,
        };
      }
      return { state: state.proven ? 'ok' : 'unknown', next_try: null, reason: null };
    },
    tryNow() {
      state = impatient(state);
    },
    reset() {
      news++;
      edits++;
      return put({ ...newGate, reads: state.reads, writes: state.writes });
    },
    stop() {
      stopped = true;
    },
  };
}
