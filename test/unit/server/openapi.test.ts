import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { errorCodesOf, sampleParams } from '../../../electron/server/openapi-failures.ts';
import { buildOpenApi, type OpenApiOperation } from '../../../electron/server/openapi.ts';
import type { RouteContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { tags } from '../../../shared/api/tags.ts';
import { errorStatus, type ErrorCode } from '../../../shared/errors.ts';
import en from '../../../shared/i18n/en.json' with { type: 'json' };

const options = { version: '0.1.0', servers: [{ url: '/api/v2' }] };
const document = buildOpenApi(contract, options);

const routes = Object.entries(contract).flatMap(([area, group]) =>
  Object.entries(group).map(([name, route]: [string, RouteContract]) => ({ id: `${area}.${name}`, route })),
);

const operationOf = ({
  path,
  method,
}: Pick<RouteContract, 'path' | 'method'>): OpenApiOperation | undefined =>
  document.paths[path]?.[method.toLowerCase()];

interface MediaType {
  readonly schema: Record<string, unknown>;
  readonly example?: unknown;
  readonly examples?: Record<string, { readonly $ref: string }>;
}

/** Every body of an operation: what it takes and all that it may answer. */
function bodiesOf(operation: OpenApiOperation): { readonly where: string; readonly media: MediaType }[] {
  type Content = { readonly content?: Readonly<Record<string, MediaType>> } | undefined;
  const parts: [string, Content][] = [
    ['body', operation['requestBody'] as Content],
    ...Object.entries(operation.responses as Record<string, Content>),
  ];
  return parts.flatMap(([where, part]) =>
    Object.values(part?.content ?? {}).map((media) => ({ where, media })),
  );
}

/** Follows `#/a/b` in the document. */
const follow = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);

describe('the document', () => {
  it('passes a public linter at its strictest without a finding', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        'no-invalid-media-type-examples': 'error',
        'no-invalid-schema-examples': 'error',
        // Where a browser is only sent on there is none; that all others have theirs is looked at below.
        'operation-2xx-response': 'off',
      },
    });
    const problems = await lintFromString({
      source: JSON.stringify(document),
      absoluteRef: 'openapi.json',
      config,
    });
    // An alert's id is a UUID: what stands beside it in the place of one is never meant by these paths.
    const isOfOneAlert = (message: string): boolean => message.includes('`/alerts/{alert_id}/');
    const findings = problems
      .filter((one) => one.ruleId !== 'no-ambiguous-paths' || !isOfOneAlert(one.message))
      .map(({ ruleId, message, location }) => ({
        ruleId,
        message,
        at: location[0]?.pointer,
      }));
    expect(findings).toEqual([]);
    // It reads the document rule by rule; where others work beside it that takes its time.
  });

  it('is the same each time and plain JSON', () => {
    expect(JSON.parse(JSON.stringify(buildOpenApi(contract, options)))).toEqual(document);
  });

  it('tells what stands under every heading', () => {
    expect(Object.keys(tags)).toEqual(expect.arrayContaining(routes.map(({ route }) => route.tag)));
  });
});

describe.each(routes)('$id', ({ id, route }) => {
  const operation = operationOf(route);

  it('stands in the document with its access', () => {
    const { access } = route;
    expect(operation).toMatchObject({
      operationId: id,
      tags: [route.tag],
      summary: route.summary,
      ...(access.includes(':') ? { 'x-permission': access } : {}),
    });
    const others: Readonly<Record<string, unknown>> = {
      public: route.oauth ? [{ client: [] }, {}] : [],
      device: [{ deviceToken: [] }],
    };
    const schemes = { token: 'bearerAuth', session: 'session', key: 'apiKey' } as const;
    const by = route.by?.map((kind) => ({ [schemes[kind]]: [] }));
    expect(operation?.['security']).toEqual(by ?? others[access]);
    expect(operation?.['servers']).toEqual(route.onlyAtRoot ? [{ url: '/' }] : undefined);
  });

  it('tells of text where it answers nothing else', () => {
    const answers = operation!.responses as Record<string, { content: object }>;
    const types = new Set(Object.values(answers).flatMap(({ content }) => Object.keys(content)));
    expect([...types]).toEqual(route.download ?? [route.plainText ? 'text/plain' : 'application/json']);
  });

  it('shows an example of its body and of every answer, and each fits its schema', () => {
    const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));
    const bodies = bodiesOf(operation!);
    expect(bodies.map(({ where }) => where)).toContain(String(route.status ?? 200));
    if (route.body) expect(bodies.map(({ where }) => where)).toContain('body');
    for (const { where, media } of bodies) {
      const fits = ajv.compile({ ...media.schema, components: document.components });
      const examples = media.examples
        ? Object.values(media.examples).map(({ $ref }) => (follow($ref) as { value: unknown }).value)
        : [media.example];
      for (const example of examples) {
        expect(example, where).toBeDefined();
        fits(example);
        expect(fits.errors, where).toBeNull();
      }
    }
  });

  it('names an answer for every way it can fail', () => {
    const statuses = new Set(errorCodesOf(route).map((code) => String(errorStatus[code])));
    expect(Object.keys(operation!.responses)).toEqual(expect.arrayContaining([...statuses]));
    const always = ['403', '429', '500', '503'];
    const signedIn = route.access === 'public' ? [] : ['401'];
    const input = (route.params ?? route.query ?? route.body) ? ['400'] : [];
    // What is sent is read, also where nothing is asked for.
    const sent = route.method === 'GET' ? [] : ['400', '413', '415'];
    expect([...statuses]).toEqual(expect.arrayContaining([...always, ...signedIn, ...input, ...sent]));
  });
});

describe('examples of failures', () => {
  const used = [...new Set(routes.flatMap(({ route }) => errorCodesOf(route)))];

  it.each(used)('%s has a value for every placeholder of its message', (code: ErrorCode) => {
    const all = [...en.errors[code].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    // What to do about a key is put into words from its trouble.
    const placeholders = all.map((name) => (name === 'advice' ? 'key_trouble' : name));
    expect(Object.keys(sampleParams)).toEqual(expect.arrayContaining(placeholders));
  });
});

/** Method, path, permission and query of the operations that the API's specification documents and this one has. */
const documented: [RouteContract['method'], RouteContract['path'], string, string[]][] = [
  ['GET', '/health', 'public', []],
  ['GET', '/ready', 'public', []],
  ['GET', '/live', 'public', []],
  ['POST', '/auth/login', 'public', []],
  ['POST', '/auth/refresh', 'public', []],
  ['POST', '/auth/logout', 'signed_in', []],
  ['GET', '/auth/me', 'signed_in', []],
  ['POST', '/admin/login', 'public', []],
  ['POST', '/admin/logout', 'signed_in', []],
  ['POST', '/admin/logout-all', 'signed_in', []],
  ['GET', '/admin/me', 'public', []],
  ['GET', '/admin/csrf-token', 'signed_in', []],
  ['POST', '/admin/change-password', 'signed_in', []],
  ['GET', '/auth/keys', 'keys:read', []],
  ['POST', '/auth/keys', 'keys:admin', []],
  ['DELETE', '/auth/keys/{key_id}', 'keys:admin', []],
  ['POST', '/oauth/token', 'public', []],
  ['GET', '/ddns/status', 'ddns:read', []],
  ['GET', '/ddns/history', 'ddns:read', ['limit', 'offset']],
  ['POST', '/ddns/manual-update', 'ddns:write', ['force']],
  ['POST', '/ddns/update', 'ddns:write', ['force']],
  [
    'GET',
    '/ddns/records',
    'ddns:read',
    ['domain', 'subdomain', 'type', 'page', 'per_page', 'limit', 'offset'],
  ],
  ['POST', '/ddns/records', 'ddns:write', []],
  ['PUT', '/ddns/records/{record_id}', 'ddns:write', []],
  ['DELETE', '/ddns/records/{record_id}', 'ddns:write', []],
];

it.each(documented)('%s %s is documented with %s', (method, path, access, query) => {
  const operation = operationOf({ method, path })!;
  const permission = access.includes(':') ? access : undefined;
  expect(operation['x-permission']).toBe(permission);
  if (access === 'public' && path !== '/oauth/token') expect(operation['security']).toEqual([]);
  const parameters = (operation['parameters'] ?? []) as { name: string; in: string }[];
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(query));
});
