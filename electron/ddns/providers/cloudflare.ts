/** Cloudflare, API v4 (https://developers.cloudflare.com/api/resources/dns/subresources/records/). */
import { Type, type Static } from 'typebox';
import { retryAfterOf } from '../../kernel/retry-after.ts';
import { canonicalValue } from './values.ts';
import { callJson, refused, shaped, transient } from './json-call.ts';
import type { Provider, ProviderRecord, RecordFilter, Refusal, Verdict } from './provider.ts';
import { verdictOfStatus } from './text-answer.ts';
import { wholeList } from './whole-list.ts';
import { asciiName } from './zone-label.ts';

const Credentials = Type.Object({
  token: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[\\x21-\\x7e]+$',
    writeOnly: true,
  }),
});

type Credentials = Static<typeof Credentials>;

const FIVE_MINUTES_MS = 300_000;
/** A page of records; the most that is served fast (the API takes up to 5,000,000, and 100 unless told). */
const RECORDS_A_PAGE = 1000;
/** The most zones that a page can have. */
const ZONES_A_PAGE = 50;
/** "Automatic": Cloudflare chooses. */
const AUTOMATIC_TTL = 1;

const Envelope = Type.Object({
  success: Type.Boolean(),
  errors: Type.Optional(Type.Array(Type.Object({ code: Type.Integer(), message: Type.String() }))),
  result: Type.Unknown(),
  result_info: Type.Optional(
    Type.Union([Type.Object({ total_count: Type.Optional(Type.Integer({ minimum: 0 })) }), Type.Null()]),
  ),
});

const Zone = Type.Object({ id: Type.String({ minLength: 1 }), name: Type.String({ minLength: 1 }) });
const Row = Type.Object({
  id: Type.String({ minLength: 1 }),
  name: Type.String({ minLength: 1 }),
  type: Type.String({ minLength: 1 }),
  content: Type.Optional(Type.String()),
  ttl: Type.Number(),
  proxied: Type.Optional(Type.Boolean()),
});

/** What each code means (https://developers.cloudflare.com/dns/troubleshooting/dns-issues/). */
const codes: Readonly<Record<string, Verdict>> = {
  // Authentication: no header, a malformed one, an unknown or expired token, a permission that is missing.
  9106: { failure: 'auth' },
  9103: { failure: 'auth' },
  9109: { failure: 'auth' },
  10000: { failure: 'auth' },
  10001: { failure: 'auth' },
  6003: { failure: 'auth' },
  6111: { failure: 'auth' },
  // The zone is not there, or not this token's.
  7000: { failure: 'config' },
  7003: { failure: 'config' },
  1001: { failure: 'config' },
  1004: { failure: 'config' },
  9000: { failure: 'config' },
  9005: { failure: 'config' },
  9021: { failure: 'config' },
  // A record of this kind excludes the one that is wanted.
  81053: { failure: 'config' },
  81054: { failure: 'config' },
  // Too many records in the zone.
  81045: { failure: 'config' },
  // The same record is there already.
  81057: { failure: 'conflict' },
  81058: { failure: 'conflict' },
  // The record is not there any more.
  81044: { failure: 'gone' },
  971: { failure: 'throttled' },
  10429: { failure: 'throttled' },
};

function classifyError(refusal: Refusal): Verdict {
  const wait = retryAfterOf(refusal.headers);
  const known = codes[refusal.code ?? ''];
  if (known?.failure === 'throttled' || refusal.status === 429) {
    return wait === null ? { failure: 'throttled' } : { failure: 'throttled', retry_after: wait };
  }
  if (known) return known;
  // What it calls a bad request will not be a good one next time.
  return refusal.status === 400 ? { failure: 'config' } : verdictOfStatus(refusal);
}

function recordOf(row: Static<typeof Row>): ProviderRecord {
  const { id, name, type, content = '', ttl, proxied, ...kept } = row;
  return {
    record_id: id,
    name: asciiName(name),
    type,
    value: canonicalValue(type, content),
    ttl: ttl === AUTOMATIC_TTL ? null : ttl,
    kept: { ...kept, ...(proxied !== undefined && { proxied }) },
    ...(proxied === true && { behind_proxy: true }),
  };
}

/** The provider. */
export const cloudflare: Provider<Credentials> = {
  id: 'cloudflare',
  title: 'Cloudflare',
  key_url: 'https://dash.cloudflare.com/profile/api-tokens',
  credentials: Credentials,
  capabilities: {
    list: 'zone',
    families: ['A', 'AAAA'],
    ttl: { least: 60, most: 86_400, standard: null },
    // Of a user, over all tokens (https://developers.cloudflare.com/fundamentals/api/reference/limits/): shared evenly.
    quota: {
      read: [{ calls: 600, per: FIVE_MINUTES_MS }],
      write: [{ calls: 600, per: FIVE_MINUTES_MS }],
    },
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: false,
  },
  endpoint: 'https://api.cloudflare.com/client/v4',
  classifyError,
  open({ credentials, endpoint, zones: named }, { http }) {
    const { host } = new URL(endpoint);
    const zoneIds = new Map<string, string>();

    async function call(
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      path: string,
      body?: unknown,
    ): Promise<Static<typeof Envelope>> {
      const answer = await callJson(http, {
        method,
        url: `${endpoint}${path}`,
        headers: { authorization: `Bearer ${credentials.token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const envelope = shaped(Envelope, answer.body, host);
      if (envelope.success && answer.status < 300) return envelope;
      const [first] = envelope.errors ?? [];
      const code = first === undefined ? null : String(first.code);
      const message = `${host}: ${first === undefined ? `HTTP ${String(answer.status)}` : `${first.message} (${String(first.code)})`}`;
      throw refused({ ...answer, code, message }, classifyError);
    }

    /** Every page of a list. */
    async function pages<Schema extends typeof Zone | typeof Row>(
      schema: Schema,
      path: string,
      size: number,
      query: Readonly<Record<string, string>> = {},
    ): Promise<readonly Static<Schema>[]> {
      return wholeList(
        host,
        (row: Static<Schema>) => row.id,
        async (page) => {
          const parameters = new URLSearchParams({ ...query, page: String(page), per_page: String(size) });
          const { result, result_info: info } = await call('GET', `${path}?${parameters.toString()}`);
          const rows = shaped(Type.Array(schema), result, host);
          const total = info?.total_count;
          if (total === undefined) throw transient(`${host}: a list that does not say how long it is`);
          return { rows, total };
        },
      );
    }

    async function zones(): Promise<readonly string[]> {
      const found = await pages(Zone, '/zones', ZONES_A_PAGE);
      zoneIds.clear();
      for (const { id, name } of found) zoneIds.set(asciiName(name), id);
      const all = [...zoneIds.keys()];
      return named.length === 0 ? all : all.filter((zone) => named.includes(zone));
    }

    async function pathOf(zone: string): Promise<string> {
      if (!zoneIds.has(zone)) await zones();
      const id = zoneIds.get(zone);
      if (id !== undefined) return `/zones/${encodeURIComponent(id)}/dns_records`;
      throw refused(
        {
          status: 200,
          headers: {},
          code: '7003',
          message: `${host}: the token does not reach the zone ${zone}`,
        },
        classifyError,
      );
    }

    const one = (result: unknown): ProviderRecord => recordOf(shaped(Row, result, host));

    return {
      kind: 'records',
      zones,
      async list(zone, { name, type }: RecordFilter) {
        const query = {
          ...(name !== undefined && { 'name.exact': name }),
          ...(type !== undefined && { type }),
        };
        const rows = (await pages(Row, await pathOf(zone), RECORDS_A_PAGE, query)).map(recordOf);
        // What the service takes for a match is its affair.
        return rows.filter(
          (row) => (name === undefined || row.name === name) && (type === undefined || row.type === type),
        );
      },
      async create(zone, { name, type, value, ttl }) {
        const body = { name, type, content: value, ttl: ttl ?? AUTOMATIC_TTL };
        return one((await call('POST', await pathOf(zone), body)).result);
      },
      async update(zone, record, change) {
        const body = {
          ...(change.value !== undefined && { content: change.value }),
          ...(change.ttl !== undefined && { ttl: change.ttl ?? AUTOMATIC_TTL }),
        };
        const path = `${await pathOf(zone)}/${encodeURIComponent(record.record_id)}`;
        return one((await call('PATCH', path, body)).result);
      },
      async remove(zone, record) {
        await call('DELETE', `${await pathOf(zone)}/${encodeURIComponent(record.record_id)}`);
      },
    };
  },
};
