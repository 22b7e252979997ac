/** The server compiles a request's schema when it is first needed and never looks whether it is well formed: this does. */
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { answerSchema } from '../../../electron/server/answer-schema.ts';
import { successBody, successSchema } from '../../../electron/server/envelope.ts';
import { createValidators } from '../../../electron/server/validators.ts';
import type { AreaContract, RouteContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { createWords } from '../../../shared/i18n/index.ts';

const areas: readonly AreaContract[] = Object.values(contract);
const routes = areas.flatMap((area) => Object.values(area));
const title = ({ method, path }: RouteContract): string => `${method} ${path}`;

function createStrictAjv(): Ajv {
  const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true });
  formats.default(ajv);
  return ajv;
}

const trailer = { request_id: 'r-1', timestamp: '2026-11-20T08:10:03.000Z' };
const pagination = { limit: 50, offset: 0, page: 1, size: 50, total: 1, pages: 1 };

/** What a client reads, through a server that answers the example. */
async function served(route: RouteContract): Promise<unknown> {
  const answer = { data: route.example.data, ...(route.paginated ? { pagination } : {}) };
  const app = fastify();
  const schema = route.plainText ? {} : { response: { 200: answerSchema(route, route.data) } };
  app.get('/', { schema }, () => successBody(route, answer, createWords('en'), trailer));
  const response = await app.inject('/');
  await app.close();
  return route.plainText ? response.body : response.json();
}

describe.each(routes.map((route) => [title(route), route] as const))('%s', (_title, route) => {
  it('has request schemas that are well formed and that the server can compile', () => {
    const compile = createValidators();
    for (const [httpPart, schema] of [
      ['params', route.params],
      ['querystring', route.query],
      ['body', route.body],
    ] as const) {
      if (!schema) continue;
      expect(createStrictAjv().validateSchema(schema)).toBe(true);
      const validate = compile({ schema, method: route.method, url: route.path, httpPart });
      expect(() => validate({})).not.toThrow();
    }
  });

  it('serves its example whole, in the shape of its contract', async () => {
    const body = await served(route);
    expect(createStrictAjv().validate(successSchema(route, route.data), body)).toBe(true);
    const { data } = route.example;
    if (route.raw === undefined) expect(body).toMatchObject({ data });
    else expect(body).toEqual(data);
  });
});

it('leaves out of an answer what its contract does not name', async () => {
  const [route] = routes.filter(({ path }) => path === '/auth/me');
  if (!route) throw new Error('No such route');
  const data = { ...(route.example.data as object), password_hash: 'not for anyone' };
  expect(JSON.stringify(await served({ ...route, example: { data } }))).not.toContain('not for anyone');
});
