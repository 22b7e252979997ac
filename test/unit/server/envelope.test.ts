import { describe, expect, it } from 'vitest';
import { serve } from './http.ts';

describe('an answer of success', () => {
  it('is wrapped: data, message, what is not known and why, id and time', async () => {
    const { ask } = await serve();
    const answer = await ask('/api/v2/things/7');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json()).toEqual({
      success: true,
      data: { id: '7', size: null },
      message: 'found',
      metadata: { unavailable: [{ path: 'size', code: 'DDNS_NOT_CHECKED', message: 'Not checked yet.' }] },
      request_id: answer.headers['x-request-id'],
      timestamp: '2026-11-20T08:00:00.000Z',
    });
  });

  it('has no fields that mean nothing', async () => {
    const { ask } = await serve();
    const body: object = (await ask({ method: 'POST', url: '/api/v2/work' })).json();
    expect(Object.keys(body).sort()).toEqual(['data', 'request_id', 'success', 'timestamp']);
  });

  it('has the status of its contract: made, or going on', async () => {
    const { ask } = await serve();
    const made = await ask({ method: 'POST', url: '/api/v2/things', payload: { name: 'abc' } });
    expect([made.statusCode, made.json().data]).toEqual([201, { body: { name: 'abc' } }]);
    const goesOn = await ask({ method: 'POST', url: '/api/v2/work', payload: { slow: true } });
    expect([goesOn.statusCode, goesOn.json()]).toEqual([
      202,
      expect.objectContaining({ success: true, data: { job_id: 'j1' } }),
    ]);
  });

  it('that is raw is not wrapped', async () => {
    const { ask } = await serve();
    expect((await ask('/api/v2/raw')).json()).toEqual({ bare: true });
  });

  it('is not kept by anybody', async () => {
    const { ask } = await serve();
    expect((await ask('/api/v2/raw')).headers['cache-control']).toBe('no-store');
  });
});

describe('a page of a list', () => {
  it.each([
    ['', { limit: 50, offset: 0, page: 1, size: 50, total: 7, pages: 1 }, 7],
    ['?limit=3', { limit: 3, offset: 0, page: 1, size: 3, total: 7, pages: 3 }, 3],
    ['?limit=3&offset=6', { limit: 3, offset: 6, page: 3, size: 3, total: 7, pages: 3 }, 1],
    ['?page=2&size=3', { limit: 3, offset: 3, page: 2, size: 3, total: 7, pages: 3 }, 3],
    ['?page=3&per_page=3', { limit: 3, offset: 6, page: 3, size: 3, total: 7, pages: 3 }, 1],
    ['?page=9&size=3', { limit: 3, offset: 24, page: 9, size: 3, total: 7, pages: 3 }, 0],
  ])('asked for by %j', async (query, pagination, count) => {
    const { ask } = await serve();
    const answer = (await ask(`/api/v2/things${query}`)).json();
    expect(answer.pagination).toEqual(pagination);
    expect(answer.data).toHaveLength(count);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'offset=-1', 'page=0', 'size=1.5', 'per_page='])(
    'is refused for %s',
    async (query) => {
      const { ask } = await serve();
      const answer = await ask(`/api/v2/things?${query}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().error).toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ path: query.split('=')[0] }],
      });
    },
  );
});

describe('an answer of failure', () => {
  it('is wrapped: code, words, details, id and time', async () => {
    const { ask } = await serve();
    const answer = await ask('/api/v2/fail/wait');
    expect(answer.statusCode).toBe(429);
    expect(answer.headers).toMatchObject({
      'retry-after': '3',
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(answer.json()).toEqual({
      success: false,
      error: {
        code: 'RATE_LIMIT_EXCEEDED',
        message: 'Too many requests. Try again in 3 s.',
        details: { tries: 5 },
      },
      request_id: answer.headers['x-request-id'],
      timestamp: '2026-11-20T08:00:00.000Z',
    });
  });

  it('of a bug says nothing of itself, and the log has it under the same id', async () => {
    const { ask, log } = await serve();
    const answer = await ask('/api/v2/fail/bug');
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error).toEqual({
      code: 'INTERNAL_ERROR',
      message: 'Something went wrong inside CloudCube. The log has the details under this request id.',
    });
    expect(answer.body + JSON.stringify(answer.headers)).not.toMatch(/secret|path|stack/);
    expect(log).toEqual([`error: A request failed ${String(answer.headers['x-request-id'])}`]);
  });

  it('of the caller’s is not logged', async () => {
    const { ask, log } = await serve();
    await ask('/api/v2/fail/wait');
    await ask('/api/v2/nothing');
    expect(log).toEqual([]);
  });
});

describe('the words', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN', 'zh'],
    ['zh-TW, en;q=0.9', 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['de, zh;q=0.5, en;q=0.4', 'zh'],
    ['de, fr', 'en'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['*', 'en'],
    ['zh;q=rubbish', 'en'],
    [`${'x,'.repeat(5000)}zh`, 'en'],
  ])('for %j are in %s', async (language, expected) => {
    const { ask } = await serve();
    const headers = language === undefined ? {} : { 'accept-language': language };
    const { message } = (await ask({ url: '/api/v2/nothing', headers })).json().error as { message: string };
    expect(/\p{Script=Han}/u.test(message) ? 'zh' : 'en').toBe(expected);
  });
});

it('each request has an id of its own, whatever the caller says', async () => {
  const { ask } = await serve();
  const ids = await Promise.all(
    Array.from(
      { length: 20 },
      async () =>
        (await ask({ url: '/api/v2/raw', headers: { 'x-request-id': 'mine' } })).headers['x-request-id'],
    ),
  );
  expect(new Set(ids).size).toBe(20);
  expect(ids).not.toContain('mine');
});
