import { Type } from 'typebox';
import { beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../../../shared/api/index.ts';
import { defineRoutes, type AreaContract } from '../../../../shared/api/contract.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import { commands } from '../../../../shared/live/commands.ts';
import { createAudit, type Audit } from '../../../../electron/auth/audit/audit.ts';
import { auditMigrations } from '../../../../electron/auth/audit/migrations.ts';
import { createActing, type Acting } from '../../../../electron/kernel/acting.ts';
import type { Database } from '../../../../electron/kernel/database.ts';
import { OperationalError, UserError } from '../../../../electron/kernel/errors.ts';
import { createFileKeyStore } from '../../../../electron/kernel/key-store.ts';
import { createSecretBox, secretMigrations } from '../../../../electron/kernel/secret-box.ts';
import { createTracing } from '../../../../electron/kernel/tracing.ts';
import { createRequestLimits } from '../../../../electron/server/limits/request-limits.ts';
import { createAsk } from '../../../../electron/server/live/ask.ts';
import type { AskedParts } from '../../../../electron/server/live/model.ts';
import { implement, type Caller } from '../../../../electron/server/route.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { listen, newDatabase, newFolder } from '../../kernel/folder.ts';

const common = { tag: 'test', summary: 'A test', example: { data: null } } as const;
const routes = defineRoutes({
  read: {
    ...common,
    ...{ method: 'GET', path: '/things/{thing_id}', access: 'test:read' },
    params: Type.Object({ thing_id: Type.String({ maxLength: 8 }) }),
    query: Type.Object({ size: Type.Optional(Type.Integer({ maximum: 9 })) }),
    data: Type.Object({ id: Type.String(), size: Type.Integer(), who: Type.String() }),
  },
  rename: {
    ...common,
    ...{ method: 'PUT', path: '/things/{thing_id}', access: 'test:write', audit: 'thing.rename' },
    params: Type.Object({ thing_id: Type.String({ maxLength: 8 }) }),
    body: Type.Object({ name: Type.String({ minLength: 2 }) }, { additionalProperties: false }),
    data: Type.Object({ name: Type.String() }),
  },
  run: {
    ...common,
    ...{ method: 'POST', path: '/things/{thing_id}/run', access: 'test:write', unaudited: 'a test' },
    params: Type.Object({ thing_id: Type.String({ maxLength: 8 }) }),
    data: Type.Object({ ran: Type.String() }),
    accepted: Type.Object({ job_id: Type.String() }),
  },
  update: {
    ...common,
    ...{ method: 'POST', path: '/update', access: 'test:write', limit: 'ddns', unaudited: 'a test' },
    data: Type.Null(),
  },
  person: {
    ...common,
    ...{ method: 'GET', path: '/person', access: 'signed_in', by: ['token'] },
    data: Type.String(),
  },
  open: { ...common, method: 'GET', path: '/open', access: 'public', data: Type.Null() },
  device: { ...common, method: 'GET', path: '/device', access: 'device', data: Type.Null() },
  file: {
    ...common,
    ...{ method: 'GET', path: '/file', access: 'test:read', raw: 'a file', download: ['text/csv'] },
    data: Type.String(),
  },
  bare: { ...common, method: 'GET', path: '/bare', access: 'test:read', raw: 'bare', data: Type.Null() },
  secret: {
    ...common,
    ...{ method: 'POST', path: '/secret', access: 'test:write', audit: 'thing.secret', showsSecret: true },
    data: Type.Null(),
  },
  away: { ...common, method: 'GET', path: '/away', access: 'test:read', status: 302, data: Type.Null() },
});

const caller: Caller = {
  ...{ kind: 'token', user_id: 'u1', username: 'ada', session_id: 's1', key_id: null, role: 'user' },
  ...{ permissions: ['test:read', 'test:write'], token: null },
};
const reader: Caller = { ...caller, permissions: ['test:read'] };

let clock: VirtualClock;
let audit: Audit;
let acting: Acting;
let database: Database;
let logger: ReturnType<typeof listen>;
let admitted: string[];
let ended: number;
let seen: { readonly id: string | null; readonly user: string | undefined }[];
let handle: (id: string) => { data: unknown; status?: 202 };

beforeEach(async () => {
  const folder = newFolder();
  database = await newDatabase({ ...secretMigrations, ...auditMigrations }, folder);
  clock = createVirtualClock();
  logger = listen();
  const stores = [createFileKeyStore(folder, logger)];
  const secretBox = await createSecretBox({ database, stores, clock, logger });
  acting = createActing();
  audit = createAudit({ database, secretBox, clock, acting, logger });
  [admitted, ended, seen] = [[], 0, []];
  handle = (id) => ({ data: { ran: id, secret: 'canary' } });
});

function createSubject(quota: { ddns?: number; caller?: number } = {}) {
  const tracing = createTracing(clock);
  const all = { requests: 1000, seconds: 1 };
  const requestLimits = createRequestLimits({
    quotas: () => ({
      ...{ service: all, anonymous: all, auth: all, admin: all },
      caller: { requests: quota.caller ?? 1000, seconds: 1 },
      ddns: { requests: quota.ddns ?? 1000, seconds: 300 },
    }),
    clock,
  });
  const nothing = () => ({ data: null });
  const bound = implement(routes, {
    read: ({ params, query, user_agent }) => ({
      data: { id: params.thing_id, size: query.size ?? 0, who: user_agent },
    }),
    rename: ({ body, params }) =>
      audit.with({ action: 'thing.rename', target_id: params.thing_id, payload: body }, () =>
        Promise.resolve({ data: { name: body.name } }),
      ),
    run({ params }) {
      const behind = tracing.current();
      seen.push({ id: behind?.id ?? null, user: behind?.caller?.user_id });
      return handle(params.thing_id) as never;
    },
    update({ spend }) {
      spend();
      return { data: null };
    },
    person: ({ caller: who }) => ({ data: who.username }),
    ...{ open: nothing, device: nothing, bare: nothing, secret: nothing, away: nothing },
    file: () => ({ data: 'a,b' }),
  });
  const ask = createAsk({
    ...{ routes: bound, requestLimits, acting, tracing, audit, logger },
    admit(who, ip, onEnd) {
      admitted.push(`${who.user_id} ${ip}`);
      onEnd(() => {
        ended += 1;
      });
    },
  });
  return (operation: string, parts: AskedParts = {}, by = caller) =>
    ask(operation, parts, {
      ...{ caller: by, words: createWords('en'), ip: '192.0.2.7', origin: 'http://nas' },
      user_agent: 'Curl\n/8',
    });
}

const rows = async () =>
  (await audit.list({}, { limit: 100, offset: 0 })).rows.map(
    ({ action, result, target_id, actor_id, actor_kind, ip, request_id, payload_redacted }) => ({
      ...{ action, result, target_id, who: `${actor_kind} ${actor_id ?? ''} ${ip ?? ''}`, request_id },
      payload: payload_redacted === null ? null : (JSON.parse(payload_redacted) as unknown),
    }),
  );
/** Notes are written apart. */
const written = async () => {
  await audit.stop();
  return rows();
};
const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof UserError ? error.code : error),
  );

describe('what is asked for over a socket', () => {
  it('is read as over HTTP: text is coerced, and what no schema names does not get out', async () => {
    const ask = createSubject();
    const asked = await ask('GET /things/{thing_id}', { params: { thing_id: 7 }, query: { size: '3' } });
    expect(asked).toEqual({ id: '7', size: 3, who: 'Curl?/8' });
    expect(await ask('POST /things/{thing_id}/run', { params: { thing_id: 't1' } })).toEqual({ ran: 't1' });
    handle = () => ({ data: { job_id: 'j1', more: 1 }, status: 202 });
    expect(await ask('POST /things/{thing_id}/run', { params: { thing_id: 't1' } })).toEqual({
      job_id: 'j1',
    });
    expect([admitted.length, admitted[0], ended]).toEqual([3, 'u1 192.0.2.7', 3]);
    expect(seen[0]?.user).toBe('u1');
  });

  it('has the right parts or is refused', async () => {
    const ask = createSubject();
    const codes = [
      await refusal(ask('GET /things/{thing_id}')),
      await refusal(ask('GET /things/{thing_id}', { params: { thing_id: 'far too long' } })),
      await refusal(ask('GET /things/{thing_id}', { params: { thing_id: 't' }, query: { size: 10 } })),
      await refusal(ask('PUT /things/{thing_id}', { params: { thing_id: 't' } })),
      await refusal(ask('PUT /things/{thing_id}', { params: { thing_id: 't' }, body: { name: 22 } })),
      await refusal(ask('PUT /things/{thing_id}', { params: { thing_id: 't' }, body: { name: 'ok', x: 1 } })),
    ];
    expect(new Set(codes)).toEqual(new Set(['VALIDATION_ERROR']));
  });

  it('needs the permission of the operation, and its kind of caller', async () => {
    const ask = createSubject();
    expect(await refusal(ask('PUT /things/{thing_id}', { params: { thing_id: 't' } }, reader))).toBe(
      'AUTH_INSUFFICIENT_PERMISSIONS',
    );
    const key: Caller = { ...caller, kind: 'key', key_id: 'k1', session_id: null };
    expect(await refusal(ask('GET /person', {}, key))).toBe('AUTH_SIGN_IN_NEEDED');
    expect(await ask('GET /person')).toBe('ada');
    // Who may not is not counted against what was agreed for a key, either.
    expect(admitted).toEqual(['u1 192.0.2.7']);
  });

  it.each([
    ...['GET /open', 'GET /device', 'GET /file', 'GET /bare', 'POST /secret', 'GET /away'],
    ...['GET /nothing', 'nonsense', '', 'DELETE /things/{thing_id}', 'GET /things/t1'],
  ])('is not %s', async (operation) => {
    expect(await refusal(createSubject()(operation))).toBe('ROUTE_NOT_FOUND');
  });

  it('is nothing that is about who somebody is', async () => {
    const all = Object.values<AreaContract>(contract).flatMap((area) => Object.values(area));
    const ask = createAsk({
      routes: all.map((one) => ({ contract: one, handler: () => ({ data: null, cookies: [] }) })),
      ...{ acting, tracing: createTracing(clock), audit, logger, admit: () => undefined },
    });
    const by = { caller, words: createWords('en'), ip: '192.0.2.7', origin: 'http://nas', user_agent: '' };
    const about = all.filter(({ path }) => /log(?:in|out)|password|sessions|^\/users\/me/.test(path));
    expect(about.length).toBeGreaterThan(15);
    for (const { method, path } of about) {
      expect(await refusal(ask(`${method} ${path}`, {}, by)), path).toBe('ROUTE_NOT_FOUND');
    }
    // What commands do is there, and is no more than forbidden.
    for (const operation of Object.values(commands)) {
      expect(await refusal(ask(operation, {}, by)), operation).toBe('AUTH_INSUFFICIENT_PERMISSIONS');
    }
  });

  it('takes from its caller’s account, and an update from that of updates', async () => {
    const ask = createSubject({ caller: 2, ddns: 1 });
    await ask('POST /update');
    expect(await refusal(ask('POST /update'))).toBe('RATE_LIMIT_EXCEEDED');
    await clock.advance(1000);
    await ask('GET /person');
    await ask('GET /person');
    expect(await refusal(ask('GET /person'))).toBe('RATE_LIMIT_EXCEEDED');
  });
});

describe('the audit log', () => {
  it('tells what has an action as the operation does, in the name of who asked', async () => {
    const ask = createSubject();
    await ask('PUT /things/{thing_id}', { params: { thing_id: 't1' }, body: { name: 'new' } });
    expect(await written()).toMatchObject([
      {
        ...{ action: 'thing.rename', result: 'success', target_id: 't1', who: 'token u1 192.0.2.7' },
        request_id: expect.stringMatching(/^[0-9a-f]{16}-1$/) as string,
        payload: { name: 'new' },
      },
    ]);
  });

  it('is told of what has none before it is done and as it went, and of no reading', async () => {
    const ask = createSubject();
    await ask('GET /things/{thing_id}', { params: { thing_id: 't1' } });
    let attempted = 0;
    handle = (id) => {
      attempted = admitted.length;
      return { data: { ran: id } };
    };
    await ask('POST /things/{thing_id}/run', { params: { thing_id: 't1' } });
    expect(attempted).toBe(2);
    const common_ = { action: 'live.command', target_id: 't1', who: 'token u1 192.0.2.7' };
    const payload = { operation: 'POST /things/{thing_id}/run', params: { thing_id: 't1' } };
    expect(await written()).toMatchObject([
      { ...common_, result: 'success', payload },
      { ...common_, result: 'attempt', payload },
    ]);
  });

  it('is told of refusals and failures, and a bug says nothing of itself', async () => {
    const ask = createSubject();
    const run = 'POST /things/{thing_id}/run';
    const parts = { params: { thing_id: 't1' } };
    await refusal(ask(run, parts, reader));
    await refusal(ask('PUT /things/{thing_id}', parts, reader));
    handle = () => {
      throw new Error('canary of a bug');
    };
    await refusal(ask(run, parts));
    handle = () => {
      throw new OperationalError('STORAGE_FULL');
    };
    await refusal(ask('GET /things/{thing_id}', { params: { thing_id: 'far too long' } }));
    const told = (await written()).map(({ action, result, payload }) => [action, result, payload]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['live.command', 'denied', { operation: run, error_code: 'AUTH_INSUFFICIENT_PERMISSIONS' }],
        ['thing.rename', 'denied', { error_code: 'AUTH_INSUFFICIENT_PERMISSIONS' }],
        ['live.command', 'failure', { operation: run, error_code: 'INTERNAL_ERROR' }],
      ]),
    );
    expect(told.length).toBe(4);
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  it('that cannot be written keeps what it is to tell of from being done', async () => {
    let done = 0;
    const handler = () => {
      done += 1;
      return { data: null };
    };
    const bound = [{ contract: routes.update, handler }];
    const away = {
      record: () => Promise.reject(new OperationalError('SECRETS_KEY_MISSING')),
      note: () => undefined,
    };
    const ask = createAsk({
      ...{ routes: bound, acting, tracing: createTracing(clock), audit: away, logger },
      admit: () => undefined,
    });
    const by = { caller, words: createWords('en'), ip: '192.0.2.7', origin: 'http://nas', user_agent: '' };
    const failed = await refusal(ask('POST /update', {}, by));
    expect(failed).toMatchObject({ code: 'SECRETS_KEY_MISSING' });
    expect(done).toBe(0);
  });
});
