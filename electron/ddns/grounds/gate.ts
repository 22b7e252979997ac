/**
 * What an account may do now: its quota, what it was told to wait, its circuit breaker, and whether it has stopped
 * until somebody edits it. Pure; times in ms UTC, and a clock that jumps neither frees nor blocks it for longer than it
 * was meant to.
 */
import type { Capabilities, FailureClass, ProviderFailure } from '../providers/provider.ts';

/** Reading or writing verbs: providers count them apart. */
export type Verb = 'read' | 'write';

/** A time to wait, with when it was begun: by that a clock is noticed that was set back. */
interface Wait {
  readonly from: number;
  readonly until: number;
}

/** An account's state. Durable but for `reads`. */
export interface GateState {
  /** Calls in a row that failed for a passing reason. */
  readonly failures: number;
  readonly wait: Wait | null;
  /** The last failure; `null` after a success, or when nothing was asked yet. */
  readonly failure: FailureClass | null;
  /** The provider's own words for it. */
  readonly problem: string | null;
  /** Something was asked at least once and nothing is wrong. */
  readonly proven: boolean;
  /** Times of the calls that count against a quota. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

/** Nothing asked yet. */
export const newGate: GateState = {
  failures: 0,
  wait: null,
  failure: null,
  problem: null,
  proven: false,
  reads: [],
  writes: [],
};

/** Calls that fail one after the other until the breaker opens. */
const BREAKER_FAILURES = 3;
const FIRST_BACKOFF_MS = 30_000;
const LONGEST_BACKOFF_MS = 3_600_000;
/** Nobody is waited for longer, whatever a header says. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** Added to a wait, so that many installations do not come back in one second. */
const JITTER = 0.1;

/** What stops an account until it is edited. */
const stopping: ReadonlySet<FailureClass> = new Set(['auth', 'abuse']);

/** After the clock was set back: what lies in the future began now, and takes as long as it was meant to. */
export function rebased(state: GateState, now: number): GateState {
  const { wait, reads, writes } = state;
  const isAhead = (time: number): boolean => time > now;
  if (!(wait && isAhead(wait.from)) && !reads.some(isAhead) && !writes.some(isAhead)) return state;
  const past = (times: readonly number[]): number[] => times.map((time) => Math.min(time, now));
  return {
    ...state,
    reads: past(reads),
    writes: past(writes),
    wait: wait && isAhead(wait.from) ? { from: now, until: now + wait.until - wait.from } : wait,
  };
}

/** Whether the account does nothing any more until somebody edits it. */
export const isStopped = (state: GateState): boolean => state.failure !== null && stopping.has(state.failure);

/** Milliseconds until a quota has room for one more call. */
function quotaWait(times: readonly number[], windows: Capabilities['quota'][Verb], now: number): number {
  let wait = 0;
  for (const { calls, per } of windows ?? []) {
    const counted = times.filter((time) => time > now - per);
    const oldest = counted.sort((a, b) => a - b)[counted.length - calls];
    if (oldest !== undefined) wait = Math.max(wait, oldest + per - now);
  }
  return wait;
}

/** Whether a call may be made, or how long it has to wait, and for which reason. */
export type Admission =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'stopped' }
  | { readonly ok: false; readonly why: 'waiting' | 'quota'; readonly wait_ms: number };

/** Asks the gate. */
export function admit(state: GateState, verb: Verb, quota: Capabilities['quota'], now: number): Admission {
  if (isStopped(state)) return { ok: false, why: 'stopped' };
  const wait = state.wait === null ? 0 : Math.max(0, state.wait.until - now);
  if (wait > 0) return { ok: false, why: 'waiting', wait_ms: wait };
  const times = verb === 'read' ? state.reads : state.writes;
  const full = quotaWait(times, quota[verb], now);
  return full > 0 ? { ok: false, why: 'quota', wait_ms: full } : { ok: true };
}

/** Counts a call that is about to be made. */
export function count(state: GateState, verb: Verb, quota: Capabilities['quota'], now: number): GateState {
  const windows = quota[verb];
  if (windows === undefined) return state;
  const longest = Math.max(...windows.map(({ per }) => per));
  const key = verb === 'read' ? 'reads' : 'writes';
  const times = state[key].filter((time) => time > now - longest);
  return { ...state, [key]: [...times, now] };
}

/** After a call that was answered as it should be. */
export function succeeded(state: GateState): GateState {
  if (state.proven && state.failure === null && state.wait === null) return state;
  return { ...state, failures: 0, wait: null, failure: null, problem: null, proven: true };
}

/** After a call that failed. `random` is from 0 up to 1. */
export function failed(
  state: GateState,
  { failure, message, retryAfter }: Pick<ProviderFailure, 'failure' | 'message' | 'retryAfter'>,
  now: number,
  random: number,
): GateState {
  // One name's trouble is not the account's.
  if (failure === 'config' || failure === 'conflict' || failure === 'gone') return { ...state, failures: 0 };
  const next = { ...state, failure, problem: message, proven: false };
  if (stopping.has(failure)) return { ...next, wait: null };
  const failures = state.failures + 1;
  const backoff = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 10));
  if (failure === 'throttled') {
    const told = retryAfter === undefined ? backoff : Math.min(retryAfter, LONGEST_WAIT_MS);
    return { ...next, failures, wait: { from: now, until: now + told * (1 + JITTER * random) } };
  }
  if (failures < BREAKER_FAILURES) return { ...next, failures };
  // Anywhere in the second half: together, but not at once.
  return { ...next, failures, wait: { from: now, until: now + backoff * (0.5 + 0.5 * random) } };
}

/** Lets an outage's wait go because somebody asks; what a provider told to wait stays. */
export function impatient(state: GateState): GateState {
  return state.failure === 'transient' ? { ...state, wait: null } : state;
}
