/**
 * How a rule stands on one object, step by step: inactive, pending, firing, acknowledged, inactive again. Pure. Times are ms
 * of the engine's clock, which is wall time without its jumps.
 */
import type { Terms } from '../rules/rule.ts';
import type { Finding } from './finding.ts';

/** How it stands. */
export interface State {
  readonly phase: 'inactive' | 'pending' | 'firing' | 'acknowledged';
  /** Since when it has been bad; `null` where it is not. */
  readonly since: number | null;
  /** While it fires: since when it has been well again. */
  readonly well_since: number | null;
  /** When it fired of late. */
  readonly starts: readonly number[];
  /** It fired too often: it goes on as one alert until it has been well for long. */
  readonly flapping: boolean;
  /** Was called done: it does not fire before. */
  readonly quiet_until: number | null;
  /** It was seen well. */
  readonly seen_well: boolean;
}

/** Nothing is known of it yet. */
export const fresh: State = {
  phase: 'inactive',
  since: null,
  well_since: null,
  starts: [],
  flapping: false,
  quiet_until: null,
  seen_well: false,
};

const MINUTE = 60_000;
/** Who fires so often… */
export const FLAPS = 4;
/** …within this time flaps… */
export const FLAP_WINDOW = 60 * MINUTE;
/** …until it has been well for so long. */
export const CALM = 30 * MINUTE;
/** After somebody has called it done. */
export const QUIET = 10 * MINUTE;

/** Whether there is an alert. */
export const isFiring = ({ phase }: State): boolean => phase === 'firing' || phase === 'acknowledged';

function fire(state: State, since: number, now: number): State {
  const starts = [...state.starts.filter((at) => at > now - FLAP_WINDOW), now];
  const flapping = starts.length >= FLAPS;
  return { ...state, phase: 'firing', since, well_since: null, starts, flapping, quiet_until: null };
}

function whenBad(rule: Terms, state: State, now: number): State {
  if (isFiring(state)) return state.well_since === null ? state : { ...state, well_since: null };
  if (rule.after_well && !state.seen_well) return state;
  const since = state.since ?? now;
  const isDue = now - since >= rule.for_seconds * 1000 && now >= (state.quiet_until ?? now);
  if (isDue) return fire(state, since, now);
  return state.phase === 'pending' ? state : { ...state, phase: 'pending', since };
}

function whenWell(rule: Terms, state: State, now: number): State {
  if (isFiring(state)) {
    const { well_since: since } = state;
    const keep = Math.max(rule.keep_firing_seconds * 1000, state.flapping ? CALM : 0);
    if (now - (since ?? now) >= keep) return ended(state);
    return since === null ? { ...state, well_since: now } : state;
  }
  const seen = rule.after_well && !state.seen_well;
  const isQuiet = state.phase === 'inactive' && state.quiet_until === null;
  if (isQuiet) return seen ? { ...state, seen_well: true } : state;
  return {
    ...state,
    phase: 'inactive',
    since: null,
    quiet_until: null,
    seen_well: state.seen_well || rule.after_well,
  };
}

/** It goes on no more. */
export const ended = (state: State): State => ({
  ...state,
  phase: 'inactive',
  since: null,
  well_since: null,
  flapping: false,
});

/** How it stands after a look; the same object where nothing changed. */
export function step(rule: Terms, state: State, finding: Finding, now: number): State {
  if (finding === 'unknown') return state;
  return finding === 'bad' ? whenBad(rule, state, now) : whenWell(rule, state, now);
}

/** Somebody has taken note of it. */
export const acknowledge = (state: State): State =>
  state.phase === 'firing' ? { ...state, phase: 'acknowledged' } : state;

/** Somebody calls it done: where it is not, it fires anew, but not at once. */
export function dismiss(rule: Terms, state: State, now: number): State {
  const wait = Math.max(rule.for_seconds * 1000, rule.cooldown_minutes * MINUTE, QUIET);
  return { ...ended(state), quiet_until: now + wait };
}

const moved = (at: number | null, by: number): number | null => (at === null ? null : at + by);

/** The same after a time that does not count, by `by` ms: the clock was set, or nobody looked. */
export const shift = (state: State, by: number): State => ({
  ...state,
  since: moved(state.since, by),
  well_since: moved(state.well_since, by),
  quiet_until: moved(state.quiet_until, by),
  starts: state.starts.map((at) => at + by),
});
