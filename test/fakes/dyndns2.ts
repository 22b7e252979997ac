/** A stand-in for the services that speak dyndns2, by what each of them publishes; strict in what it takes. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { ArrivedCall, FakeProvider, StandingRecord } from './provider.ts';
import { startTrapServer, type PlainAnswer } from './trap-server.ts';

/** Services with rules of their own. */
export type Service = 'noip' | 'dynu' | 'he' | 'ovh' | 'dynv6' | 'strato' | 'dyndns2';

/** A stand-in that can be told to say any word. */
export interface FakeDyndns2 extends FakeProvider {
  /** Answers the next call with this, whatever it asked; with `null`, as it is asked. */
  say(body: string | null, status?: number): void;
  /** Queries as they arrived. */
  queries(): readonly URLSearchParams[];
}

/** How it differs from the usual one. */
export interface FakeDyndns2Options {
  /** Takes other programs than CloudCube and, as Dyn's own service does, several names in a call: a line for each. */
  readonly anyClient?: boolean;
}

const ZONE = 'example.com';
const CALLER = '198.51.100.77';
const PASSWORD = 'canary-password:with a colon';
const RETRY_AFTER_S = 90;

/** What a service reads from a query: the addresses to set, or `null` for a query that it does not understand. */
function addressesOf(service: Service, query: URLSearchParams): readonly string[] | null {
  const myip = query.get('myip');
  if (service === 'dynu') {
    const parts = [myip ?? CALLER, query.get('myipv6') ?? 'no'].filter((part) => part !== 'no');
    return parts.every((part) => isIP(part) > 0) ? parts : null;
  }
  if (query.has('myipv6') || (service === 'ovh' && query.get('system') !== 'dyndns')) return null;
  const parts = (myip ?? CALLER).split(',');
  if (parts.some((part) => isIP(part) === 0)) return null;
  if (parts.length > 1 && service !== 'noip' && service !== 'strato') return null;
  return service === 'dynv6' && parts.some((part) => isIP(part) === 6) ? null : parts;
}

function signedIn(request: IncomingMessage): readonly [string, string] {
  const [scheme, text = ''] = (request.headers.authorization ?? '').split(' ');
  const plain = scheme === 'Basic' ? Buffer.from(text, 'base64').toString('utf8') : '';
  const colon = plain.indexOf(':');
  return [plain.slice(0, colon), plain.slice(colon + 1)];
}

/** Starts one that holds the names `nas` and `www` in example.com. */
export async function startFakeDyndns2(
  service: Service,
  { anyClient = false }: FakeDyndns2Options = {},
): Promise<FakeDyndns2> {
  const names = new Set([`nas.${ZONE}`, `www.${ZONE}`]);
  const records = new Map<string, StandingRecord>();
  const calls: ArrivedCall[] = [];
  const queries: URLSearchParams[] = [];
  const said: (PlainAnswer | null)[] = [];
  const username = service === 'he' ? null : `${service}-user@example.com`;

  function set(name: string, value: string): boolean {
    const type = isIP(value) === 6 ? 'AAAA' : 'A';
    const changes = records.get(`${name} ${type}`)?.value !== value;
    records.set(`${name} ${type}`, { name, type, value, ttl: 60, kept: {} });
    return changes;
  }

  function update(query: URLSearchParams): string {
    const name = query.get('hostname') ?? '';
    return (anyClient ? name.split(',') : [name]).map((one) => updateOne(one, query)).join('\n');
  }

  function updateOne(name: string, query: URLSearchParams): string {
    if (!name.includes('.')) return 'notfqdn';
    if (!names.has(name)) return 'nohost';
    const addresses = addressesOf(service, query);
    if (addresses === null) return 'badrequest';
    const changed = addresses.map((address) => set(name, address)).includes(true);
    return `${changed ? 'good' : 'nochg'} ${addresses.join(',')}`;
  }

  const server = await startTrapServer(
    () => 'put',
    (request, trap) => {
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://fake');
      const [user, password] = signedIn(request);
      const authentic = user === (username ?? query.get('hostname')) && password === PASSWORD;
      calls.push({ verb: 'put', authentic });
      queries.push(query);
      if (request.method !== 'GET' || pathname !== '/nic/update') return { status: 404, body: 'Not found' };
      const isOurs = /^CloudCube\/\d+\.\d+\.\d+ \(.+\)$/.test(request.headers['user-agent'] ?? '');
      if (!isOurs && !anyClient) return { body: 'badagent' };
      const next = said.shift();
      if (next) return next;
      if (trap === 'outage') return { status: 503, body: '911' };
      if (trap === 'error_in_200') return { body: 'dnserr' };
      if (trap === 'throttle') {
        return { status: 429, headers: { 'retry-after': String(RETRY_AFTER_S) }, body: 'Too many requests' };
      }
      if (trap === 'auth' || !authentic) return { status: 401, body: 'badauth' };
      return { body: update(query) };
    },
  );

  const never = 'dyndns2 knows names only';
  return {
    endpoint: server.endpoint,
    zone: ZONE,
    credentials: { ...(username === null ? {} : { username }), password: PASSWORD },
    wrongCredentials: { ...(username === null ? {} : { username }), password: 'wrong' },
    throttleMs: RETRY_AFTER_S * 1000,
    without: { duplicate: never, gone: never },
    records: () => [...records.values()],
    stand: (record) => {
      names.add(record.name);
      records.set(`${record.name} ${record.type}`, record);
    },
    calls: () => calls,
    queries: () => queries,
    say: (body, status = 200) => void said.push(body === null ? null : { status, body }),
    trap: server.trap,
    close: server.close,
  };
}
