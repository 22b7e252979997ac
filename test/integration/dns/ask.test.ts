import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAsk } from '../../../electron/dns/index.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { createEgress, type Egress } from '../../../electron/kernel/egress.ts';
import { openDns, type DnsFixture } from './fixture.ts';

const MANY = 1000;

let dns: DnsFixture;
let server: { host: string; port: number; stop(): Promise<void> };
let overUdp: number;
let overTcp: number;

const nameOf = (i: number): string => `host${String(i)}.home.arpa`;
const valueOf = (i: number): string => `10.0.${String(i >> 8)}.${String(i & 255)}`;

/** Asks for the first `count` names, and counts the ways that were taken. */
function ask(count: number): Promise<readonly (readonly string[] | null)[]> {
  const egress = createEgress(() => [server]);
  const counted: Egress = {
    udp: (target) => {
      overUdp += 1;
      return egress.udp(target);
    },
    connect: (target, signal) => {
      overTcp += 1;
      return egress.connect(target, signal);
    },
  };
  const deps = { egress: counted, clock: systemClock, logger: { debug: () => undefined } };
  return createAsk({ ...deps, server: () => server })(
    Array.from({ length: count }, (_, i) => ({ name: nameOf(i), type: 'A' })),
  );
}

const expected = (count: number): string[][] => Array.from({ length: count }, (_, i) => [valueOf(i)]);

beforeEach(async () => {
  overUdp = 0;
  overTcp = 0;
  dns = await openDns({ clock: systemClock });
  await dns.service.applyAll(
    Array.from({ length: MANY }, (_, i) => ({
      kind: 'create',
      input: { name: nameOf(i), type: 'A', value: valueOf(i), ttl: 60 },
    })),
  );
  server = await dns.service.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  await server.stop();
  dns.close();
});

it('asks a few names over UDP', async () => {
  expect(await ask(5)).toEqual(expected(5));
  expect([overUdp, overTcp]).toEqual([1, 0]);
});

it('asks over TCP for what a rate limit holds back', async () => {
  dns.limit = 2;
  expect(await ask(5)).toEqual(expected(5));
  expect([overUdp, overTcp]).toEqual([1, 1]);
});

it('asks many names over one TCP connection at once, where no rate limit can hold them back', async () => {
  dns.limit = 2;
  expect(await ask(MANY)).toEqual(expected(MANY));
  expect([overUdp, overTcp]).toEqual([0, 1]);
});

it('tells a name that is not there from one that nobody answers for', async () => {
  await dns.service.remove(dns.service.list({ name: nameOf(0) })[0]?.record_id ?? '');
  expect(await ask(1)).toEqual([[]]);
  await server.stop();
  expect(await ask(1)).toEqual([null]);
  server = await dns.service.listen({ host: '127.0.0.1', port: 0 });
});
