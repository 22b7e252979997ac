import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/kernel/database.ts';
import {
  createIdempotency,
  idempotencyMigrations,
  type Idempotency,
  type KeyedRequest,
} from '../../../electron/server/idempotency.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newDatabase } from '../kernel/folder.ts';

const HOUR = 3600_000;
const request: KeyedRequest = {
  caller: 'u1',
  key: 'k1',
  route: 'POST /users',
  content: { body: { username: 'eve', password: 'canary' } },
  shows_secret: false,
};

let database: Database;
let clock: VirtualClock;
let idempotency: Idempotency;
let made: number;

const make = (): Promise<{ id: number }> => Promise.resolve({ id: ++made });
const code = (expected: string): object => expect.objectContaining({ code: expected }) as object;

beforeEach(async () => {
  database = await newDatabase(idempotencyMigrations);
  clock = createVirtualClock();
  idempotency = createIdempotency({ database, clock });
  made = 0;
});

describe('a request with a key', () => {
  it('is done once, and answered the same again, also after a restart', async () => {
    expect(await idempotency.once(request, make)).toEqual({ answer: { id: 1 }, replayed: false });
    expect(await idempotency.once(request, make)).toEqual({ answer: { id: 1 }, replayed: true });
    const again = createIdempotency({ database, clock });
    expect(await again.once(request, make)).toEqual({ answer: { id: 1 }, replayed: true });
    expect(made).toBe(1);
  });

  it('is the same whatever the order of its names', async () => {
    await idempotency.once(request, make);
    const turned = { ...request, content: { body: { password: 'canary', username: 'eve' } } };
    expect((await idempotency.once(turned, make)).replayed).toBe(true);
  });

  it.each([{ route: 'POST /auth/keys' }, { content: { body: { username: 'adam' } } }])(
    'that asks for something else is refused: %j',
    async (other) => {
      await idempotency.once(request, make);
      await expect(idempotency.once({ ...request, ...other }, make)).rejects.toThrow(
        code('IDEMPOTENCY_MISMATCH'),
      );
      expect(made).toBe(1);
    },
  );

  it.each([{ key: 'k2' }, { caller: 'u2' }])(
    'is another one under another key or caller: %j',
    async (other) => {
      await idempotency.once(request, make);
      expect((await idempotency.once({ ...request, ...other }, make)).answer).toEqual({ id: 2 });
    },
  );

  it('has no twin at the same time', async () => {
    let finish = (): void => undefined;
    const first = idempotency.once(request, () =>
      new Promise<void>((resolve) => (finish = resolve)).then(make),
    );
    await expect
      .poll(() => idempotency.once(request, make).catch((error: unknown) => error))
      .toEqual(code('IDEMPOTENCY_RUNNING'));
    finish();
    expect((await first).answer).toEqual({ id: 1 });
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => idempotency.once({ ...request, key: 'k3' }, make)),
    );
    expect(made).toBe(2);
    for (const one of all)
      if (one.status === 'rejected') expect(one.reason).toEqual(code('IDEMPOTENCY_RUNNING'));
  });

  it('that failed may be tried again', async () => {
    await expect(idempotency.once(request, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(await idempotency.once(request, make)).toEqual({ answer: { id: 1 }, replayed: false });
  });

  it('in whose middle the program ended is told as that', async () => {
    void idempotency.once(request, () => new Promise(() => undefined));
    await expect
      .poll(() => idempotency.once(request, make).catch((error: unknown) => error))
      .toEqual(code('IDEMPOTENCY_RUNNING'));
    const again = createIdempotency({ database, clock });
    await expect(again.once(request, make)).rejects.toThrow(code('IDEMPOTENCY_UNKNOWN'));
    expect(made).toBe(0);
  });

  it('shows a secret once, and keeps neither that nor what was sent', async () => {
    const secret = { ...request, shows_secret: true };
    const show = () => Promise.resolve({ api_key: 'canary' });
    expect((await idempotency.once(secret, show)).answer).toEqual({ api_key: 'canary' });
    await expect(idempotency.once(secret, show)).rejects.toThrow(code('IDEMPOTENCY_SECRET'));
    const rows = await database
      .query<{ idempotency_keys: object }>()
      .selectFrom('idempotency_keys')
      .selectAll()
      .execute();
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  it('is forgotten after a day', async () => {
    await idempotency.once(request, make);
    await clock.advance(23 * HOUR);
    expect(await idempotency.forget()).toBe(0);
    expect((await idempotency.once(request, make)).replayed).toBe(true);
    await clock.advance(HOUR);
    expect((await idempotency.once(request, make)).answer).toEqual({ id: 2 });
    await clock.advance(24 * HOUR);
    expect(await idempotency.forget()).toBe(1);
  });
});
