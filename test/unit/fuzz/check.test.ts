import { describe, expect, it } from 'vitest';
import { buildOpenApi } from '../../../electron/server/openapi.ts';
import { contract } from '../../../shared/api/index.ts';
import { createJudge } from '../../fuzz/check.ts';
import { readOperations, type ApiDocument, type Operation } from '../../fuzz/operations.ts';
import type { WireAnswer } from '../../fuzz/wire.ts';

const document = JSON.parse(
  JSON.stringify(buildOpenApi(contract, { version: '0', servers: [{ url: '/api/v2' }] })),
) as ApiDocument;
const operations = readOperations(document);
const named = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`No operation ${id}`);
  return found;
};
const judge = createJudge(document, ['/srv/cloudcube']);

const trailer = { request_id: 'r-1', timestamp: '2026-11-20T08:00:00.000Z' };
const answer = (status: number, body: unknown, more: Partial<WireAnswer> = {}): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'r-1' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
  elapsedMs: 1,
  ...more,
});
const failure = (message: string, code = 'RESOURCE_NOT_FOUND'): object => ({
  success: false,
  error: { code, message },
  ...trailer,
});
const setup = { success: true, data: { needed: false }, ...trailer };

describe('what the fuzzer lets pass', () => {
  it('is what the document says', () => {
    expect(judge.ofOperation(named('auth.getSetup'), answer(200, setup))).toBeNull();
    expect(judge.ofOperation(named('jobs.getJob'), answer(404, failure('Not there.')))).toBeNull();
    expect(judge.ofAnybody(answer(404, failure('There is nothing at GET /x:17.')))).toBeNull();
  });
});

describe('what the fuzzer finds', () => {
  const of = (id: string, given: WireAnswer): string | null => judge.ofOperation(named(id), given);

  it.each([
    ['a fault', answer(500, failure('x', 'INTERNAL_ERROR')), /is 500/],
    ['a status that is not documented', answer(418, setup), /does not name/],
    ['another type', answer(200, setup, { headers: { 'content-type': 'text/html' } }), /text\/html/],
    ['no JSON', answer(200, '{'), /no JSON/],
    ['another shape', answer(200, { success: true, data: {}, ...trailer }), /documented shape/],
    ['another request_id', answer(200, { ...setup, request_id: 'r-2' }), /request_id/],
  ])('%s', (_title, given, expected) => {
    expect(of('auth.getSetup', given)).toMatch(expected);
  });

  it.each([
    ['a stack', 'Error: x\n    at run (file:///x.js:1:2)'],
    ['a path', 'cannot open /srv/cloudcube/state.db'],
    ['SQL', 'SQLITE_CONSTRAINT: UNIQUE constraint failed: users.name'],
    ['a statement', 'select "id" from "users" where x'],
    ['a bug', "Cannot read properties of undefined (reading 'x')"],
  ])('%s in words', (_title, message) => {
    expect(of('jobs.getJob', answer(404, failure(message)))).toMatch(/tells/);
    expect(judge.ofAnybody(answer(404, failure(message)))).toMatch(/tells/);
  });
});
