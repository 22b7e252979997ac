/**
 * deSEC, by its REST interface (https://desec.readthedocs.io/en/latest/dns/rrsets.html). It knows sets of records only:
 * each value of a set is a record here, and a write lays down the set anew with all that stands beside it.
 */
import { Type, type Static } from 'typebox';
import { classifyError, createDesecClient } from './desec-client.ts';
import { shaped, transient } from './json-call.ts';
import { ProviderFailure, type Provider, type ProviderRecord } from './provider.ts';
import { canonicalValue } from './values.ts';

const Credentials = Type.Object({
  token: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[\\x21-\\x7e]+$',
    writeOnly: true,
  }),
});

type Credentials = Static<typeof Credentials>;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How an address spells the zone's own name; bodies and filters spell it as nothing at all. */
const APEX_IN_PATH = '@';

const Domain = Type.Object({
  name: Type.String({ minLength: 1 }),
  minimum_ttl: Type.Integer({ minimum: 0 }),
});
const Rrset = Type.Object({
  name: Type.String({ minLength: 1 }),
  type: Type.String({ minLength: 1 }),
  ttl: Type.Integer({ minimum: 0 }),
  records: Type.Array(Type.String()),
});
/** One name and type in a zone. */
type Place = Pick<ProviderRecord, 'name' | 'type'> & { readonly zone: string };

/** A set as it stood a moment ago, with no values where there is none. */
interface Seen extends Place {
  readonly ttl: number | null;
  readonly values: readonly string[];
}

const asName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const subnameOf = ({ zone, name }: Pick<Place, 'zone' | 'name'>): string =>
  name === zone ? '' : name.slice(0, -(zone.length + 1));

const recordOf = (
  { name, type }: Pick<Place, 'name' | 'type'>,
  value: string,
  ttl: number,
): ProviderRecord => ({
  record_id: `${name}/${type}/${value}`,
  name,
  type,
  value,
  ttl,
  kept: {},
});

const recordsOf = ({ name, type, ttl, records }: Static<typeof Rrset>): ProviderRecord[] =>
  records.map((value) => recordOf({ name: asName(name), type }, canonicalValue(type, value), ttl));

const failure = (kind: 'config' | 'conflict' | 'gone', code: string, message: string): ProviderFailure =>
  new ProviderFailure({ failure: kind }, { code, message });

/** The provider. */
export const desec: Provider<Credentials> = {
  id: 'desec',
  title: 'deSEC',
  key_url: 'https://desec.io/tokens',
  credentials: Credentials,
  capabilities: {
    list: 'zone',
    families: ['A', 'AAAA'],
    // The least is a domain's own, 60 under dedyn.io and mostly 3600 elsewhere.
    ttl: { least: 60, most: 604_800, standard: null },
    // https://desec.readthedocs.io/en/latest/rate-limits.html: 10 reads a second and 50 a minute, 2,000 calls a day. What
    // a write reads first (its set, once its domain) is taken off.
    quota: {
      read: [
        { calls: 7, per: SECOND_MS },
        { calls: 33, per: MINUTE_MS },
        { calls: 1_350, per: DAY_MS },
      ],
      write: [
        { calls: 2, per: SECOND_MS },
        { calls: 15, per: MINUTE_MS },
        { calls: 100, per: HOUR_MS },
        { calls: 300, per: DAY_MS },
      ],
    },
    refresh_days: null,
    no_op_is_abuse: true,
    families_together: false,
    zones_are_named: false,
  },
  endpoint: 'https://desec.io/api/v1',
  classifyError,
  open({ credentials, endpoint, zones: named }, { http }) {
    const { host } = new URL(endpoint);
    const client = createDesecClient(http, endpoint, credentials.token);
    const leastTtl = new Map<string, number>();
    let turn: Promise<unknown> = Promise.resolve();

    /** One write at a time: each lays down what it saw, and would undo another that came between. */
    function inTurn<T>(work: () => Promise<T>): Promise<T> {
      const mine = turn.then(work);
      turn = mine.catch(() => undefined);
      return mine;
    }

    async function zones(): Promise<readonly string[]> {
      const found = await client.pages(Domain, '/domains/');
      leastTtl.clear();
      for (const { name, minimum_ttl: least } of found) leastTtl.set(asName(name), least);
      const all = [...leastTtl.keys()];
      return named.length === 0 ? all : all.filter((zone) => named.includes(zone));
    }

    const setsOf = (zone: string): string => `/domains/${encodeURIComponent(zone)}/rrsets/`;
    const pathOf = (place: Place): string =>
      `${setsOf(place.zone)}${encodeURIComponent(subnameOf(place) || APEX_IN_PATH)}/${place.type}/`;

    async function list(
      zone: string,
      { name, type }: { readonly name?: string | undefined; readonly type?: string | undefined },
    ): Promise<readonly ProviderRecord[]> {
      const query = {
        ...(name !== undefined && { subname: subnameOf({ zone, name }) }),
        ...(type !== undefined && { type }),
      };
      const rows = (await client.pages(Rrset, setsOf(zone), query)).flatMap(recordsOf);
      return rows.filter(
        (row) => (name === undefined || row.name === name) && (type === undefined || row.type === type),
      );
    }

    async function look({ zone, name, type }: Place): Promise<Seen> {
      const standing = await list(zone, { name, type });
      return { zone, name, type, ttl: standing[0]?.ttl ?? null, values: standing.map(({ value }) => value) };
    }

    /** The set with a value in it that it has not yet. */
    function withNew({ name, type, values }: Seen, value: string): readonly string[] {
      if (!values.includes(value)) return [...values, value];
      throw failure('conflict', 'exists', `${host}: ${name} ${type} ${value} is there already`);
    }

    /** The set without a value that it must have. */
    function without({ name, type, values }: Seen, value: string): readonly string[] {
      if (values.includes(value)) return values.filter((other) => other !== value);
      throw failure('gone', 'rrset', `${host}: ${name} ${type} ${value} is not there`);
    }

    /** The TTL, or the domain's own where none is wished. */
    async function ttlFor(zone: string, ttl: number | null): Promise<number> {
      if (!leastTtl.has(zone)) await zones();
      const least = leastTtl.get(zone);
      if (least === undefined) throw failure('config', 'detail', `${host}: the token does not reach ${zone}`);
      if (ttl === null || ttl >= least) return ttl ?? least;
      throw failure('config', 'ttl', `${host}: ${zone} takes no TTL under ${String(least)} seconds`);
    }

    /** What was written, as the service says that it stands now, which may be in a spelling of its own. */
    function written(body: unknown, { name, type, values }: Seen, value: string): ProviderRecord {
      const rows = recordsOf(shaped(Rrset, body, host)).filter(
        (row) => row.name === name && row.type === type,
      );
      const found =
        rows.find((row) => row.value === value) ?? rows.find((row) => !values.includes(row.value));
      if (!found) throw transient(`${host}: an answer about something else`);
      return found;
    }

    return {
      kind: 'records',
      zones,
      list,
      create: (zone, { name, type, value: wished, ttl }) =>
        inTurn(async () => {
          const value = canonicalValue(type, wished);
          const seen = await look({ zone, name, type });
          const records = withNew(seen, value);
          // A set has one TTL (RFC 2181 §5.2): what stands keeps it.
          if (seen.ttl !== null) {
            return written((await client.call('PATCH', pathOf(seen), 200, { records })).body, seen, value);
          }
          const body = { subname: subnameOf(seen), type, ttl: await ttlFor(zone, ttl), records };
          return written((await client.call('POST', setsOf(zone), 201, body)).body, seen, value);
        }),
      update: (zone, record, change) =>
        inTurn(async () => {
          const { name, type } = record;
          const seen = await look({ zone, name, type });
          const others = without(seen, record.value);
          const value = canonicalValue(type, change.value ?? record.value);
          const moves = value !== record.value;
          const ttl = change.ttl === undefined ? seen.ttl : await ttlFor(zone, change.ttl);
          const body = {
            ...(moves && { records: withNew({ ...seen, values: others }, value) }),
            ...(ttl !== null && ttl !== seen.ttl && { ttl }),
          };
          // Writing what stands there already counts as abuse.
          if (Object.keys(body).length === 0) return recordOf(record, value, seen.ttl ?? 0);
          return written((await client.call('PATCH', pathOf(seen), 200, body)).body, seen, value);
        }),
      remove: (zone, { name, type, value }) =>
        inTurn(async () => {
          const seen = await look({ zone, name, type });
          const records = without(seen, value);
          if (records.length > 0) await client.call('PATCH', pathOf(seen), 200, { records });
          else await client.call('DELETE', pathOf(seen), 204);
        }),
    };
  },
};
