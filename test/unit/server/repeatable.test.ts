import { describe, expect, it } from 'vitest';
import { createIdempotency, idempotencyMigrations } from '../../../electron/server/idempotency.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { newDatabase } from '../kernel/folder.ts';
import { serve } from './http.ts';

async function open() {
  const database = await newDatabase(idempotencyMigrations);
  const server = await serve({ idempotency: createIdempotency({ database, clock: createVirtualClock() }) });
  const make = (name: string, key?: string, ip = '192.168.1.5') =>
    server.ask({
      method: 'POST',
      url: '/api/v2/things',
      remoteAddress: ip,
      payload: { name },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  return { ...server, make };
}

describe('a request that makes something', () => {
  it('is answered the same when it comes again with its key', async () => {
    const { make } = await open();
    const first = await make('one', 'k1');
    const second = await make('one', 'k1');
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(second.json<{ data: unknown }>().data).toEqual(first.json<{ data: unknown }>().data);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    // Each answer is to its own request all the same.
    const ids = [first, second].map((answer) => answer.json<{ request_id: string }>().request_id);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('may write its key with quotes or without', async () => {
    const { make } = await open();
    await make('one', '"k1"');
    expect((await make('one', 'k1')).headers['idempotency-replayed']).toBe('true');
  });

  it('is refused under the key of another', async () => {
    const { make } = await open();
    await make('one', 'k1');
    const other = await make('two', 'k1');
    expect([other.statusCode, other.json<{ error: { code: string } }>().error.code]).toEqual([
      409,
      'IDEMPOTENCY_MISMATCH',
    ]);
    expect((await make('two', 'k1', '192.168.1.6')).statusCode).toBe(201);
  });

  it.each([['x'.repeat(256)], ['ü'], ['']])('has a key that can be one: %j', async (key) => {
    const { make } = await open();
    expect((await make('one', key)).json()).toMatchObject({ error: { code: 'VALIDATION_ERROR' } });
  });

  it('that is wrong may be corrected under the same key', async () => {
    const { make } = await open();
    expect((await make('far too long', 'k1')).statusCode).toBe(400);
    expect((await make('one', 'k1')).statusCode).toBe(201);
  });

  it('needs no key', async () => {
    const { make } = await open();
    expect((await make('one')).headers['idempotency-replayed']).toBeUndefined();
    expect((await make('one')).statusCode).toBe(201);
  });
});

it('a request that makes nothing knows no keys', async () => {
  const { ask } = await open();
  const work = () =>
    ask({ method: 'POST', url: '/api/v2/work', payload: {}, headers: { 'idempotency-key': 'k1' } });
  await work();
  expect((await work()).headers['idempotency-replayed']).toBeUndefined();
});
