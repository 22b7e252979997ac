/** One look at what a check names: bounded in time, and with the own line taken into account. */
import { sleep, type Clock } from '../kernel/clock.ts';
import { isOutside } from './guard.ts';
import type { Kinds } from './kinds/kind.ts';
import { failed, type Finding, type RunContext, type Told } from './model.ts';
import { findingOf, orAborted } from './reach.ts';
import { runTold } from './told.ts';
import type { UplinkWatch } from './uplink.ts';

/** What looking takes. */
export interface ExamineDeps {
  readonly kinds: Kinds;
  readonly clock: Clock;
  readonly uplink: Pick<UplinkWatch, 'isDown' | 'proven'>;
  /** Ends everything. */
  readonly ending: AbortSignal;
}

/** Looks. `null`: it is too early to say anything. */
export type Examine = (
  told: Told,
  timeoutSeconds: number,
  context: Omit<RunContext, 'signal'>,
) => Promise<Finding | null>;

/** Whether what took too long was outside, as far as its name tells. */
function mayBeOutside({ kind, config }: Told): boolean {
  switch (kind) {
    case 'http':
      return isOutside(new URL(config.url).hostname.replace(/^\[|\]$/g, ''), []);
    case 'tcp':
    case 'ping':
      return isOutside(config.host, []);
    case 'dns':
      return isOutside(config.name, []);
    case 'service':
    case 'container':
    case 'heartbeat':
      return false;
  }
}

/** Makes it. */
export function createExamine({ kinds, clock, uplink, ending }: ExamineDeps): Examine {
  async function within(
    told: Told,
    seconds: number,
    context: Omit<RunContext, 'signal'>,
  ): Promise<Finding | null> {
    const over = new AbortController();
    const deadline = new AbortController();
    const signal = AbortSignal.any([deadline.signal, ending]);
    const late = sleep(clock, seconds * 1000, over.signal).then(() => {
      if (!over.signal.aborted) deadline.abort();
    });
    try {
      const run = (async () => runTold(kinds, told, { ...context, signal }))();
      return await findingOf(() => orAborted(run, signal));
    } catch (error) {
      if (!deadline.signal.aborted) throw error;
      return failed('CHECK_TIMEOUT', { seconds }, { outside: mayBeOutside(told) });
    } finally {
      over.abort();
      await late;
    }
  }

  return async (told, seconds, context) => {
    const finding = await within(told, seconds, context);
    if (finding?.outside !== true) return finding;
    if (finding.outcome === 'ok') await uplink.proven();
    else if (finding.outcome === 'failed' && (await uplink.isDown())) {
      return { ...finding, outcome: 'unreachable', reason: { code: 'CHECK_UPLINK_DOWN', params: {} } };
    }
    return finding;
  };
}
