/** Where every changing operation is tried: once as it should be, and once while the audit log cannot be written. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { AreaContract, RouteContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import type { Audit } from '../../../electron/auth/index.ts';
import type { Database } from '../../../electron/kernel/database.ts';
import type { Caller } from '../../../electron/server/route.ts';
import type { Breakable } from '../../support/breakable.ts';

/** What an operation is asked with. */
export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly token?: string;
}

/** The running parts. */
export interface Stage {
  readonly server: FastifyInstance;
  readonly database: Database;
  readonly audit: Audit;
  readonly breakable: Breakable;
  /** `metrics.db`, where something of it may change. */
  readonly measured?: Database;
  /** What the running parts say that they hold, where that is more than what is stored. */
  readonly held?: () => Promise<unknown>;
}

/** Who may do all. */
export const admin: Caller = {
  kind: 'token',
  user_id: 'u1',
  username: 'admin',
  session_id: 's1',
  key_id: null,
  permissions: ['*'],
  role: 'admin',
  token: null,
};

/** Prepares what an operation needs, and answers the request that succeeds then. */
export type Step = () => Promise<Request> | Request;

/** The test that walks an area; where none is named here, it is that of users, keys and sign-ins. */
const walks = {
  exposure: /^exposure$/,
  updates: /^updates$/,
  names: /^ddns/,
  alerts: /^alerts$/,
  muting: /^muting$/,
  notify: /^(notify|integrations)$/,
  watching: /^(checks|performance|caches|telemetry)$/,
  own: /^(settings|copies)$/,
} as const;

/** Every operation of the contract that changes something and is told, by `area.operation`. */
export function changing(walk: keyof typeof walks | 'auth'): [string, RouteContract][] {
  const areas: Readonly<Record<string, AreaContract>> = contract;
  const isWalked = (area: string): boolean =>
    walk === 'auth' ? !Object.values(walks).some((pattern) => pattern.test(area)) : walks[walk].test(area);
  return Object.entries(areas)
    .filter(([area]) => isWalked(area))
    .flatMap(([area, routes]) =>
      Object.entries(routes).map(([route, one]): [string, RouteContract] => [`${area}.${route}`, one]),
    )
    .filter(([, { method, audit }]) => method !== 'GET' && audit !== undefined);
}

/** The step of an operation. */
export function stepFor(steps: Readonly<Record<string, Step>>, id: string): Step {
  const step = steps[id];
  if (!step) throw new Error(`Nobody knows how to call ${id}`);
  return step;
}

const IP = '192.0.2.77';
const AGENT = 'a walk';
/** What counts tries, right or wrong. */
const countsTries: readonly unknown[] = ['auth_tries', 'auth_mail_codes'];

async function ask(
  { server }: Stage,
  { method, path }: RouteContract,
  { params = {}, body, token }: Request,
) {
  const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'missing');
  const response = await server.inject({
    method,
    url: `/api/v2${url}`,
    remoteAddress: IP,
    headers: {
      host: 'localhost',
      'user-agent': AGENT,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body ? { payload: body } : {}),
  });
  const parsed = response.json<{ request_id: string; error?: { code: string } }>();
  return { status: response.statusCode, code: parsed.error?.code, request_id: parsed.request_id };
}

const newest = async ({ audit }: Stage): Promise<number> => (await audit.verify()).newest;

/** All rows. */
async function rowsOf(database: Database): Promise<unknown[]> {
  const tables = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(
    database.query(),
  );
  const parts: unknown[] = [];
  for (const { name } of tables.rows) {
    if (countsTries.includes(name)) continue;
    const { rows } = await sql.raw(`select * from "${name}"`).execute(database.query());
    parts.push([name, rows]);
  }
  return parts;
}

/** Everything that is stored, and what is held besides. */
async function contents({ database, measured, held }: Stage): Promise<string> {
  return JSON.stringify([
    await rowsOf(database),
    measured ? await rowsOf(measured) : null,
    (await held?.()) ?? null,
  ]);
}

/**
 * It succeeds, and exactly its own action is told, with whose request it was; what cannot commit together with its entry
 * is told before as well, as an attempt.
 */
export async function tellsOfItself(stage: Stage, contract: RouteContract, step: Step): Promise<void> {
  const request = await step();
  const before = await newest(stage);
  const { status, code, request_id } = await ask(stage, contract, request);
  expect(status, code).toBeLessThan(300);
  const { rows } = await stage.audit.list({}, { limit: 50, offset: 0 });
  const told = rows.filter(({ seq }) => seq > before);
  const done = [contract.audit, 'success'];
  const attempted = [contract.audit, 'attempt'];
  expect([[done], [done, attempted]]).toContainEqual(told.map(({ action, result }) => [action, result]));
  expect(told[0]).toMatchObject({ ip: IP, ua: AGENT, request_id });
  expect(told[0]?.actor).not.toBe('');
  if (contract.access !== 'public') expect(told[0]?.actor_id).toEqual(expect.any(String));
  expect((await stage.audit.verify()).fault).toBeNull();
}

/** It is refused while nobody can be told of it, and nothing is different after it. */
export async function isNotDoneUntold(stage: Stage, contract: RouteContract, step: Step): Promise<void> {
  const request = await step();
  await stage.breakable.breakSealing();
  try {
    const before = await contents(stage);
    const { status, code } = await ask(stage, contract, request);
    expect([status, code]).toEqual([503, 'SECRETS_KEY_MISSING']);
    expect(await contents(stage)).toBe(before);
  } finally {
    stage.breakable.mend();
  }
}
