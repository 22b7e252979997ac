/** A stand-in for Cloudflare's API v4, by https://developers.cloudflare.com/api/. */
import type { IncomingMessage } from 'node:http';
import type { ArrivedCall, FakeProvider, StandingRecord, Trap } from './provider.ts';
import { jsonAnswer, startTrapServer, verbByMethod, type PlainAnswer } from './trap-server.ts';

const TOKEN = 'canary-cloudflare-token';
const ZONE_ID = '023e105f4ecef8ad9ca31a8372d0c353';
const RETRY_AFTER_S = 37;

/** How it differs from the usual one. */
export interface FakeCloudflareOptions {
  readonly zone?: string;
  /** The most records or zones of a page, whatever is asked for. Small unless told, so that lists have pages. */
  readonly mostAPage?: number;
}

/** A stand-in with what Cloudflare alone has. */
export interface FakeCloudflare extends FakeProvider {
  /** Address of the zone's records. */
  readonly recordsUrl: string;
  proxy(name: string): void;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: number;
  readonly proxied: boolean;
  readonly comment: string | null;
  readonly tags: readonly string[];
}

const ok = (result: unknown, info?: unknown): PlainAnswer =>
  jsonAnswer(200, {
    success: true,
    errors: [],
    messages: [],
    result,
    ...(info === undefined ? {} : { result_info: info }),
  });
const no = (
  status: number,
  code: number,
  message: string,
  headers?: Readonly<Record<string, string>>,
): PlainAnswer =>
  jsonAnswer(status, { success: false, errors: [{ code, message }], messages: [], result: null }, headers);

function page(rows: readonly unknown[], query: URLSearchParams, mostAPage: number): PlainAnswer {
  const size = Math.min(mostAPage, Number(query.get('per_page') ?? '100'));
  const at = Number(query.get('page') ?? '1');
  const total = Math.ceil(rows.length / size);
  return ok(rows.slice((at - 1) * size, at * size), {
    page: at,
    per_page: size,
    total_pages: total,
    count: size,
    total_count: rows.length,
  });
}

const creatable = new Set(['name', 'type', 'content', 'ttl', 'proxied', 'comment', 'tags']);
const RECORDS = `/client/v4/zones/${ZONE_ID}/dns_records`;

function verbOf(request: IncomingMessage): ArrivedCall['verb'] {
  const { pathname } = new URL(request.url ?? '/', 'http://fake');
  if (pathname === '/client/v4/zones') return 'zones';
  return verbByMethod(request);
}

/** What the traps of Cloudflare itself answer. */
function trapped(trap: Trap | undefined): PlainAnswer | null {
  switch (trap) {
    case 'auth':
      return no(403, 9109, 'Invalid access token');
    case 'throttle':
      return no(429, 971, 'Please wait and consider throttling your request speed', {
        'retry-after': String(RETRY_AFTER_S),
      });
    case 'outage':
      return { status: 520, headers: { 'content-type': 'text/html' }, body: '<h1>520</h1>' };
    case 'error_in_200':
      return no(200, 10013, 'An unknown error has occurred');
    case 'duplicate':
      return no(400, 81058, 'An identical record already exists.');
    case 'gone':
      return no(404, 81044, 'Record does not exist.');
    default:
      return null;
  }
}

/** Starts one with an empty zone. */
export async function startFakeCloudflare({
  zone = 'example.com',
  mostAPage = 3,
}: FakeCloudflareOptions = {}): Promise<FakeCloudflare> {
  const rows = new Map<string, Row>();
  const calls: ArrivedCall[] = [];
  let made = 0;

  const put = (row: Omit<Row, 'id'>, id = `rec${String(++made).padStart(29, '0')}`): Row => {
    const whole = { id, ...row };
    rows.set(id, whole);
    return whole;
  };
  const isSame = (a: Pick<Row, 'name' | 'type' | 'content'>, b: Row): boolean =>
    a.name === b.name && a.type === b.type && a.content === b.content;

  function create(given: Readonly<Record<string, unknown>>): PlainAnswer {
    const { name, type, content, ttl = 1, proxied = false } = given;
    const strange = Object.keys(given).find((key) => !creatable.has(key));
    if (
      strange !== undefined ||
      typeof name !== 'string' ||
      typeof type !== 'string' ||
      typeof content !== 'string'
    )
      return no(400, 9005, `Content for the record is invalid (${strange ?? 'a field'})`);
    if (typeof ttl !== 'number' || (ttl !== 1 && (ttl < 60 || ttl > 86_400)))
      return no(400, 9021, 'Invalid TTL.');
    if (name !== zone && !name.endsWith(`.${zone}`)) return no(400, 9000, 'DNS name is invalid.');
    if ([...rows.values()].some((row) => isSame({ name, type, content }, row)))
      return no(400, 81058, 'An identical record already exists.');
    return ok(put({ name, type, content, ttl, proxied: proxied === true, comment: null, tags: [] }));
  }

  function patch(id: string, given: Readonly<Record<string, unknown>>, isWhole: boolean): PlainAnswer {
    const before = rows.get(id);
    if (!before) return no(404, 81044, 'Record does not exist.');
    const strange = Object.keys(given).find((key) => !creatable.has(key));
    if (strange !== undefined) return no(400, 9005, `Content for the record is invalid (${strange})`);
    // PUT forgets what it is not told.
    const base = isWhole ? { ...before, ttl: 1, proxied: false, comment: null, tags: [] } : before;
    const after = { ...base, ...given };
    const others = [...rows.values()].filter((row) => row.id !== id);
    if (others.some((row) => isSame(after, row)))
      return no(400, 81058, 'An identical record already exists.');
    rows.set(id, after);
    return ok(after);
  }

  const server = await startTrapServer(verbOf, (request, trap, body) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://fake');
    const authentic = request.headers.authorization === `Bearer ${TOKEN}`;
    calls.push({ verb: verbOf(request), authentic });
    if (!authentic) return no(403, 9109, 'Invalid access token');
    const said = trapped(trap);
    if (said) return said;
    if (body !== '' && request.headers['content-type'] !== 'application/json')
      return no(400, 6003, 'Invalid request headers');
    const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    if (pathname === '/client/v4/zones') {
      return page([{ id: ZONE_ID, name: zone, status: 'active' }], query, mostAPage);
    }
    const [, id] = new RegExp(`^${RECORDS}(?:/([^/]+))?$`).exec(pathname) ?? [];
    if (!pathname.startsWith(RECORDS)) return no(404, 7003, 'Could not route to this zone');
    if (request.method === 'POST') return create(given);
    if (request.method === 'PATCH' || request.method === 'PUT')
      return patch(id ?? '', given, request.method === 'PUT');
    if (request.method === 'DELETE') {
      return rows.delete(id ?? '') ? ok({ id }) : no(404, 81044, 'Record does not exist.');
    }
    const name = query.get('name.exact');
    const type = query.get('type');
    // The filter finds neighbours too: whoever relies on it alone writes over them.
    const found = [...rows.values()].filter(
      (row) =>
        (name === null || row.name.includes(name.split('.')[0] ?? '')) &&
        (type === null || row.type === type),
    );
    return page(found, query, mostAPage);
  });

  const toStanding = ({ name, type, content, ttl, proxied, comment, tags }: Row): StandingRecord => ({
    name,
    type,
    value: content,
    ttl,
    kept: { proxied, comment, tags },
  });

  return {
    endpoint: `${server.endpoint}/client/v4`,
    zone,
    recordsUrl: server.endpoint + RECORDS,
    credentials: { token: TOKEN },
    wrongCredentials: { token: 'wrong-token' },
    throttleMs: RETRY_AFTER_S * 1000,
    without: {},
    records: () => [...rows.values()].map(toStanding),
    stand: ({ name, type, value, ttl, kept }) =>
      void put({
        name,
        type,
        content: value,
        ttl,
        proxied: false,
        comment: 'by hand',
        tags: ['owner:me'],
        ...kept,
      }),
    proxy(name) {
      for (const row of rows.values()) if (row.name === name) rows.set(row.id, { ...row, proxied: true });
    },
    calls: () => calls,
    trap: server.trap,
    close: server.close,
  };
}
