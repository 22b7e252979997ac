import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAccountRoutes } from '../../../../electron/ddns/accounts/routes.ts';
import { providers } from '../../../../electron/ddns/providers/index.ts';
import { answerOf } from '../../../../electron/kernel/errors.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import { startFakeDuckdns } from '../../../fakes/duckdns.ts';
import { newFolder } from '../../kernel/folder.ts';
import { echoing, openAccounts, rightKey, startEchoing, type AccountsHome } from './home.ts';

const key = 'canary-key-0815';
const password = 'canary-password';
const proxy = `http://me:${password}@10.0.0.2:3128`;
const input = { name: 'Mine', provider: 'echoing', credentials: { user: 'me', key } };

/** What a piece of work ends with, which must be an error. */
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error('It went well')),
    (error: unknown) => error,
  );

/** One operation of the area, in English. */
async function call(home: AccountsHome, path: string, method: string, given: object = {}): Promise<unknown> {
  const routes = createAccountRoutes(home.accounts, [...providers, echoing]);
  const route = routes.find(({ contract }) => contract.path === path && contract.method === method);
  const answer = await route?.handler({ params: {}, query: {}, words: createWords('en'), ...given } as never);
  return answer?.data;
}

describe('an account', () => {
  it('is shown without what is secret', async () => {
    const home = await openAccounts();
    const shown = await call(home, '/ddns/accounts', 'POST', { body: { ...input, proxy } });
    expect(shown).toMatchObject({
      name: 'Mine',
      endpoint: null,
      proxy: 'http://me@10.0.0.2:3128',
      credentials_set: ['key', 'user'],
      state: 'stopped',
      next_try: '2026-11-20T08:00:00.000Z',
      reason: { code: 'DDNS_ACCOUNT_AUTH', message: expect.stringContaining('Echoing') as string },
      revision: 1,
    });
    const listed = await call(home, '/ddns/accounts', 'GET');
    for (const secret of [key, password]) {
      expect(JSON.stringify([shown, listed])).not.toContain(secret);
      expect(await home.dump()).not.toContain(secret);
    }
  });

  it('is there again after a restart, with its proxy’s password', async () => {
    const folder = newFolder();
    const before = await openAccounts({ folder });
    const { account_id } = await before.accounts.create({ ...input, proxy });
    before.database.close();
    const home = await openAccounts({ folder });
    expect(home.accounts.list()).toEqual(before.accounts.list());
    await home.accounts.open(account_id);
    expect(home.ways).toEqual([{ endpoint: null, proxy }]);
  });

  it('has a name of its own', async () => {
    const { accounts } = await openAccounts();
    await accounts.create(input);
    await expect(accounts.create({ ...input, name: ' Mine ' })).rejects.toMatchObject({
      code: 'DDNS_ACCOUNT_EXISTS',
    });
  });

  it.each([
    ['a provider that is not known', { provider: 'nobody' }, 'DDNS_PROVIDER_UNKNOWN'],
    ['a credential that is missing', { credentials: { user: 'me' } }, 'DDNS_CREDENTIALS_INVALID'],
    ['an empty one', { credentials: { user: 'me', key: '' } }, 'DDNS_CREDENTIALS_INVALID'],
    ['one too many', { credentials: { user: 'me', key, k3y: key } }, 'DDNS_CREDENTIALS_INVALID'],
    ['an endpoint of another kind', { endpoint: 'dns://10.0.0.1' }, 'DDNS_ENDPOINT_INVALID'],
    ['a key in its endpoint', { endpoint: 'https://me:key@10.0.0.1' }, 'DDNS_ENDPOINT_INVALID'],
    ['no HTTP proxy', { proxy: 'socks5://10.0.0.1:1080' }, 'DDNS_PROXY_INVALID'],
    ['no zones, where they cannot be asked for', { provider: 'rfc2136' }, 'DDNS_ZONES_WANTED'],
    [
      'a proxy that takes no DNS',
      { provider: 'rfc2136', zones: ['example.com'], proxy },
      'DDNS_PROXY_INVALID',
    ],
  ])('is not made with %s', async (_, change, code) => {
    const { accounts } = await openAccounts();
    const error = await errorOf(accounts.create({ ...input, ...change }));
    expect(error).toMatchObject({ name: 'UserError', code });
    expect(inspect(error)).not.toContain(key);
    expect(accounts.list()).toEqual([]);
  });

  it('is let go only when no name is kept through it', async () => {
    const { accounts, hosts, changed } = await openAccounts();
    const { account_id: id } = await accounts.create(input);
    hosts.set(id, 2);
    await expect(accounts.remove(id)).rejects.toMatchObject({
      code: 'DDNS_ACCOUNT_IN_USE',
      params: { count: 2 },
    });
    expect(accounts.list()).toHaveLength(1);
    hosts.clear();
    await accounts.remove(id);
    expect(accounts.list()).toEqual([]);
    expect(changed).toEqual([id]);
    await expect(accounts.open(id)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });
});

describe('a change of an account', () => {
  it('keeps each credential that is not named, and drops one that is emptied', async () => {
    const { accounts } = await openAccounts();
    const made = await accounts.create({ ...input, credentials: { ...input.credentials, extra: 'x' } });
    const after = await accounts.update(made.account_id, { credentials: { user: 'you', extra: '' } });
    expect(after).toMatchObject({ credentials_set: ['key', 'user'], revision: 2 });
  });

  it('never sends kept credentials to another endpoint', async () => {
    const { accounts } = await openAccounts();
    const { account_id: id } = await accounts.create(input);
    const change = { endpoint: 'https://10.0.0.9' };
    const again = { code: 'DDNS_CREDENTIALS_AGAIN' };
    await expect(accounts.update(id, change)).rejects.toMatchObject(again);
    await expect(accounts.testKept(id, change)).rejects.toMatchObject(again);
    await expect(accounts.update(id, { ...change, credentials: { key } })).rejects.toMatchObject(again);
    expect(await accounts.update(id, { ...change, credentials: input.credentials })).toMatchObject(change);
    // The same, written another way.
    expect(await accounts.update(id, { endpoint: 'https://10.0.0.9/' })).toMatchObject(change);
  });

  it('shows kept credentials to no other proxy on a way without TLS', async () => {
    const { accounts, ways } = await openAccounts();
    const { account_id: id } = await accounts.create({ ...input, endpoint: 'http://10.0.0.9', proxy });
    const other = { proxy: 'http://10.0.0.3:3128' };
    await expect(accounts.update(id, other)).rejects.toMatchObject({ code: 'DDNS_CREDENTIALS_AGAIN' });
    // Another user at the same place sees nothing new, and neither does nobody.
    await accounts.update(id, { proxy: 'http://you:there@10.0.0.2:3128' });
    await accounts.update(id, { proxy: null });
    await expect(accounts.update(id, { proxy })).rejects.toMatchObject({ code: 'DDNS_CREDENTIALS_AGAIN' });
    await accounts.update(id, { ...other, credentials: input.credentials });
    await accounts.open(id);
    expect(ways).toEqual([{ endpoint: 'http://10.0.0.9', proxy: other.proxy }]);
  });

  it('may name another proxy where TLS goes through it', async () => {
    const { accounts } = await openAccounts();
    const { account_id: id } = await accounts.create(input);
    expect(await accounts.update(id, { proxy })).toMatchObject({ proxy: 'http://me@10.0.0.2:3128' });
  });

  it('keeps the proxy’s password where the proxy comes back as it is shown', async () => {
    const { accounts, ways } = await openAccounts();
    const made = await accounts.create({ ...input, proxy });
    await accounts.update(made.account_id, { name: 'Ours', proxy: made.proxy });
    await accounts.open(made.account_id);
    expect(ways.at(-1)).toEqual({ endpoint: null, proxy });
  });
});

describe('an open account', () => {
  it('is the same until it is edited', async () => {
    const { accounts, changed } = await openAccounts();
    const { account_id: id } = await accounts.create(input);
    const [first, second] = await Promise.all([accounts.open(id), accounts.open(id)]);
    expect(second).toBe(first);
    expect(changed).toEqual([]);
    await accounts.update(id, { name: 'Ours' });
    expect(await accounts.open(id)).toBe(first);
    expect(changed).toEqual([]);
    await accounts.update(id, { zones: ['example.com'] });
    expect(changed).toEqual([id]);
    expect(await accounts.open(id)).not.toBe(first);
  });

  it('waits for the master key, and is listed without it', async () => {
    const folder = newFolder();
    const before = await openAccounts({ folder });
    const { account_id: id } = await before.accounts.create(input);
    before.database.close();
    const { accounts } = await openAccounts({ folder, key: null });
    expect(accounts.list()).toHaveLength(1);
    const locked = { name: 'OperationalError', code: 'SECRETS_KEY_MISSING' };
    await expect(accounts.open(id)).rejects.toMatchObject(locked);
    await expect(accounts.update(id, { name: 'Ours' })).rejects.toMatchObject(locked);
    expect(accounts.get(id).name).toBe('Mine');
  });

  it('writes through a real provider’s own client', async () => {
    const duckdns = await startFakeDuckdns();
    onTestFinished(duckdns.close);
    const { accounts } = await openAccounts();
    const { endpoint } = duckdns;
    const credentials = { token: String(duckdns.credentials['token']) };
    const made = await accounts.create({ name: 'Duck', provider: 'duckdns', credentials, endpoint });
    const access = await accounts.open(made.account_id);
    if (access.kind !== 'names') throw new Error('DuckDNS knows names only');
    expect(await access.put('nas.duckdns.org', { A: '203.0.113.7' })).toBe('changed');
    expect(duckdns.records()).toMatchObject([{ value: '203.0.113.7' }]);
    expect(await accounts.testKept(made.account_id, {})).toBeNull();
  });
});

describe('a test of an account', () => {
  it('tells the zones', async () => {
    const { endpoint, keys } = await startEchoing();
    const home = await openAccounts();
    const body = { provider: 'echoing', credentials: { user: 'me', key: rightKey }, endpoint };
    expect(await call(home, '/ddns/accounts/test', 'POST', { body })).toEqual({ zones: ['example.com'] });
    expect(keys).toEqual([rightKey]);
  });

  it('tells the provider’s own reason, and neither key nor proxy password in any part of it', async () => {
    const { endpoint, keys } = await startEchoing();
    const home = await openAccounts();
    const body = { provider: 'echoing', credentials: { user: 'me', key }, endpoint, proxy };
    const error = await errorOf(call(home, '/ddns/accounts/test', 'POST', { body }));
    expect(keys).toEqual([key]);
    expect(home.ways).toEqual([{ endpoint, proxy }]);
    const answer = answerOf(error);
    expect(answer).toMatchObject({
      status: 502,
      code: 'DDNS_PROVIDER_REFUSED',
      retryAfter: 5,
      level: 'warn',
    });
    expect(createWords('en').explain(answer)).toContain('Echoing refused: No such key: •••');
    // As a logger sees it: the error with its cause, stack and all.
    const told = inspect(error, { depth: 20 }) + JSON.stringify(answer);
    const hidden = [key, password, encodeURIComponent(key), Buffer.from(`me:${key}`).toString('base64')];
    for (const secret of [...hidden, key.slice(0, 8)]) expect(told).not.toContain(secret);
  });

  it('takes what is about to change, and keeps nothing of it', async () => {
    const { endpoint, keys } = await startEchoing();
    const home = await openAccounts();
    const made = await home.accounts.create({ ...input, endpoint });
    const change = { credentials: { key: rightKey } };
    expect(await home.accounts.testKept(made.account_id, change)).toEqual(['example.com']);
    await expect(home.accounts.testKept(made.account_id, {})).rejects.toMatchObject({
      code: 'DDNS_PROVIDER_REFUSED',
    });
    expect(keys).toEqual([rightKey, key]);
    expect(home.accounts.get(made.account_id).revision).toBe(1);
  });

  it('hides the key in the error of a bug, too', async () => {
    const { accounts } = await openAccounts();
    const { account_id: id } = await accounts.create(input);
    const access = await accounts.open(id);
    if (access.kind !== 'records') throw new Error('It knows records');
    const error = await errorOf(Promise.resolve().then(() => access.list('example.com', {})));
    expect(inspect(error, { depth: 20 })).toContain('no address example.com •••');
    expect(inspect(error, { depth: 20 })).not.toContain(key);
  });
});

it('lists every provider with what it wants', async () => {
  const home = await openAccounts();
  const data = (await call(home, '/ddns/providers', 'GET')) as { providers: { provider: string }[] };
  expect(data.providers.map(({ provider }) => provider)).toEqual([
    ...providers.map(({ id }) => id),
    'echoing',
  ]);
  expect(data.providers.at(-1)).toMatchObject({
    credentials: { properties: { key: { writeOnly: true } } },
    capabilities: { quota: { read: [{ calls: 10, per: 1000 }] } },
  });
});
