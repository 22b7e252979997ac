/** Updates at a real name server. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rfc2136 } from '../../../electron/ddns/providers/rfc2136/index.ts';
import type { ProviderFailure, RecordAccess } from '../../../electron/ddns/providers/provider.ts';
import { systemClock, type Clock } from '../../../electron/kernel/clock.ts';
import { createEgress, type Egress } from '../../../electron/kernel/egress.ts';
import { startKnot, type Knot, type KnotKey } from '../../support/knot.ts';
import { needs, titled } from '../../support/needs.ts';

const zone = 'example.com';
const secret = randomBytes(32).toString('base64');
const key: KnotKey = { name: 'ddns-key', algorithm: 'hmac-sha256', secret };
const longKey: KnotKey = {
  name: 'long.key',
  algorithm: 'hmac-sha512',
  secret: randomBytes(64).toString('base64'),
};
const wrongSecret = randomBytes(32).toString('base64');
const HOUR_MS = 3_600_000;

const knotd = needs.command('knotd');

describe.skipIf(!knotd.ok)(titled('a name server with keys', knotd), () => {
  let knot: Knot;
  let used: string[];

  beforeAll(async () => {
    const lines = [
      `www2.${zone}. 60 A 198.51.100.2`,
      `alias.${zone}. 60 CNAME ns.${zone}.`,
      `*.wild.${zone}. 60 A 198.51.100.9`,
    ];
    knot = await startKnot(zone, lines, [key, longKey]);
  });
  afterAll(() => knot.close());
  beforeEach(() => {
    used = [];
  });

  /** Ways to the server that note which one was taken. */
  function ways(): Egress {
    const egress = createEgress(() => [{ host: '127.0.0.1', port: knot.port }]);
    return {
      udp: (target) => {
        used.push('udp');
        return egress.udp(target);
      },
      connect: (target, signal) => {
        used.push('tcp');
        return egress.connect(target, signal);
      },
    };
  }

  function open(
    options: {
      key?: KnotKey;
      transport?: 'udp' | 'tcp';
      clock?: Clock;
      zones?: string[];
      port?: number;
    } = {},
  ): RecordAccess {
    const { name, algorithm, secret } = options.key ?? key;
    const access = rfc2136.open(
      {
        credentials: {
          key_name: name,
          algorithm: algorithm as 'hmac-sha256',
          secret,
          transport: options.transport ?? 'udp',
        },
        endpoint: `dns://127.0.0.1:${options.port ?? knot.port}`,
        zones: options.zones ?? [zone],
      },
      {
        http: () => Promise.reject(new Error('DNS only')),
        egress: ways(),
        resolve: (host) => Promise.resolve([host]),
        clock: options.clock ?? systemClock,
        nonce: () => randomBytes(16).toString('hex'),
      },
    );
    if (access.kind !== 'records') throw new Error('not records');
    return access;
  }

  const values = async (name: string, type = 'A'): Promise<string[]> =>
    (await open().list(zone, { name: `${name}.${zone}`, type })).map(({ value }) => value).sort();
  const wish = (name: string, value: string, type = 'A') => ({
    name: `${name}.${zone}`,
    type,
    value,
    ttl: 120,
  });
  const failed = (work: Promise<unknown>): Promise<Partial<ProviderFailure>> =>
    work.then(
      () => ({}),
      (error: unknown) => error as ProviderFailure,
    );
  const skewed = (ms: number): Clock => ({ ...systemClock, now: () => Date.now() + ms });

  describe.each(['udp', 'tcp'] as const)('over %s', (transport) => {
    it.each([key, longKey])('keeps a record with a key for $algorithm', async (key) => {
      const access = open({ transport, key });
      const name = `nas-${transport}-${key.algorithm}`;
      expect(await access.zones()).toEqual([zone]);
      expect(await access.list(zone, { name: `${name}.${zone}`, type: 'A' })).toEqual([]);

      const made = await access.create(zone, wish(name, '203.0.113.7'));
      expect(await access.list(zone, { name: made.name, type: 'A' })).toEqual([made]);

      const moved = await access.update(zone, made, { value: '203.0.113.8' });
      expect(moved.ttl).toBe(120);
      expect(await access.list(zone, { name: made.name, type: 'A' })).toEqual([moved]);

      await access.remove(zone, moved);
      expect(await values(name)).toEqual([]);
      expect(new Set(used.slice(0, -1))).toEqual(new Set([transport]));
    });

    it('is refused with a wrong secret, and with a key that is not known', async () => {
      const wrong = open({ transport, key: { ...key, secret: wrongSecret } });
      expect(await failed(wrong.zones())).toMatchObject({ failure: 'auth', code: 'BADSIG' });
      expect(await failed(wrong.create(zone, wish('wrong', '203.0.113.9')))).toMatchObject({
        failure: 'auth',
      });
      const unknown = open({ transport, key: { ...key, name: 'nobody' } });
      expect(await failed(unknown.zones())).toMatchObject({ failure: 'auth', code: 'BADKEY' });
      expect(await values('wrong')).toEqual([]);
    });

    it.each([HOUR_MS, -HOUR_MS])('goes by the server’s time where our clock is off by %i ms', async (off) => {
      const access = open({ transport, clock: skewed(off) });
      const name = `skew-${transport}-${String(off)}`;
      await access.create(zone, wish(name, '203.0.113.7'));
      expect(await values(name)).toEqual(['203.0.113.7']);
    });
  });

  it('asks twice for a wrong clock, and then knows the time', async () => {
    const access = open({ transport: 'tcp', clock: skewed(HOUR_MS) });
    await access.zones();
    expect(used).toHaveLength(2);
    await access.zones();
    expect(used).toHaveLength(3);
  });

  it('goes on over TCP for an answer that no datagram holds', async () => {
    const all = Array.from({ length: 40 }, (_, n) => `203.0.113.${n}`);
    const access = open();
    for (const value of all) await access.create(zone, wish('many', value));
    used = [];
    expect(await values('many')).toEqual(all.sort());
    expect(used.slice(0, 2)).toEqual(['udp', 'tcp']);
  });

  it('leaves the other values of a name alone', async () => {
    const access = open();
    const foreign = await access.create(zone, wish('two', '198.51.100.1'));
    const own = await access.create(zone, wish('two', '203.0.113.7'));
    const moved = await access.update(zone, own, { value: '203.0.113.8' });
    expect(await values('two')).toEqual(['198.51.100.1', '203.0.113.8']);
    await access.remove(zone, moved);
    expect(await values('two')).toEqual([foreign.value]);
    expect(await values('www2')).toEqual(['198.51.100.2']);
  });

  it('changes the TTL, which a set has in common', async () => {
    const access = open();
    const other = await access.create(zone, wish('ttl', 'fd00::2', 'AAAA'));
    const made = await access.create(zone, wish('ttl', 'fd00::1', 'AAAA'));
    await access.update(zone, made, { ttl: 600 });
    const standing = await access.list(zone, { name: made.name, type: 'AAAA' });
    expect(standing).toHaveLength(2);
    expect(standing).toEqual(
      expect.arrayContaining([
        { ...made, ttl: 600 },
        { ...other, ttl: 600 },
      ]),
    );
  });

  it('does not take what a wildcard answers for a record of the name', async () => {
    const access = open();
    expect(await values('any.wild')).toEqual([]);
    expect(await values('*.wild')).toEqual(['198.51.100.9']);
    const made = await access.create(zone, wish('any.wild', '198.51.100.9'));
    expect(await values('any.wild')).toEqual(['198.51.100.9']);
    await access.update(zone, made, { value: '203.0.113.7' });
    expect(await values('any.wild')).toEqual(['203.0.113.7']);
    expect(await values('else.wild')).toEqual([]);
  });

  it('says what is there already, and what is gone', async () => {
    const access = open();
    const made = await access.create(zone, wish('once', '203.0.113.7'));
    expect(await failed(access.create(zone, wish('once', '203.0.113.7')))).toMatchObject({
      failure: 'conflict',
    });
    await access.create(zone, wish('once', '203.0.113.8'));
    const onto = access.update(zone, made, { value: '203.0.113.8' });
    expect(await failed(onto)).toMatchObject({ failure: 'conflict' });
    await access.remove(zone, made);
    expect(await failed(access.update(zone, made, { value: '203.0.113.9' }))).toMatchObject({
      failure: 'gone',
    });
    expect(await failed(access.remove(zone, made))).toMatchObject({ failure: 'gone' });
    expect(await values('once')).toEqual(['203.0.113.8']);
  });

  it('writes nothing where a set changed between the look and the write', async () => {
    const access = open();
    const made = await access.create(zone, wish('race', '203.0.113.7'));
    const both = await Promise.all([
      failed(access.update(zone, made, { value: '203.0.113.8' })),
      failed(access.update(zone, made, { value: '203.0.113.9' })),
    ]);
    const lost = both.filter(({ failure }) => failure !== undefined);
    expect(lost).toMatchObject([{ failure: expect.stringMatching(/conflict|gone/) as string }]);
    expect(await values('race')).toHaveLength(1);
  });

  it('does not take a dropped addition for a success, beside a CNAME', async () => {
    const beside = open().create(zone, wish('alias', '203.0.113.7'));
    expect(await failed(beside)).toMatchObject({ failure: 'conflict', code: 'YXRRSET' });
    expect(await values('alias', 'CNAME')).toEqual([`ns.${zone}`]);
  });

  it('keeps values of other types', async () => {
    const access = open();
    const text = `long ${'x'.repeat(300)} “ü”`;
    await access.create(zone, wish('text', text, 'TXT'));
    expect(await values('text', 'TXT')).toEqual([text]);
    await access.create(zone, wish('other', `nas.${zone}`, 'CNAME'));
    expect(await values('other', 'CNAME')).toEqual([`nas.${zone}`]);
  });

  it('is no place for a zone that it does not hold', async () => {
    const access = open({ zones: ['example.org'] });
    expect(await failed(access.zones())).toMatchObject({
      failure: expect.stringMatching(/config|auth/) as string,
    });
    const stray = access.create('example.org', { ...wish('nas', '203.0.113.7'), name: 'nas.example.org' });
    expect(await failed(stray)).toMatchObject({ failure: expect.stringMatching(/config|auth/) as string });
  });

  it('that is not there is tried again later', async () => {
    expect(await failed(open({ port: 1 }).zones())).toMatchObject({ failure: 'transient', code: null });
  });
});
