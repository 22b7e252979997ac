/** Figures of requests, out of what was measured. Pure. */
import type { CallTotals, EndpointCalls } from '../../shared/api/performance.ts';
import type { Slot, StoredCalls } from './slot.ts';
import { addTally, countOfClass, createTally, totalsOf, type Tally } from './tally.ts';

/** Which requests are meant; `undefined` for all. */
export interface CallFilter {
  readonly endpoint?: string | undefined;
  readonly user_id?: string | undefined;
}

/** Those of the slots that are meant. */
export const only = (slots: readonly Slot[], { endpoint, user_id: user }: CallFilter): readonly Slot[] =>
  slots.map((slot) => ({
    ...slot,
    calls: slot.calls.filter(
      (calls) =>
        (endpoint === undefined || calls.route === endpoint) && (user === undefined || calls.user === user),
    ),
  }));

const allCalls = (slots: readonly Slot[]): StoredCalls[] => slots.flatMap(({ calls }) => calls);

function sumOf(calls: readonly StoredCalls[]): Tally {
  const tally = createTally();
  for (const one of calls) addTally(tally, one);
  return tally;
}

/** Pairs that stand one after the other. */
function* pairsOf(flat: readonly number[]): Generator<[number, number]> {
  for (let i = 0; i + 1 < flat.length; i += 2) yield [flat[i] ?? 0, flat[i + 1] ?? 0];
}

const errorsOf = ({ statuses }: StoredCalls): number =>
  countOfClass(pairsOf(statuses), 4) + countOfClass(pairsOf(statuses), 5);

const countAndErrors = (calls: readonly StoredCalls[]): { count: number; errors: number } => ({
  count: calls.reduce((sum, { count }) => sum + count, 0),
  errors: calls.reduce((sum, one) => sum + errorsOf(one), 0),
});

/** All together. */
export const totalCalls = (slots: readonly Slot[]): CallTotals => totalsOf(sumOf(allCalls(slots)));

/** Percent of requests that went well (see `GOOD_MS`); `null` without any. */
export function wellAnswered(slots: readonly Slot[]): number | null {
  const { count, good } = sumOf(allCalls(slots));
  return count === 0 ? null : Math.round((good / count) * 10_000) / 100;
}

/** By operation, the most asked first. */
export function callsByEndpoint(slots: readonly Slot[]): EndpointCalls[] {
  const groups = Map.groupBy(allCalls(slots), ({ method, route }) => JSON.stringify([method, route]));
  return [...groups.values()]
    .flatMap((calls) => {
      const [first] = calls;
      if (!first) return [];
      const tally = sumOf(calls);
      const { method, route: endpoint } = first;
      return [{ ...totalsOf(tally), method, endpoint, statuses: Object.fromEntries(tally.statuses) }];
    })
    .sort((a, b) => b.count - a.count);
}

/** By address, whatever the method, the most asked first; without those at which nothing is. */
export function callsByAddress(slots: readonly Slot[]): (CallTotals & { endpoint: string })[] {
  return [...Map.groupBy(allCalls(slots), ({ route }) => route)]
    .flatMap(([endpoint, calls]) => (endpoint === null ? [] : [{ ...totalsOf(sumOf(calls)), endpoint }]))
    .sort((a, b) => b.count - a.count);
}

/** By user, the busiest first. */
export function callsByUser(
  slots: readonly Slot[],
): { user_id: string | null; count: number; errors: number }[] {
  return [...Map.groupBy(allCalls(slots), ({ user }) => user)]
    .map(([user, calls]) => ({ user_id: user, ...countAndErrors(calls) }))
    .sort((a, b) => b.count - a.count);
}

/** Over time; what had no requests is left out. */
export function callsOverTime(slots: readonly Slot[]): { at: number; count: number; errors: number }[] {
  return slots.map(({ at, calls }) => ({ at, ...countAndErrors(calls) })).filter(({ count }) => count > 0);
}
