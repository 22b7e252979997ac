import { describe, expect, it, onTestFinished } from 'vitest';
import { dyndns2Providers } from '../../../../electron/ddns/providers/dyndns2.ts';
import { startFakeDyndns2, type Service } from '../../../fakes/dyndns2.ts';
import { failureOf, openNames } from '../../../support/names-access.ts';

const name = 'nas.example.com';
const A = '203.0.113.7';
const AAAA = '2001:db8::7';
const MINUTE_MS = 60_000;

const providerOf = (id: string) => dyndns2Providers.find((provider) => provider.id === id)!;

async function start(id: Service) {
  const fake = await startFakeDyndns2(id);
  onTestFinished(fake.close);
  const open = (credentials: unknown) =>
    openNames(providerOf(id), fake.endpoint, credentials as { password: string });
  const values = () => fake.records().map(({ type, value }) => `${type} ${value}`);
  return { fake, open, access: open(fake.credentials), values };
}

const services = ['noip', 'dynu', 'he', 'ovh', 'strato', 'dyndns2'] as const;

it('has a row for each service', () => {
  expect(dyndns2Providers.map(({ id }) => id).sort()).toEqual([...services, 'dynv6'].sort());
});

describe.each(services)('%s', (id) => {
  it('sets both families, and knows when nothing changed', async () => {
    const { access, values } = await start(id);
    expect(await access.put(name, { A, AAAA })).toBe('changed');
    expect(await access.put(name, { A, AAAA })).toBe('unchanged');
    expect(await access.put(name, { A, AAAA: '2001:db8::8' })).toBe('changed');
    expect(values()).toEqual([`A ${A}`, 'AAAA 2001:db8::8']);
  });

  it('names only the family that is given', async () => {
    const { access, values } = await start(id);
    await access.put(name, { AAAA });
    expect(values()).toEqual([`AAAA ${AAAA}`]);
    await access.put(name, { A });
    expect(values()).toEqual([`AAAA ${AAAA}`, `A ${A}`]);
  });

  it('is not asked for nothing', async () => {
    const { access, fake } = await start(id);
    expect(await access.put(name, {})).toBe('unchanged');
    expect(fake.calls()).toEqual([]);
  });

  it('refuses a wrong password, and a name that is not the account’s', async () => {
    const { fake, open, access } = await start(id);
    const wrong = open(fake.wrongCredentials).put(name, { A });
    expect(await failureOf(wrong)).toMatchObject({ failure: 'auth', code: 'badauth' });
    const stranger = access.put('stranger.example.com', { A });
    expect(await failureOf(stranger)).toMatchObject({ failure: 'config', code: 'nohost' });
  });

  it.each(['outage', 'slow', 'half', 'portal', 'cut', 'error_in_200'] as const)(
    'is tried again after: %s',
    async (trap) => {
      const { fake, access } = await start(id);
      fake.trap(trap, 'put');
      expect(await failureOf(access.put(name, { A }))).toMatchObject({ failure: 'transient' });
      expect(await access.put(name, { A: '203.0.113.8' })).toBe('changed');
    },
  );

  it('waits as long as it is told', async () => {
    const { fake, access } = await start(id);
    fake.trap('throttle', 'put');
    const told = { failure: 'throttled', retryAfter: fake.throttleMs };
    expect(await failureOf(access.put(name, { A }))).toMatchObject(told);
  });

  it('keeps its password out of every failure', async () => {
    const { fake, access } = await start(id);
    const password = String(fake.credentials['password']);
    const seen: unknown[] = [];
    for (const trap of ['auth', 'outage', 'slow', 'half', 'portal', 'cut'] as const) {
      fake.trap(trap, 'put');
      const failure = await failureOf(access.put(name, { A }));
      seen.push(failure, failure.message);
    }
    fake.say(`badauth ${password}`);
    seen.push((await failureOf(access.put(name, { A }))).message);
    expect(JSON.stringify(seen)).not.toContain(password.slice(0, 10));
    expect(fake.queries().map(String).join()).not.toContain('canary');
  });
});

describe('both families', () => {
  it.each([
    ['noip', [{ myip: `${A},${AAAA}` }]],
    ['strato', [{ myip: `${A},${AAAA}` }]],
    ['dynu', [{ myip: A, myipv6: AAAA }]],
    ['he', [{ myip: A }, { myip: AAAA }]],
    [
      'ovh',
      [
        { myip: A, system: 'dyndns' },
        { myip: AAAA, system: 'dyndns' },
      ],
    ],
    ['dyndns2', [{ myip: A }, { myip: AAAA }]],
  ] as const)('go to %s as it wants them', async (id, calls) => {
    const { fake, access } = await start(id);
    await access.put(name, { A, AAAA });
    expect(fake.queries().map((query) => Object.fromEntries(query))).toEqual(
      calls.map((call) => ({ hostname: name, ...call })),
    );
  });

  it.each(['he', 'ovh', 'dyndns2'] as const)(
    'may be half done where %s wants a call for each',
    async (id) => {
      const { fake, access, values } = await start(id);
      fake.say(null);
      fake.say('nohost');
      expect(await failureOf(access.put(name, { A, AAAA }))).toMatchObject({
        failure: 'config',
        partly: true,
      });
      expect(values()).toEqual([`A ${A}`]);
      fake.say('nohost');
      expect(await failureOf(access.put(name, { A, AAAA }))).toMatchObject({
        failure: 'config',
        partly: false,
      });
    },
  );

  it('are not offered where the service sets one only', async () => {
    expect(providerOf('dynv6').capabilities.families).toEqual(['A']);
    const { access, values } = await start('dynv6');
    expect(await access.put(name, { A })).toBe('changed');
    expect(values()).toEqual([`A ${A}`]);
  });

  it('of a service that leaves IPv4 alone only when told so', async () => {
    const { fake, access } = await start('dynu');
    await access.put(name, { AAAA });
    expect(Object.fromEntries(fake.queries()[0]!)).toEqual({ hostname: name, myip: 'no', myipv6: AAAA });
  });
});

describe('a word', () => {
  it.each([
    ['badauth', 'auth'],
    ['!donator', 'config'],
    ['!yours', 'config'],
    ['!active', 'config'],
    ['badsys', 'config'],
    ['notfqdn', 'config'],
    ['nohost', 'config'],
    ['numhost', 'config'],
    ['abuse', 'abuse'],
    ['badagent', 'abuse'],
    ['dnserr', 'transient'],
    ['911', 'transient'],
  ])('%s means %s', async (word, failure) => {
    const { fake, access } = await start('dyndns2');
    fake.say(`${word}\r\n`);
    expect(await failureOf(access.put(name, { A }))).toMatchObject({ failure, code: word });
  });

  it.each([
    ['noip', 30],
    ['dynu', 10],
  ] as const)('911 of %s asks for %i minutes', async (id, minutes) => {
    const { fake, access } = await start(id);
    fake.say('911');
    const told = { failure: 'transient', retryAfter: minutes * MINUTE_MS };
    expect(await failureOf(access.put(name, { A }))).toMatchObject(told);
  });

  it.each(['good 127.0.0.1', 'nochg 127.0.0.1'])(
    '“%s” that nobody asked for is a refusal',
    async (answer) => {
      const { fake, access } = await start('noip');
      fake.say(answer);
      expect(await failureOf(access.put(name, { A }))).toMatchObject({ failure: 'abuse', code: 'loopback' });
    },
  );

  it.each([
    ['nothing', ''],
    ['text around a good word', 'all good'],
    ['a good word with more letters', 'goodbye'],
    ['a page', '<html>good</html>'],
    ['too long to be an answer', `good\n${'x'.repeat(5000)}`],
    ['what every object has', 'constructor'],
  ])('that is %s is no success', async (_, answer) => {
    const { fake, access } = await start('noip');
    fake.say(answer);
    expect(await failureOf(access.put(name, { A }))).toMatchObject({ failure: 'transient', code: null });
  });

  it('that refuses counts more than one beside it that does not', async () => {
    const { fake, access } = await start('noip');
    fake.say('good 203.0.113.7\nabuse');
    expect(await failureOf(access.put(name, { A, AAAA }))).toMatchObject({ failure: 'abuse' });
    fake.say('good 203.0.113.7', 500);
    expect(await failureOf(access.put(name, { A }))).toMatchObject({ failure: 'transient' });
  });

  it('may repeat the address in any form', async () => {
    const { fake, access } = await start('noip');
    fake.say('nochg 2001:DB8:0:0::7');
    expect(await access.put(name, { AAAA })).toBe('unchanged');
  });
});
