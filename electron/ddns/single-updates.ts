/** Updates of single names that somebody waits for: a device that told its address, an owner who decided. */
import type { Clock } from '../kernel/clock.ts';
import { patiently } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Grounds } from './grounds/grounds.ts';
import type { Hosts } from './hosts.ts';
import type { Publication } from './inbound/update.ts';
import { families, type HistoryRow } from './model.ts';
import type { DdnsState } from './state.ts';

/** How long a device waits for its answer, ms: most give up after ten seconds. */
const PUBLISH_PATIENCE_MS = 8_000;

/** Updates that begin with a name. */
export interface SingleUpdates {
  /** Updates the ground of a host, and waits for it a while. */
  settleHost(hostId: string): Promise<void>;
  /** Brings names to where their devices' claims say, and waits for it a while. One entry for each id. */
  publish(hostIds: readonly string[]): Promise<ReadonlyMap<string, Publication>>;
}

/** Over the grounds that the names are on. */
export function createSingleUpdates({
  grounds,
  hosts,
  state,
  clock,
  logger,
  isPaused,
}: {
  readonly grounds: Grounds;
  readonly hosts: Pick<Hosts, 'get'>;
  readonly state: DdnsState;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isPaused: () => boolean;
}): SingleUpdates {
  return {
    async publish(hostIds) {
      const results = new Map<string, Publication>(hostIds.map((id) => [id, 'waiting']));
      // What a device told is stored; while checks are paused, that is all.
      if (isPaused()) return results;
      const accountIds = new Set(hostIds.map((id) => hosts.get(id).account_id));
      const updates = [...accountIds].map(async (accountId) => {
        const own = hostIds.filter((id) => hosts.get(id).account_id === accountId);
        const { outcome } = grounds.of(accountId).queue.ask({ trigger: 'inbound', force: false }, false);
        const { entries } = await outcome;
        for (const id of own) results.set(id, publicationOf(id, entries, state));
      });
      try {
        await patiently(clock, Promise.all(updates), PUBLISH_PATIENCE_MS);
      } catch (error) {
        logger.error({ error }, 'An update failed');
        for (const [id, result] of results) if (result === 'waiting') results.set(id, 'failed');
      }
      return results;
    },
    async settleHost(hostId) {
      const { queue } = grounds.of(hosts.get(hostId).account_id);
      try {
        await patiently(clock, queue.ask({ trigger: 'host_change', force: false }, false).outcome);
      } catch (error) {
        logger.error({ error }, 'An update failed');
      }
    },
  };
}

/** What became of a name in an update. */
function publicationOf(hostId: string, entries: readonly HistoryRow[], state: DdnsState): Publication {
  const own = entries.filter((entry) => entry.host_id === hostId);
  const sightings = families.map((family) => state.sighting(hostId, family));
  if (own.some(({ result }) => result === 'failed') || sightings.some((seen) => seen?.failed))
    return 'failed';
  return own.length > 0 ? 'changed' : 'unchanged';
}
