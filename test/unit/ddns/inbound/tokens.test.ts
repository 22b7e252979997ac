import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTokenHandlers } from '../../../../electron/ddns/inbound/routes.ts';
import { createInboundStore } from '../../../../electron/ddns/inbound/store.ts';
import { createInboundTokens, type InboundTokensDeps } from '../../../../electron/ddns/inbound/tokens.ts';
import { ddnsMigrations } from '../../../../electron/ddns/migrations.ts';
import { UserError } from '../../../../electron/kernel/errors.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from '../../kernel/folder.ts';
import { createFakeAudit } from '../../../fakes/audit.ts';

const hosts = new Set(['h1', 'h2']);

async function open({
  folder = newFolder(),
  ...more
}: { folder?: string } & Partial<InboundTokensDeps> = {}) {
  const database = await newDatabase(ddnsMigrations, folder);
  const clock = createVirtualClock();
  const store = createInboundStore(database);
  const flushes: number[] = [];
  const logger = listen();
  const deps: InboundTokensDeps = {
    store: {
      ...store,
      noteUses(uses) {
        flushes.push(uses.length);
        return store.noteUses(uses);
      },
    },
    audit: createFakeAudit(),
    clock,
    logger,
    randomBytes,
    knowsHost: (id) => hosts.has(id),
    ...more,
  };
  return { tokens: await createInboundTokens(deps), clock, database, store, flushes, logger, folder };
}

const router = { name: ' Router ', host_ids: ['h1', 'h2'] };

describe('a token', () => {
  it('is told once; only its hash is kept', async () => {
    const { tokens, store } = await open();
    const { token, password } = await tokens.create(router);
    expect(password).toMatch(/^ccd_[0-9A-Za-z]{43}$/);
    expect(await store.all()).toEqual([token]);
    expect(token).toMatchObject({ name: 'Router', uses: 0, last_used: null });
    expect(token.token_hash).toBe(createHash('sha256').update(password).digest('base64url'));
    expect(JSON.stringify(await store.all())).not.toContain(password.slice(4));
  });

  it('is known by its password, also after a restart', async () => {
    const { tokens, database, folder } = await open();
    const { token, password } = await tokens.create(router);
    const other = await tokens.create(router);
    expect(other.password).not.toBe(password);
    database.close();
    const again = await open({ folder });
    expect(again.tokens.find(password)).toEqual(token);
    for (const wrong of ['', 'ccd_', `${password} `, password.toLowerCase(), token.token_hash]) {
      expect(again.tokens.find(wrong), wrong).toBeNull();
    }
  });

  it('is for names that are kept here', async () => {
    const { tokens, store } = await open();
    await expect(tokens.create({ ...router, host_ids: ['h1', 'gone'] })).rejects.toThrow(
      new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } }),
    );
    expect(await store.all()).toEqual([]);
  });

  it('is shown with the names that are still there', async () => {
    const known = new Set(['h1', 'h2']);
    const { tokens } = await open({ knowsHost: (id) => known.has(id) });
    await tokens.create(router);
    known.delete('h1');
    expect(tokens.list().map(({ host_ids }) => host_ids)).toEqual([['h2']]);
  });

  it('that is let go opens nothing any more', async () => {
    const { tokens, store } = await open();
    const { token, password } = await tokens.create(router);
    tokens.used(token.token_id);
    await tokens.remove(token.token_id);
    expect([tokens.find(password), await store.all()]).toEqual([null, []]);
    await expect(tokens.remove(token.token_id)).rejects.toThrow('RESOURCE_NOT_FOUND');
    await tokens.stop();
  });
});

describe('uses', () => {
  it('are known at once and stored once a minute', async () => {
    const { tokens, store, clock, flushes } = await open();
    const { token } = await tokens.create(router);
    const first = clock.now();
    for (let second = 0; second < 60; second += 1) {
      tokens.used(token.token_id);
      await clock.advance(1000);
    }
    expect(tokens.list()[0]).toMatchObject({ uses: 60, last_used: first + 59_000 });
    expect(flushes).toEqual([1]);
    await clock.advance(10 * 60_000);
    expect(flushes).toEqual([1]);
    expect((await store.all())[0]).toMatchObject({ uses: 60, last_used: first + 59_000 });
  });

  it('are stored at the end', async () => {
    const { tokens, store } = await open();
    const { token } = await tokens.create(router);
    tokens.used(token.token_id);
    await tokens.stop();
    expect((await store.all())[0]).toMatchObject({ uses: 1 });
  });

  it('that could not be stored are stored with the next', async () => {
    const database = await newDatabase(ddnsMigrations);
    const store = createInboundStore(database);
    let isFull = true;
    const { tokens, clock, logger } = await open({
      store: {
        ...store,
        noteUses: (uses) => (isFull ? Promise.reject(new Error('full')) : store.noteUses(uses)),
      },
    });
    const { token } = await tokens.create(router);
    tokens.used(token.token_id);
    await clock.advance(60_000);
    expect(logger.lines).toEqual(['warn: How often devices came could not be stored']);
    isFull = false;
    await tokens.stop();
    expect((await store.all())[0]).toMatchObject({ uses: 1 });
  });
});

it('tells the password with the creation alone', async () => {
  const { tokens } = await open();
  const handlers = createTokenHandlers(tokens);
  const call = { query: {}, caller: {}, words: {}, ip: '', authorization: null };
  const made = await handlers.createInboundToken({ ...call, params: {}, body: router } as never);
  const { token, ...rest } = made.data;
  expect(token).toMatch(/^ccd_/);
  const listed = await handlers.listInboundTokens({ ...call, params: {}, body: undefined } as never);
  expect(listed.data).toEqual({ tokens: [rest], count: 1 });
  expect(Object.keys(rest).sort()).toEqual([
    'created_at',
    'host_ids',
    'last_used',
    'name',
    'token_id',
    'uses',
  ]);
  const params = { token_id: rest.token_id };
  const gone = await handlers.deleteInboundToken({ ...call, params, body: undefined } as never);
  expect([gone.data, tokens.list()]).toEqual([params, []]);
});
