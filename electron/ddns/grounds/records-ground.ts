/** An account whose provider keeps records: they are listed, made, changed in place and removed. */
import type { Family } from '../../../shared/api/ddns.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Obstacle, Standing } from '../model.ts';
import type { Change } from '../plan.ts';
import {
  ProviderFailure,
  type Capabilities,
  type ProviderRecord,
  type RecordAccess,
  type RecordFilter,
  type RecordWish,
} from '../providers/provider.ts';
import type { AccountGate } from './account-gate.ts';
import { notLooked, type Place, type Snapshot } from './ground.ts';
import { inPool } from './pool.ts';

/** Calls at once to one provider that lists by name. */
const WIDTH = 4;
/** How long an account's zones are remembered, ms. */
const ZONES_MS = 3_600_000;

/** The zone that a name falls into: the longest that fits; `null` for none. */
export function zoneOfName(name: string, zones: readonly string[]): string | null {
  const fitting = zones.filter((zone) => name === zone || name.endsWith(`.${zone}`));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? null;
}

function standingOf(record: ProviderRecord): Standing {
  const { record_id, name, type, value, ttl } = record;
  return { record_id, name, type, value, ttl, created_at: null, updated_at: null };
}

type Origin = HandRecord;

/** A record for changes by hand. */
export interface HandRecord {
  readonly zone: string;
  readonly record: ProviderRecord;
}

/** An account's records as a ground looks at them. */
export interface RecordsGround {
  observe(places: readonly Place[], troubleOf: (error: unknown) => Obstacle): Promise<Snapshot>;
  /** @throws what the access or the gate throws */
  carryOut(change: Change): Promise<Standing>;
  /** The zone of a name, as far as it is known; asks where it must. @throws as the access does */
  zoneOf(name: string): Promise<string | null>;
  zones(): Promise<readonly string[]>;
  /** For changes by hand. @throws as the access and the gate do */
  listZone(zone: string, filter: RecordFilter): Promise<readonly HandRecord[]>;
  createRecord(zone: string, wish: RecordWish): Promise<HandRecord>;
  updateRecord(at: HandRecord, change: { value?: string; ttl?: number }): Promise<HandRecord>;
  removeRecord(at: HandRecord): Promise<void>;
  /** Whether the value stands behind the provider's own proxy. */
  isProxied(name: string, family: Family): boolean;
}

/** The verbs of an account behind its gate. */
export function createRecordsGround(deps: {
  readonly access: RecordAccess;
  readonly capabilities: Capabilities;
  readonly title: string;
  readonly gate: AccountGate;
  readonly clock: Clock;
}): RecordsGround {
  const { access, capabilities, title, gate, clock } = deps;
  /** Of every look: one for a dry run must not take away what an update is about to change. */
  const origins = new Map<string, Origin>();
  const proxied = new Set<string>();
  let known: { readonly zones: Promise<readonly string[]>; readonly at: number } | null = null;

  async function zones(): Promise<readonly string[]> {
    if (known === null || clock.elapsed() - known.at > ZONES_MS) {
      const mine = { zones: gate.run('read', () => access.zones()), at: clock.elapsed() };
      known = mine;
      mine.zones.catch(() => {
        if (known === mine) known = null;
      });
    }
    return known.zones;
  }

  function remember(zone: string, record: ProviderRecord): Standing {
    origins.set(record.record_id, { zone, record });
    const key = `${record.name} ${record.type}`;
    if (record.behind_proxy === true) proxied.add(key);
    else proxied.delete(key);
    return standingOf(record);
  }

  const list = (zone: string, filter: RecordFilter): Promise<readonly ProviderRecord[]> =>
    gate.run('read', () => access.list(zone, filter));

  interface Look {
    readonly zone: string;
    readonly name?: string;
    readonly type?: Family;
  }

  function looksAt(places: readonly (Place & { zone: string })[]): Look[] {
    if (capabilities.list === 'zone')
      return [...new Set(places.map(({ zone }) => zone))].map((zone) => ({ zone }));
    return places.map(({ zone, name, family }) => ({ zone, name, type: family }));
  }

  async function observe(
    places: readonly Place[],
    troubleOf: (error: unknown) => Obstacle,
  ): Promise<Snapshot> {
    const found = new Map<string, Standing[]>();
    const obstacles = new Map<string, Obstacle>();
    const looked = new Set<string>();
    const seen = new Map<string, ProviderRecord>();
    let all: readonly string[];
    try {
      all = await zones();
    } catch (error) {
      const obstacle = troubleOf(error);
      return { at: () => obstacle, get: () => undefined };
    }
    const inZones = places.flatMap((place) => {
      const zone = zoneOfName(place.name, all);
      return zone === null ? [] : [{ ...place, zone }];
    });
    const keyOf = (zone: string, name: string, family: Family): string =>
      capabilities.list === 'zone' ? zone : `${zone} ${name} ${family}`;

    await inPool(looksAt(inZones), WIDTH, async ({ zone, name, type }) => {
      const key = keyOf(zone, name ?? '', type ?? 'A');
      try {
        const records = await list(zone, { ...(name && { name }), ...(type && { type }) });
        looked.add(key);
        for (const record of records) {
          seen.set(record.record_id, record);
          const rows = found.get(record.name);
          const row = remember(zone, record);
          if (rows) rows.push(row);
          else found.set(record.name, [row]);
        }
      } catch (error) {
        obstacles.set(key, troubleOf(error));
      }
    });

    const nothing: readonly Standing[] = [];
    return {
      at(name, family) {
        const zone = zoneOfName(name, all);
        if (zone === null) {
          const reason = { code: 'DDNS_ZONE_UNKNOWN_THERE', params: { name, provider: title } };
          return { reason, next_try: null, stops: false };
        }
        const key = keyOf(zone, name, family);
        const obstacle = obstacles.get(key);
        if (obstacle) return obstacle;
        return looked.has(key) ? (found.get(name) ?? nothing) : notLooked;
      },
      get(recordId) {
        const record = seen.get(recordId);
        if (record) return standingOf(record);
        return obstacles.size === 0 && looked.size > 0 ? null : undefined;
      },
    };
  }

  function originOf(recordId: string): Origin {
    const origin = origins.get(recordId);
    if (!origin) throw new Error('A record was to be changed that was not looked at');
    return origin;
  }

  async function zoneOf(name: string): Promise<string | null> {
    return zoneOfName(name, await zones());
  }

  /** A record that was changed meanwhile, or was right already: one more look tells. */
  async function readAgain(zone: string, wanted: ProviderRecord): Promise<ProviderRecord | null> {
    const { name, type } = wanted;
    const records = await list(zone, { name, type });
    return (
      records.find(
        (record) =>
          record.name === name &&
          record.type === type &&
          record.record_id === wanted.record_id &&
          record.value === wanted.value &&
          (wanted.ttl === null || record.ttl === wanted.ttl),
      ) ?? null
    );
  }

  async function update(
    { zone, record }: Origin,
    change: { value: string; ttl?: number },
  ): Promise<Standing> {
    try {
      const changed = await gate.run('write', () => access.update(zone, record, change));
      if (changed.record_id !== record.record_id) origins.delete(record.record_id);
      return remember(zone, changed);
    } catch (error) {
      if (!(error instanceof ProviderFailure) || error.failure !== 'conflict') throw error;
      const right = await readAgain(zone, { ...record, ...change });
      if (right === null) throw error;
      return remember(zone, right);
    }
  }

  /** Of a name without a type, every type that is written here; a whole zone cannot be listed. */
  async function listByName(zone: string, { name, type }: RecordFilter): Promise<readonly ProviderRecord[]> {
    if (name === undefined) {
      throw new ProviderFailure(
        { failure: 'config' },
        { code: 'LIST', message: 'It lists one name at a time: name a subdomain' },
      );
    }
    const types = type === undefined ? ['A', 'AAAA', 'CNAME', 'TXT'] : [type];
    return (await inPool(types, WIDTH, (one) => list(zone, { name, type: one }))).flat();
  }

  async function carryOut(change: Change): Promise<Standing> {
    if (change.kind === 'delete') {
      const { zone, record } = originOf(change.record.record_id);
      await gate.run('write', () => access.remove(zone, record));
      origins.delete(record.record_id);
      return standingOf(record);
    }
    const { name, family, value, ttl } = change.desired;
    if (change.kind === 'update') {
      const origin = originOf(change.record.record_id);
      return update(origin, { value, ...(ttl !== null && ttl !== origin.record.ttl ? { ttl } : {}) });
    }
    const zone = await zoneOf(name);
    if (zone === null) throw new Error('A record was to be made in no zone');
    const wish = { name, type: family, value, ttl: ttl ?? capabilities.ttl?.standard ?? null };
    return remember(zone, await gate.run('write', () => access.create(zone, wish)));
  }

  return {
    observe,
    carryOut,
    zoneOf,
    zones,
    async listZone(zone, filter) {
      const { name, type } = filter;
      // A provider that lists by name is asked for one; without a name it has nothing to list.
      const records =
        capabilities.list === 'name' && (name === undefined || type === undefined)
          ? await listByName(zone, filter)
          : await list(zone, filter);
      return records.map((record) => ({ zone, record }));
    },
    async createRecord(zone, wish) {
      return { zone, record: await gate.run('write', () => access.create(zone, wish)) };
    },
    async updateRecord({ zone, record }, change) {
      return { zone, record: await gate.run('write', () => access.update(zone, record, change)) };
    },
    async removeRecord({ zone, record }) {
      await gate.run('write', () => access.remove(zone, record));
    },
    isProxied: (name, family) => proxied.has(`${name} ${family}`),
  };
}
