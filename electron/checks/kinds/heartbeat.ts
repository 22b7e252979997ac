/** Signs of life that others send. */
import { failed, ok, unavailable } from '../model.ts';
import type { Kind } from './kind.ts';

/** What is known of the heartbeats of a check, by `elapsed()`, ms. */
export interface Pulse {
  /** When the last one came; `null` for never. */
  readonly last: number | null;
  /** Since when one is awaited: the check was made or switched on, or CloudCube started. */
  readonly awaited_since: number;
}

const SOONEST_MS = 1_000;

/** The kind. */
export function createHeartbeatKind(deps: {
  readonly elapsed: () => number;
  readonly pulseOf: (checkId: string) => Pulse | null;
}): Kind<'heartbeat'> {
  const { elapsed, pulseOf } = deps;
  const allowance = (grace: number, interval: number): number => (grace + interval) * 1000;

  return {
    target: () => '',
    run({ grace_seconds: grace }, { check_id: id, interval_seconds: interval }) {
      const pulse = id === null ? null : pulseOf(id);
      if (!pulse) return unavailable({ code: 'CHECK_HEARTBEAT_AWAITED', params: {} });
      const { last, awaited_since: since } = pulse;
      const now = elapsed();
      if (last !== null && now <= last + allowance(grace, interval)) return ok();
      // While CloudCube was away it heard nobody: whoever was late then gets the whole time again.
      if (now <= since + allowance(grace, interval)) {
        return last === null ? unavailable({ code: 'CHECK_HEARTBEAT_AWAITED', params: {} }) : null;
      }
      return failed('CHECK_HEARTBEAT_MISSING', { seconds: Math.round((now - (last ?? since)) / 1000) });
    },
    nextMs({ grace_seconds: grace }, { check_id: id, interval_seconds: interval }) {
      const pulse = id === null ? null : pulseOf(id);
      const deadline =
        Math.max(pulse?.last ?? -Infinity, pulse?.awaited_since ?? -Infinity) + allowance(grace, interval);
      const left = deadline - elapsed();
      return Number.isFinite(left) && left > 0 ? left + SOONEST_MS : interval * 1000;
    },
  };
}
