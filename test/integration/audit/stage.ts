/** Where every changing operation is tried: once as it should be, and once while the audit log cannot be written. */
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { RouteContract } from '../../../shared/api/contract.ts';
import type { Audit } from '../../../electron/auth/index.ts';
import type { Database } from '../../../electron/kernel/database.ts';
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
}

/** Prepares what an operation needs, and answers the request that succeeds then. */
export type Step = () => Promise<Request> | Request;

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

/** Everything that is stored. */
async function contents({ database }: Stage): Promise<string> {
  const tables = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(
    database.query(),
  );
  const parts: unknown[] = [];
  for (const { name } of tables.rows) {
    if (countsTries.includes(name)) continue;
    const { rows } = await sql.raw(`select * from "${name}"`).execute(database.query());
    parts.push([name, rows]);
  }
  return JSON.stringify(parts);
}

/** It succeeds, and exactly its own action is told, with whose request it was. */
export async function tellsOfItself(stage: Stage, contract: RouteContract, step: Step): Promise<void> {
  const request = await step();
  const before = await newest(stage);
  const { status, code, request_id } = await ask(stage, contract, request);
  expect(status, code).toBeLessThan(300);
  const { rows } = await stage.audit.list({}, { limit: 50, offset: 0 });
  const told = rows.filter(({ seq }) => seq > before);
  expect(told.map(({ action, result }) => [action, result])).toEqual([[contract.audit, 'success']]);
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
