/**
 * One thing done to several names, one after the other, told name by name. What began goes on when nobody looks; a name
 * that failed holds up no other.
 */
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';

/** What can be done to several names at once. */
export type Deed = 'switch_on' | 'switch_off' | 'delete';

/** How far one of them is. */
export interface Progress {
  readonly host: Pick<HostStatus, 'host_id' | 'name'>;
  readonly state: 'waiting' | 'working' | 'done' | 'failed';
  /** Why it failed. */
  readonly error: unknown;
}

/** How far all of them are. */
export interface Bulk {
  readonly deed: Deed;
  readonly items: readonly Progress[];
  readonly isOver: boolean;
}

/** The names that a deed changes: what is so already is left alone. */
export function concerned<H extends Pick<HostStatus, 'enabled'>>(
  deed: Deed,
  hosts: readonly H[],
): readonly H[] {
  if (deed === 'delete') return hosts;
  return hosts.filter(({ enabled }) => enabled === (deed === 'switch_off'));
}

/** How many are through, and how many of those failed. */
export function countsOf({ items }: Bulk): {
  readonly through: number;
  readonly failed: number;
  readonly all: number;
} {
  const failed = items.filter(({ state }) => state === 'failed').length;
  const done = items.filter(({ state }) => state === 'done').length;
  return { through: done + failed, failed, all: items.length };
}

/** Does it; `told` at every step. Resolves when it is over, whatever became of it. */
export async function runBulk(
  deed: Deed,
  hosts: readonly Pick<HostStatus, 'host_id' | 'name'>[],
  act: (hostId: string) => Promise<unknown>,
  told: (bulk: Bulk) => void,
): Promise<void> {
  let items: readonly Progress[] = hosts.map((host) => ({ host, state: 'waiting', error: null }));
  for (const [place, host] of hosts.entries()) {
    const isLast = place === hosts.length - 1;
    put({ host, state: 'working', error: null }, false);
    try {
      await act(host.host_id);
      put({ host, state: 'done', error: null }, isLast);
    } catch (error) {
      put({ host, state: 'failed', error }, isLast);
    }

    function put(item: Progress, isOver: boolean): void {
      items = items.with(place, item);
      told({ deed, items, isOver });
    }
  }
}
