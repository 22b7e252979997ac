/**
 * Which address each source came to, and when that changed: kept for whoever asks how often a line gets another address,
 * and who said so. What is not known is no change. Nothing is published by it.
 */
import { v7 as uuid } from 'uuid';
import type { Family, Scope } from '../../../shared/api/ddns.ts';
import type { Source } from '../../../shared/api/ddns-hosts.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { rangeOf } from '../filter.ts';
import type { AddressLogStore, ChangeRow } from './address-store.ts';

/** What a look found out of one source and family. */
export interface Seen {
  /** Names source and family; what waits out a hold-down is told apart from what is taken at once. */
  readonly key: string;
  readonly source: Source;
  /** Of the name that it was asked for. */
  readonly host: { readonly host_id: string; readonly name: string };
  readonly family: Family;
  readonly address: string;
  /** Since when that is known, ms UTC; `null`: as of this look. */
  readonly since: number | null;
}

/** Keeps it. */
export interface AddressLog {
  /** Stores what is new in this; writes nothing where nothing is. Never throws. */
  note(seen: readonly Seen[]): Promise<void>;
}

/** Begins with what each source said last. */
export async function createAddressLog(deps: {
  readonly store: AddressLogStore;
  /** The name of a source; `null` where it is gone. */
  readonly nameOf: (sourceId: string) => string | null;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<AddressLog> {
  const { store, nameOf, clock, logger } = deps;
  const last = await store.lastAddresses();

  function originOf({ source, host }: Seen): Pick<ChangeRow, 'kind' | 'origin_id' | 'name'> {
    switch (source.kind) {
      case 'interface':
        return { kind: 'interface', origin_id: null, name: source.interface ?? '' };
      case 'source':
        return { kind: 'source', origin_id: source.source_id, name: nameOf(source.source_id) ?? '' };
      case 'inbound':
        return { kind: 'inbound', origin_id: host.host_id, name: host.name };
    }
  }

  function rowOf(seen: Seen): ChangeRow {
    const { key, family, address, since } = seen;
    const now = clock.now();
    const reach: Scope = rangeOf(address) === null ? 'public' : 'lan';
    return {
      id: uuid(),
      // A clock that was set back must not put it into the future.
      timestamp: Math.min(since ?? now, now),
      track: key,
      family,
      address,
      previous: last.get(key) ?? null,
      reach,
      ...originOf(seen),
    };
  }

  return {
    async note(seen) {
      const rows = seen.filter(({ key, address }) => last.get(key) !== address).map(rowOf);
      if (rows.length === 0) return;
      try {
        await store.addAddressChanges(rows);
        for (const { track, address } of rows) last.set(track, address);
      } catch (error) {
        // Names are kept all the same; the next look tries again.
        logger.warn({ error }, 'A change of address could not be noted');
      }
    },
  };
}
