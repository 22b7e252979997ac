import { describe, expect, it } from 'vitest';
import { serve } from './http.ts';

const code = (answer: { json(): { error: { code: string } } }) => answer.json().error.code;
const post = { method: 'POST', url: '/api/v2/things' } as const;
const json = { 'content-type': 'application/json' };

describe('an address', () => {
  it.each([
    '/api/v2/nothing',
    '/api/v2',
    '/nothing',
    '/api/v1/things',
    '/api/v2/things/1/2',
    '/api/v2/%zz',
    '/%',
  ])('%s that is nothing is 404 in the envelope', async (url) => {
    const { ask } = await serve();
    const answer = await ask(url);
    expect([answer.statusCode, code(answer)]).toEqual([404, 'ROUTE_NOT_FOUND']);
    expect(answer.json().error.message).toContain(`GET ${url}`);
    expect(answer.json()).toMatchObject({ success: false, request_id: answer.headers['x-request-id'] });
  });

  it('that is far too long is refused in the envelope', async () => {
    const { ask } = await serve();
    expect((await ask(`/api/v2/things/${'x'.repeat(300)}`)).json()).toMatchObject({ success: false });
  });

  it('may end in a slash', async () => {
    const { ask } = await serve();
    expect((await ask('/api/v2/things/')).statusCode).toBe(200);
  });

  it.each([
    ['PUT', '/api/v2/things', 'GET, HEAD, POST'],
    ['DELETE', '/api/v2/things', 'GET, HEAD, POST'],
    ['PATCH', '/api/v2/things', 'GET, HEAD, POST'],
    ['OPTIONS', '/api/v2/things', 'GET, HEAD, POST'],
    ['GET', '/api/v2/work', 'POST'],
    ['HEAD', '/api/v2/work', 'POST'],
    ['POST', '/api/v2/things/7', 'GET, HEAD'],
  ] as const)('does not take %s %s and says what it takes', async (method, url, allow) => {
    const { ask } = await serve();
    const answer = await ask({ method, url });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, allow]);
    if (method !== 'HEAD') expect(code(answer)).toBe('METHOD_NOT_ALLOWED');
  });
});

describe('HEAD', () => {
  it('answers as GET, without the body', async () => {
    const { ask } = await serve();
    const [head, get] = [await ask({ method: 'HEAD', url: '/api/v2/things' }), await ask('/api/v2/things')];
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
  });
});

describe('a body', () => {
  it.each(['{', '{"name":', 'name', '{"a":1}}', '\u0000'])('%j is not valid JSON', async (payload) => {
    const { ask } = await serve();
    const answer = await ask({ ...post, headers: json, payload });
    expect([answer.statusCode, code(answer)]).toEqual([400, 'INVALID_JSON']);
  });

  it.each(['{"__proto__":{"x":1},"name":"abc"}', '{"constructor":{"prototype":{"x":1}},"name":"abc"}'])(
    '%s does not poison anything',
    async (payload) => {
      const { ask } = await serve();
      expect((await ask({ ...post, headers: json, payload })).statusCode).toBe(400);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    },
  );

  it.each([
    [undefined, {}],
    ['', json],
    ['null', json],
    ['{}', json],
  ])('%j is none, where none is needed', async (payload, headers) => {
    const { ask } = await serve();
    const answer = await ask({
      method: 'POST',
      url: '/api/v2/work',
      headers,
      ...(payload === undefined ? {} : { payload }),
    });
    expect([answer.statusCode, answer.json().data]).toEqual([200, { done: true }]);
  });

  it.each([
    [undefined, {}],
    ['', json],
    ['null', json],
  ])('%j is missing, where one is needed', async (payload, headers) => {
    const { ask } = await serve();
    const answer = await ask({ ...post, headers, ...(payload === undefined ? {} : { payload }) });
    expect([answer.statusCode, code(answer)]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('of more than 64 KiB is too large', async () => {
    const { ask } = await serve();
    const answer = await ask({ ...post, payload: { name: 'x'.repeat(70_000) } });
    expect([answer.statusCode, code(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('of exactly 64 KiB is looked at', async () => {
    const { ask } = await serve();
    const payload = `{"name":"${'x'.repeat(64 * 1024 - 11)}"}`;
    expect(payload.length).toBe(64 * 1024);
    expect(code(await ask({ ...post, headers: json, payload }))).toBe('VALIDATION_ERROR');
    expect(code(await ask({ ...post, headers: json, payload: `${payload} ` }))).toBe('PAYLOAD_TOO_LARGE');
  });

  it('that nests deeper than 32 levels is refused before it is looked at', async () => {
    const { ask } = await serve();
    const nested = (levels: number): string => `${'['.repeat(levels)}"]["${']'.repeat(levels)}`;
    const answers = await Promise.all(
      [32, 33, 30_000].map((levels) => ask({ ...post, headers: json, payload: nested(levels) })),
    );
    expect(answers.map((answer) => [answer.statusCode, code(answer)])).toEqual([
      [400, 'VALIDATION_ERROR'],
      [400, 'JSON_TOO_DEEP'],
      [400, 'JSON_TOO_DEEP'],
    ]);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
    'rubbish',
  ])('of type %s is not taken: a form of another site could send it', async (type) => {
    const { ask } = await serve();
    const answer = await ask({ ...post, headers: { 'content-type': type }, payload: '{"name":"abc"}' });
    expect([answer.statusCode, code(answer)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('an address', () => {
  it('of more than 8192 characters is refused in the envelope, at an operation and anywhere', async () => {
    const { ask } = await serve();
    const long = (path: string, length: number): string =>
      `${path}?x=${'x'.repeat(length - path.length - 3)}`;
    expect((await ask({ url: long('/api/v2/things', 8192) })).statusCode).toBe(200);
    for (const path of ['/api/v2/things', '/', '/nothing/at/all']) {
      const answer = await ask({ url: long(path, 8193) });
      expect([answer.statusCode, code(answer)]).toEqual([414, 'URL_TOO_LONG']);
    }
  });
});

describe('a field', () => {
  it.each([
    [{}, 'name', 'required', 'name is missing', /^name.*\p{Script=Han}/u],
    [{ name: 'a' }, 'name', 'minLength', 'name must have at least 2 characters', /2/],
    [{ name: 'abcdef' }, 'name', 'maxLength', 'name must have at most 5 characters', /5/],
    [{ name: 7 }, 'name', 'type', 'name must be of type string', /string/],
    [{ name: 'abc', port: '80' }, 'port', 'type', 'port must be of type integer', /integer/],
    [{ name: 'abc', port: 0 }, 'port', 'minimum', 'port must be at least 1', /1/],
    [{ name: 'abc', port: 70000 }, 'port', 'maximum', 'port must be at most 65535', /65535/],
    [{ name: 'abc', at: 'today' }, 'at', 'format', 'at must be a valid date-time', /date-time/],
    [{ name: 'abc', tags: ['a', 'b', 'c'] }, 'tags', 'maxItems', 'tags must have at most 2 entries', /2/],
    [
      { name: 'abc', tags: ['a', 'a'] },
      'tags',
      'uniqueItems',
      'tags must not hold the same entry twice',
      /tags/,
    ],
    [{ name: 'abc', tags: [1] }, 'tags.0', 'type', 'tags.0 must be of type string', /tags\.0/],
    [{ name: 'abc', other: 1 }, 'other', 'additionalProperties', 'other is not known here', /other/],
    [{ name: 'abc', inner: {} }, 'inner.deep', 'required', 'inner.deep is missing', /inner\.deep/],
    [
      { name: 'abc', inner: { deep: true, x: 1 } },
      'inner.x',
      'additionalProperties',
      'inner.x is not known here',
      /inner\.x/,
    ],
    [[], 'body', 'type', 'body must be of type object', /object/],
  ])('%j is refused by path, rule and in words', async (payload, path, keyword, english, chinese) => {
    const { ask } = await serve();
    const answer = await ask({ ...post, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      code: 'VALIDATION_ERROR',
      message: english,
      details: [expect.objectContaining({ path, keyword })],
    });
    const inChinese = await ask({ ...post, payload, headers: { 'accept-language': 'zh-CN' } });
    const { message } = inChinese.json().error as { message: string };
    expect(message).toMatch(chinese);
    expect(message).toMatch(/\p{Script=Han}/u);
  });

  it('of the address is checked as well', async () => {
    const { ask } = await serve();
    const answer = await ask(`/api/v2/things/${'x'.repeat(21)}`);
    expect(answer.json().error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ path: 'thing_id' }] });
  });
});

describe('access', () => {
  it('that is public asks for nothing', async () => {
    const { ask } = await serve();
    expect((await ask('/api/v2/raw')).statusCode).toBe(200);
  });

  it.each([
    ['/api/v2/me', undefined, 401, 'AUTH_REQUIRED'],
    ['/api/v2/me', 'Bearer rubbish', 401, 'AUTH_TOKEN_INVALID'],
    ['/api/v2/me', 'Bearer reader', 200, null],
    ['/api/v2/permitted', undefined, 401, 'AUTH_REQUIRED'],
    ['/api/v2/permitted', 'Bearer reader', 403, 'AUTH_INSUFFICIENT_PERMISSIONS'],
    ['/api/v2/permitted', 'Bearer writer', 200, null],
    ['/api/v2/permitted', 'Bearer admin', 200, null],
  ] as const)('to %s by %s is %i', async (url, authorization, status, expected) => {
    const { ask } = await serve();
    const answer = await ask({ url, headers: authorization === undefined ? {} : { authorization } });
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ error?: { code: string } }>().error?.code ?? null).toBe(expected);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  it.each([undefined, '', 'everybody'])('that is declared as %j does not boot', async (access) => {
    const contract = {
      method: 'GET',
      path: '/x',
      tag: 'x',
      summary: 'x',
      access,
      data: {},
      example: { data: 0 },
    };
    const routes = [{ contract: contract as never, handler: () => ({ data: 0 }) }];
    await expect(serve({ routes })).rejects.toThrow('GET /x declares no access');
  });
});
