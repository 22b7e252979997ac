import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredToken } from '../../../../electron/ddns/inbound/store.ts';
import { createInboundUpdate, type Publication } from '../../../../electron/ddns/inbound/update.ts';
import type { StoredHost } from '../../../../electron/ddns/model.ts';
import { UserError } from '../../../../electron/kernel/errors.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen } from '../../kernel/folder.ts';
import { host } from '../builders.ts';

const ADDRESS = '93.184.216.34';
const ADDRESS6 = '2606:2800:220:1::1';

/** A name that devices speak for. */
const inbound = (id: string, name: string, more: Partial<StoredHost> = {}): StoredHost =>
  host({ host_id: id, name, scope: 'public', source: { kind: 'inbound' }, ...more });

const allHosts = [
  inbound('cam', 'cam.example.com'),
  inbound('box', 'box.example.com'),
  inbound('six', 'six.example.com', { families: ['AAAA'] }),
  inbound('off', 'off.example.com', { enabled: false }),
  inbound('other', 'other.example.com'),
  inbound('home', 'home.home.arpa', { scope: 'lan' }),
  host({ host_id: 'own', name: 'own.example.com', scope: 'public' }),
];
const otherIds = ['other'];
const ownIds = allHosts.map(({ host_id: id }) => id).filter((id) => !otherIds.includes(id));

const token = (id: string, hostIds: readonly string[]): StoredToken => ({
  token_id: id,
  name: id,
  token_hash: '',
  host_ids: [...hostIds, 'gone'],
  created_at: 0,
  last_used: null,
  uses: 0,
});
const tokens: Readonly<Record<string, StoredToken>> = {
  right: token('router', ownIds),
  others: token('neighbour', otherIds),
};

const basic = (password: string): string => `Basic ${Buffer.from(`any:${password}`).toString('base64')}`;

function open(
  publication: (hostId: string) => Publication | undefined = () => 'changed',
  proven: readonly string[] = [],
) {
  const clock = createVirtualClock();
  const claims = new Map<string, string>();
  const published: (readonly string[])[] = [];
  const used: string[] = [];
  const logger = listen();
  const update = createInboundUpdate({
    tokens: {
      find: (password) => (Object.hasOwn(tokens, password) ? (tokens[password] ?? null) : null),
      used: (id) => void used.push(id),
    },
    host: (id) => allHosts.find(({ host_id }) => host_id === id),
    claims: {
      put(hostId, family, address) {
        claims.set(`${hostId} ${family}`, address);
        return Promise.resolve();
      },
    },
    stands: ({ host_id: id }, family, address) => proven.includes(`${id} ${family} ${address}`),
    publish(ids) {
      published.push(ids);
      return Promise.resolve(
        new Map(
          ids.flatMap((id) => {
            const found = publication(id);
            return found ? [[id, found]] : [];
          }),
        ),
      );
    },
    clock,
    logger,
  });
  const ask = (
    query: Parameters<typeof update>[0]['query'],
    { password = 'right', ip = '192.168.1.30' }: { password?: string | null; ip?: string } = {},
  ): Promise<string> => update({ query, ip, authorization: password === null ? undefined : basic(password) });
  return { ask, clock, claims, published, used, logger };
}

/** Whom each password speaks for. */
const spokenFor: ReadonlyMap<string | null, readonly string[]> = new Map([
  ['right', ['cam', 'box', 'six', 'home']],
  ['others', ['other']],
]);
const badauth = new UserError('AUTH_TOKEN_INVALID');

describe('an update', () => {
  it('keeps the claim, has it published and says what stands there', async () => {
    const { ask, claims, published, used } = open();
    const query = { hostname: 'cam.example.com', myip: `${ADDRESS},${ADDRESS6}` };
    expect(await ask(query)).toBe(`good ${ADDRESS},${ADDRESS6}\n`);
    expect([...claims]).toEqual([
      ['cam A', ADDRESS],
      ['cam AAAA', ADDRESS6],
    ]);
    expect([published, used]).toEqual([[['cam']], ['router']]);
  });

  it('answers a line for each name, in their order', async () => {
    const { ask, published } = open((id) => (id === 'cam' ? 'unchanged' : 'changed'));
    const hostname = 'box.example.com,nas,CAM.example.com,other.example.com,no.example.com,box.example.com';
    expect((await ask({ hostname, myip: ADDRESS })).split('\n')).toEqual([
      `good ${ADDRESS}`,
      'notfqdn',
      `nochg ${ADDRESS}`,
      'nohost',
      'nohost',
      `good ${ADDRESS}`,
      '',
    ]);
    expect(published.map((ids) => [...ids].sort())).toEqual([['box', 'cam']]);
  });

  it.each([
    ['changed', `good ${ADDRESS}\n`],
    ['unchanged', `nochg ${ADDRESS}\n`],
    ['waiting', `good ${ADDRESS}\n`],
    ['failed', 'dnserr\n'],
    [undefined, 'dnserr\n'],
  ] as const)('that is %s is answered %j', async (publication, answer) => {
    const { ask } = open(() => publication);
    expect(await ask({ hostname: 'cam.example.com', myip: ADDRESS })).toBe(answer);
  });

  it.each([
    [undefined, 'notfqdn\n'],
    [Array.from({ length: 21 }, () => 'cam.example.com').join(','), 'numhost\n'],
  ])('of the names %j is answered once', async (hostname, answer) => {
    const { ask, claims } = open();
    expect(await ask({ ...(hostname === undefined ? {} : { hostname }), myip: ADDRESS })).toBe(answer);
    expect(claims.size).toBe(0);
  });

  it('asks nobody about what is published and proven, however often it comes', async () => {
    const { ask, claims, published } = open(() => 'changed', [`cam A ${ADDRESS}`]);
    const hostname = 'cam.example.com,box.example.com';
    expect(await ask({ hostname, myip: ADDRESS })).toBe(`nochg ${ADDRESS}\ngood ${ADDRESS}\n`);
    expect(published).toEqual([['box']]);
    expect(claims.get('cam A')).toBe(ADDRESS);
    // One of two that is new is a change.
    await ask({ hostname: 'cam.example.com', myip: `${ADDRESS},${ADDRESS6}` });
    expect(published[1]).toEqual(['cam']);
  });

  it('without an address means where the device calls from', async () => {
    const { ask } = open();
    expect(await ask({ hostname: 'home.home.arpa' })).toBe('good 192.168.1.30\n');
  });
});

describe('a device speaks for its own names alone', () => {
  it.each([
    'other.example.com',
    'own.example.com',
    'off.example.com',
    'nobody.example.com',
    'constructor.com',
  ])('not for %s', async (hostname) => {
    const { ask, claims, published } = open();
    expect(await ask({ hostname, myip: ADDRESS })).toBe('nohost\n');
    expect([claims.size, published]).toEqual([0, []]);
  });

  it('whatever it asks', async () => {
    const name = fc.oneof(
      fc.constantFrom(...allHosts.map((one) => one.name)),
      fc.domain(),
      fc.string({ unit: 'binary', maxLength: 20 }),
    );
    const address = fc.oneof(
      fc.constantFrom('', ADDRESS, ADDRESS6, '10.0.0.1', '100.64.0.1', 'fe80::1', '::'),
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ maxLength: 20 }),
    );
    const list = (one: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
      fc.array(one, { maxLength: most }).map((all) => all.join(','));
    const query = fc.record(
      { hostname: list(name, 23), myip: list(address, 3), myipv6: address },
      { requiredKeys: [] },
    );
    const password = fc.constantFrom('right', 'others', 'wrong', '', '__proto__', null);
    await fc.assert(
      fc.asyncProperty(query, password, fc.oneof(fc.ipV4(), fc.ipV6()), async (told, secret, ip) => {
        const { ask, claims } = open();
        const answer = await ask(told, { password: secret, ip }).catch((error: unknown) => error);
        const mine = spokenFor.get(secret);
        if (mine === undefined) expect(answer).toEqual(badauth);
        else {
          expect(answer).toMatch(/^(?:(?:good [\d.:a-f,]+|nohost|notfqdn|dnserr|numhost)\n)+$/);
          const names = told.hostname?.split(',') ?? [];
          const lines = String(answer).trimEnd().split('\n');
          const good = names.filter((_, at) => lines[at]?.startsWith('good'));
          const allowed = allHosts.filter(({ host_id: id }) => mine.includes(id)).map((one) => one.name);
          expect(allowed).toEqual(expect.arrayContaining(good.map((one) => one.trim().toLowerCase())));
        }
        for (const key of claims.keys()) expect(mine ?? []).toContain(key.split(' ')[0]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what may not be published', () => {
  it.each([
    '10.0.0.1',
    '100.64.1.2',
    '127.0.0.1',
    '198.18.0.1',
    '192.0.2.1',
    'fe80::1',
    'fd00::1',
    '::',
    'rubbish',
  ])('%s is no claim on a public name', async (myip) => {
    const { ask, claims, published } = open();
    expect(await ask({ hostname: 'cam.example.com', myip })).toBe('dnserr\n');
    expect([claims.size, published]).toEqual([0, []]);
  });

  it('does not keep the other family from being published', async () => {
    const { ask, claims } = open();
    const query = { hostname: 'cam.example.com', myip: '100.64.1.2', myipv6: ADDRESS6 };
    expect(await ask(query)).toBe(`good ${ADDRESS6}\n`);
    expect([...claims.keys()]).toEqual(['cam AAAA']);
  });

  it('is a family that the name does not keep', async () => {
    const { ask, claims } = open();
    expect(await ask({ hostname: 'six.example.com', myip: ADDRESS })).toBe('dnserr\n');
    expect(await ask({ hostname: 'six.example.com', myip: ADDRESS, myipv6: ADDRESS6 })).toBe(
      `good ${ADDRESS6}\n`,
    );
    expect([...claims.keys()]).toEqual(['six AAAA']);
  });

  it('is told in the log, once until it changes', async () => {
    const { ask, logger } = open();
    const told = (myip: string) => ask({ hostname: 'cam.example.com', myip });
    for (const myip of ['10.0.0.1', '10.0.0.1', '10.0.0.2', ADDRESS, '10.0.0.2']) await told(myip);
    expect(logger.lines).toEqual(Array.from({ length: 3 }, () => 'warn: What a device told is refused'));
  });
});

describe('who is let in', () => {
  it.each([null, 'wrong', ''])('nobody with the password %j', async (password) => {
    const { ask, used, claims } = open();
    await expect(ask({ hostname: 'cam.example.com', myip: ADDRESS }, { password })).rejects.toThrow(badauth);
    expect([used, claims.size]).toEqual([[], 0]);
  });

  it('a device up to twenty times in five minutes', async () => {
    const { ask, clock, used } = open();
    const query = { hostname: 'cam.example.com', myip: ADDRESS };
    for (let time = 0; time < 20; time += 1) expect(await ask(query)).toBe(`good ${ADDRESS}\n`);
    expect(await ask(query)).toBe('abuse\n');
    expect(used).toHaveLength(20);
    expect(await ask({ ...query, hostname: 'other.example.com' }, { password: 'others' })).toMatch(/^good/);
    await clock.advance(5 * 60_000);
    expect(await ask(query)).toBe(`good ${ADDRESS}\n`);
  });

  it('nobody who guesses more than ten times in five minutes, which is no harm to others behind the address', async () => {
    const { ask, clock, logger } = open();
    const query = { hostname: 'cam.example.com', myip: ADDRESS };
    const guess = (ip: string) => ask(query, { password: 'wrong', ip });
    for (let time = 0; time < 10; time += 1) {
      await expect(guess(`2001:db8::${String(time)}`)).rejects.toThrow(badauth);
    }
    expect(await guess('2001:db8::ffff')).toBe('abuse\n');
    expect(logger.lines).toHaveLength(10);
    await expect(guess('2001:db8:0:1::1')).rejects.toThrow(badauth);
    expect(await ask(query, { ip: '2001:db8::1' })).toBe(`good ${ADDRESS}\n`);
    await clock.advance(5 * 60_000);
    await expect(guess('2001:db8::1')).rejects.toThrow(badauth);
  });

  it('a client that asks first how to sign in, as often as it likes', async () => {
    const { ask, logger } = open();
    for (let time = 0; time < 15; time += 1) {
      await expect(ask({ hostname: 'cam.example.com' }, { password: null })).rejects.toThrow(badauth);
    }
    expect(logger.lines).toEqual([]);
  });
});
