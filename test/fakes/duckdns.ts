/** A stand-in for DuckDNS, by https://www.duckdns.org/spec.jsp. */
import { isIP } from 'node:net';
import type { ArrivedCall, FakeProvider, StandingRecord } from './provider.ts';
import { startTrapServer, type PlainAnswer } from './trap-server.ts';

const TOKEN = '5b9c1f0e-7a52-4f0c-9d39-canary-duck';
/** Where a caller comes from that gives no address. */
const CALLER = '198.51.100.77';

/** Starts one that holds the names `nas` and `www`. */
export async function startFakeDuckdns(): Promise<FakeProvider> {
  const domains = new Set(['nas', 'www']);
  const records = new Map<string, StandingRecord>();
  const calls: ArrivedCall[] = [];

  function set(domain: string, type: string, value: string): boolean {
    const name = `${domain}.duckdns.org`;
    const changes = records.get(`${name} ${type}`)?.value !== value;
    records.set(`${name} ${type}`, { name, type, value, ttl: 60, kept: {} });
    return changes;
  }

  function update(query: URLSearchParams): PlainAnswer {
    const names = (query.get('domains') ?? '').split(',');
    const ip = query.get('ip') ?? '';
    const ipv6 = query.get('ipv6') ?? '';
    const right = names.every((name) => domains.has(name)) && query.get('token') === TOKEN;
    if (!right || (ip !== '' && isIP(ip) === 0) || (ipv6 !== '' && isIP(ipv6) !== 6)) return { body: 'KO' };
    // The caller's address is taken only where neither is given.
    const v4 = ip === '' && ipv6 === '' ? CALLER : ip;
    const changed = names.map((name) => {
      const first = v4 !== '' && set(name, isIP(v4) === 6 ? 'AAAA' : 'A', v4);
      const second = ipv6 !== '' && set(name, 'AAAA', ipv6);
      return first || second;
    });
    if (query.get('verbose') !== 'true') return { body: 'OK' };
    return { body: ['OK', v4, ipv6, changed.includes(true) ? 'UPDATED' : 'NOCHANGE'].join('\n') };
  }

  const server = await startTrapServer(
    () => 'put',
    (request, trap) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
      calls.push({ verb: 'put', authentic: searchParams.get('token') === TOKEN });
      if (request.method !== 'GET' || pathname !== '/update') return { status: 404, body: 'Not found' };
      if (trap === 'auth' || trap === 'error_in_200') return { body: 'KO' };
      if (trap === 'outage') return { status: 503, body: 'Service Unavailable' };
      return update(searchParams);
    },
  );

  const never = 'DuckDNS knows names only';
  return {
    endpoint: server.endpoint,
    zone: 'duckdns.org',
    credentials: { token: TOKEN },
    wrongCredentials: { token: 'wrong-token' },
    throttleMs: null,
    without: { throttle: 'DuckDNS never asks to wait', duplicate: never, gone: never },
    records: () => [...records.values()],
    stand: (record) => {
      domains.add(record.name.slice(0, -'.duckdns.org'.length));
      records.set(`${record.name} ${record.type}`, record);
    },
    calls: () => calls,
    trap: server.trap,
    close: server.close,
  };
}
