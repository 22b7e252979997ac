/** The API's own document (OpenAPI 3.0.3), made from the contracts. Pure: the same contracts give the same document. */
import type { TObject } from 'typebox';
import { paginate } from '../../shared/api/common.ts';
import {
  callerKinds,
  isCreating,
  type AreaContract,
  type CallerKind,
  type RouteContract,
} from '../../shared/api/contract.ts';
import { schemas } from '../../shared/api/schemas.ts';
import { tags } from '../../shared/api/tags.ts';
import { createWords, type Words } from '../../shared/i18n/index.ts';
import { successBody, successSchema, type Trailer } from './envelope.ts';
import { limitHeaderSpecs, limitInWords, limitRefs } from './openapi-limits.ts';
import { FORM_TYPE } from './oauth.ts';
import {
  errorCodesOf,
  exampleName,
  failureExample,
  failureResponses,
  failureSchemas,
  oauthExample,
  oauthExampleName,
} from './openapi-failures.ts';
import { createSchemaConverter, type OpenApiSchema, type SchemaConverter } from './openapi-schema.ts';

/** What the document says beside the operations. */
export interface OpenApiOptions {
  readonly version: string;
  /** Addresses that the paths are below. A relative one holds wherever the document is read from. */
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
}

/** The document, as far as its readers here need its shape. */
export interface OpenApiDocument {
  readonly openapi: '3.0.3';
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, OpenApiSchema>> } & Readonly<
    Record<string, unknown>
  >;
  readonly [more: string]: unknown;
}

/** One operation of the document. */
export interface OpenApiOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly [more: string]: unknown;
}

const trailer: Trailer = { request_id: '5f0c1d2e3a4b5c6d-1', timestamp: '2026-11-20T08:10:03.000Z' };

const introduction = `The API of one CloudCube, on the local network.

Every answer is \`{success, data, …, request_id, timestamp}\`, every failure \`{success: false, error: {code, message, details?}, request_id, timestamp}\`. What is not known is \`null\`, and \`metadata.unavailable\` says why. Times are RFC 3339 in UTC, ids are UUIDv7. Lists take \`limit\` and \`offset\`, or \`page\` and \`size\` (or \`per_page\`).

A program comes in with an API key (\`POST /auth/keys\`): \`X-API-Key: ccb_…\` or \`Authorization: Bearer ccb_…\`, never in an address. A person signs in with \`POST /auth/login\` and sends the \`access_token\` as \`Authorization: Bearer …\`; a page signs in with \`POST /admin/login\`, which sets a cookie, and sends \`X-CSRF-Token\` with all that changes something. Where several come at once, the key decides, then the token, then the cookie.

How often one may ask is limited: a user or key 100 times a second (50 at once), a caller without credentials 50 times a minute from one address, and less for what an operation says of itself; the owner may have set other limits. \`RateLimit\` and \`X-RateLimit-*\` tell in every answer what is left; beyond it the answer is 429, and \`Retry-After\` is true.

Messages come in the language of \`Accept-Language\` (en, zh-CN).`;

/** Makes the document. `contract` is `shared/api/index.ts`'s, or a part of it. */
export function buildOpenApi(
  contract: Readonly<Record<string, AreaContract>>,
  options: OpenApiOptions,
): OpenApiDocument {
  const tools: Tools = { converter: createSchemaConverter(schemas), words: createWords('en') };
  const operations = Object.entries(contract).flatMap(([area, routes]) =>
    Object.entries(routes).map(([name, route]) => ({ id: `${area}.${name}`, route })),
  );
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const { id, route } of operations) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = describeOperation(id, route, tools);
  }
  const used = new Set(operations.map(({ route }) => route.tag));
  return {
    openapi: '3.0.3',
    info: {
      title: 'CloudCube',
      version: options.version,
      description: introduction,
      contact: { name: 'CloudCube' },
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    },
    servers: options.servers,
    tags: Object.entries(tags)
      .filter(([name]) => used.has(name))
      .map(([name, description]) => ({ name, description })),
    security: securityOf(callerKinds),
    paths,
    components: {
      securitySchemes: {
        bearerAuth: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The `access_token` of `POST /auth/login` or of `/oauth/token`, or an API key',
        },
        apiKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'A key of `POST /auth/keys`',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'admin_session',
          description:
            'The cookie of `POST /admin/login` (`__Host-admin_session` under TLS), from our own pages only. What changes something needs the header `X-CSRF-Token` too, see `GET /admin/csrf-token`',
        },
        client: {
          type: 'http',
          scheme: 'basic',
          description: 'User name and password are id and secret of an API key (RFC 6749 §2.3.1)',
        },
        deviceToken: {
          type: 'http',
          scheme: 'basic',
          description: 'The password is a token of `POST /ddns/inbound-tokens`; the user name may be any',
        },
      },
      schemas: { ...tools.converter.components(), ...failureSchemas },
      headers: limitHeaderSpecs,
      examples: failureExamples(
        operations.map(({ route }) => route),
        tools.words,
      ),
    },
  };
}

/** What is made once for a document. */
interface Tools {
  readonly converter: SchemaConverter;
  readonly words: Words;
}

function describeOperation(id: string, route: RouteContract, tools: Tools): OpenApiOperation {
  const { converter } = tools;
  const { access, body, by, example } = route;
  const notes = [
    accessInWords(access),
    ...(by && !by.includes('key') ? ['Not for API keys.'] : []),
    ...limitInWords(route),
    ...(route.atRoot ? [`Answers at \`${route.path}\` of the server too.`] : []),
    ...(route.raw === undefined ? [] : [`Not in the envelope: ${route.raw}.`]),
  ];
  const parameters = [
    ...parametersIn('path', route.params, converter),
    ...parametersIn('query', route.query, converter),
    ...(isCreating(route) ? [idempotencyKey] : []),
  ];
  return {
    operationId: id,
    tags: [route.tag],
    summary: route.summary,
    description: notes.join(' '),
    ...(route.onlyAtRoot ? { servers: [{ url: '/' }] } : {}),
    ...(access === 'public' ? { security: route.oauth ? [{ client: [] }, {}] : [] } : {}),
    ...(by ? { security: securityOf(by) } : {}),
    ...(access === 'device' ? { security: [{ deviceToken: [] }] } : {}),
    ...(access.includes(':') ? { 'x-permission': access } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: !('~optional' in body),
            content: Object.fromEntries(
              ['application/json', ...(route.oauth ? [FORM_TYPE] : [])].map((type) => [
                type,
                { schema: converter.convertBody(body), example: example.body },
              ]),
            ),
          },
        }
      : {}),
    responses: { ...successResponses(route, tools), ...failureResponses(route) },
  };
}

const schemes: Readonly<Record<CallerKind, string>> = {
  token: 'bearerAuth',
  session: 'session',
  key: 'apiKey',
};

/** Any one of these lets somebody in. */
const securityOf = (kinds: readonly CallerKind[]): Record<string, string[]>[] =>
  kinds.map((kind) => ({ [schemes[kind]]: [] }));

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Sent again with the same key within a day, the request makes nothing new and is answered as the first time.',
  schema: { type: 'string', maxLength: 255 },
} as const;

function accessInWords(access: RouteContract['access']): string {
  if (access === 'public') return 'Anybody may call it.';
  if (access === 'device') return 'For a device, with a password of its own.';
  return access === 'signed_in' ? 'For anybody signed in.' : `Needs the permission \`${access}\`.`;
}

function parametersIn(
  place: 'path' | 'query',
  object: TObject | undefined,
  converter: SchemaConverter,
): unknown[] {
  const required = new Set(object?.required as string[] | undefined);
  return Object.entries(object?.properties ?? {}).map(([name, property]) => {
    const { description, ...schema } = converter.convert(property);
    return {
      name,
      in: place,
      required: place === 'path' || required.has(name),
      ...(typeof description === 'string' ? { description } : {}),
      schema,
    };
  });
}

function successResponses(route: RouteContract, { converter, words }: Tools): Record<string, unknown> {
  const types = route.download ?? [route.plainText ? 'text/plain' : 'application/json'];
  const answer = (schema: RouteContract['data'], data: unknown, description: string): unknown => ({
    description,
    ...limitRefs(route, 200),
    content: Object.fromEntries(
      types.map((type) => [
        type,
        {
          schema: converter.convert(successSchema(route, schema)),
          example: envelope(route, data, words),
        },
      ]),
    ),
  });
  const { accepted, data, example, status = 200 } = route;
  return {
    [status]: answer(data, example.data, { 200: 'Done', 201: 'Made', 302: 'Goes on at `Location`' }[status]),
    ...(accepted
      ? {
          202: answer(
            accepted,
            partOf(example.data, accepted),
            'Goes on after this answer: ask at `/jobs/{job_id}`',
          ),
        }
      : {}),
  };
}

/** An example in the envelope that the server would put around it. */
function envelope(route: RouteContract, data: unknown, words: Words): unknown {
  const count = (data as { count?: number } | null)?.count ?? 1;
  const answer = {
    data,
    ...(route.example.metadata ? { metadata: route.example.metadata } : {}),
    ...(route.paginated ? { pagination: paginate({ limit: 50, offset: 0 }, count) } : {}),
  };
  return withoutUndefined(successBody(route, answer, words, trailer));
}

/** What of an example belongs to a schema with fewer properties. */
function partOf(data: unknown, schema: RouteContract['data']): unknown {
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  return Object.fromEntries(Object.entries(data as object).filter(([key]) => key in properties));
}

const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function failureExamples(routes: readonly RouteContract[], words: Words): Record<string, unknown> {
  const entries = routes.flatMap((route) =>
    errorCodesOf(route).map((code) => {
      const { oauth } = route;
      if (oauth) {
        return [oauthExampleName(code), { summary: code, value: oauthExample(code, oauth, words) }];
      }
      const isProbe = route.atRoot === true;
      return [
        exampleName(code, isProbe),
        { summary: code, value: failureExample(code, words, trailer, isProbe) },
      ];
    }),
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}
