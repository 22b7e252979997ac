/** What is shown, kept as it is while it is shown. */
import { useEffect, useSyncExternalStore } from 'react';
import { changingParts, type ChangingPart } from '../../shared/live/topics.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import type { Shown } from './liveness.ts';

/** What failed is asked again after this time (ms), until it works: the server tells changes, not its recovery. */
const AGAIN_MS = 5_000;

/** Options of a query that the server keeps fresh: nothing is asked by the clock but what failed. */
const told = {
  refetchInterval: ({ state }: { readonly state: { readonly status: string } }) =>
    state.status === 'error' ? AGAIN_MS : (false as const),
};

/** For a query of this part: read again when the part changes, as far as the reader may know. */
export function useLive(part: ChangingPart): typeof told {
  const { live } = useServices();
  const may = useMay();
  const access = changingParts[part];
  const isWanted = access === 'signed_in' || may(access);
  useEffect(() => (isWanted ? live.watch(part) : undefined), [live, part, isWanted]);
  return told;
}

/** For a query of what this machine does now: its values come by themselves. */
export function useLiveMetrics(): void {
  const { live } = useServices();
  const isWanted = useMay()('monitoring:read');
  useEffect(() => (isWanted ? live.watchMetrics() : undefined), [live, isWanted]);
}

/** Whether what is shown is live. */
export function useLiveness(): Shown {
  const { live } = useServices();
  return useSyncExternalStore(live.liveness.subscribe, live.liveness.shown);
}
