/** How an operation can fail, as the API's document tells it: one answer for each status, one example for each code. */
import { callerKinds, type OAuthFailures, type RouteContract } from '../../shared/api/contract.ts';
import { errorStatus, type ErrorCode } from '../../shared/errors.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { failureBody, tellsState, type Trailer } from './envelope.ts';
import { oauthFailure } from './oauth.ts';
import { limitRefs } from './openapi-limits.ts';
import { failureText } from './plain-text.ts';

/** Statuses in words, as RFC 9110 §15 and RFC 4918 §11.5 (507) name them. */
const statusWords: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict with what is there',
  413: 'Body too large',
  414: 'Address too long',
  415: 'Body of another type than JSON',
  429: 'Too many requests; Retry-After tells when to come back',
  500: 'A fault of CloudCube',
  502: 'A provider refused',
  503: 'A part that this needs does not work at present',
  507: 'The disk is full',
};

/** Values for the placeholders of the messages in examples. */
export const sampleParams = {
  account: '0198f3a0-0000-7000-8000-000000000021',
  address: '192.168.1.20',
  channel: 'Phone',
  channel_kind: 'ntfy',
  count: 2,
  ended: '2026-11-20T08:00:00.000Z',
  family: 'AAAA',
  field: 'token',
  host: 'nas.example.com',
  id: 'memory_high',
  key: 'ddns.interval_seconds',
  keyword: 'maximum',
  kind: 'host',
  limit: 604800,
  maximum: 10000,
  method: 'GET',
  minimum: 10,
  name: 'nas.home.arpa',
  network: '192.168.1.0/33',
  origin: 'https://other.example',
  parameter: 'grant_type',
  parts: 'DNS',
  path: 'ttl',
  permission: 'ddns:write',
  permissions: 'users:admin',
  problem: 'must be at most 604800',
  provider: 'Cloudflare',
  scope: 'ddns:write',
  role: 'operator',
  route: 'Disks',
  seconds: 30,
  source: 'keychain',
  key_trouble: 'locked',
  standard: 'https://api.example.com',
  suffix: 'home.arpa',
  page: '/exposure',
  copy: 'state-20261120T030000000Z-nightly',
  type: 'A',
  value: 'printer',
  zone: 'example.org',
  zones: 'home.arpa',
} as const;

const bodyCodes = ['INVALID_JSON', 'JSON_TOO_DEEP', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;

/** Every code that an operation can answer: its own, and those that follow from what it takes and who may call. */
export function errorCodesOf(contract: RouteContract): ErrorCode[] {
  const { access, body, errors = [], method } = contract;
  const takesInput = [contract.params, contract.query, body].some((part) => part !== undefined);
  const codes: ErrorCode[] = [
    ...(takesInput ? (['VALIDATION_ERROR'] as const) : []),
    'URL_TOO_LONG',
    // A body is read where it comes, also where none is asked for.
    ...(method === 'GET' ? [] : bodyCodes),
    ...authCodesOf(contract),
    ...(access.includes(':') ? (['AUTH_INSUFFICIENT_PERMISSIONS'] as const) : []),
    'SERVER_HOST_AMBIGUOUS',
    'SERVER_HOST_NOT_ALLOWED',
    'SERVER_ORIGIN_NOT_ALLOWED',
    ...errors,
    'RATE_LIMIT_EXCEEDED',
    'INTERNAL_ERROR',
    'SERVICE_UNAVAILABLE',
    'STORAGE_FAILED',
    ...(method === 'GET' ? [] : (['STORAGE_FULL'] as const)),
  ];
  return [...new Set(codes)].sort((a, b) => errorStatus[a] - errorStatus[b]);
}

function authCodesOf({ access, by, method }: RouteContract): readonly ErrorCode[] {
  if (access === 'public') return [];
  if (access === 'device') return ['AUTH_TOKEN_INVALID'];
  const kinds = by ?? callerKinds;
  return [
    'AUTH_REQUIRED',
    ...(kinds.includes('token') || kinds.includes('session')
      ? (['AUTH_TOKEN_EXPIRED', 'AUTH_TOKEN_INVALID'] as const)
      : []),
    'AUTH_KEY_INVALID',
    'AUTH_KEY_NETWORK',
    ...(by ? (['AUTH_SIGN_IN_NEEDED'] as const) : []),
    ...(kinds.includes('session') && method !== 'GET' ? (['AUTH_CSRF_INVALID'] as const) : []),
  ];
}

/** Example answer of one code. */
export function failureExample(code: ErrorCode, words: Words, trailer: Trailer, isProbe = false): unknown {
  const answer = {
    status: errorStatus[code],
    code,
    params: sampleParams,
    details: undefined,
    retryAfter: undefined,
    level: 'debug',
  } as const;
  return failureBody(answer, words, trailer, isProbe);
}

/** `responses` of the failures of an operation, by status. Examples are references to `components.examples`. */
export function failureResponses(contract: RouteContract): Record<string, unknown> {
  const byStatus = Object.groupBy(errorCodesOf(contract), (code) => String(errorStatus[code]));
  const isProbe = contract.atRoot === true;
  const entries = Object.entries(byStatus).map(([status, codes = []]) => {
    const schema = tellsState(isProbe, Number(status)) ? 'ProbeFailure' : 'Failure';
    return [
      status,
      {
        description: statusWords[Number(status)] ?? 'Failure',
        ...limitRefs(contract, Number(status)),
        content: contract.oauth
          ? {
              'application/json': {
                schema: { $ref: '#/components/schemas/OAuthFailure' },
                examples: Object.fromEntries(
                  codes.map((code) => [code, { $ref: `#/components/examples/${oauthExampleName(code)}` }]),
                ),
              },
            }
          : contract.plainText
            ? {
                'text/plain': {
                  schema: { type: 'string' },
                  example: failureText(contract.plainText, Number(status)),
                },
              }
            : {
                'application/json': {
                  schema: { $ref: `#/components/schemas/${schema}` },
                  examples: Object.fromEntries(
                    codes.map((code) => [
                      code,
                      { $ref: `#/components/examples/${exampleName(code, isProbe)}` },
                    ]),
                  ),
                },
              },
      },
    ];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** Name of a code's example among the components. */
export const exampleName = (code: ErrorCode, isProbe: boolean): string =>
  tellsState(isProbe, errorStatus[code]) ? `probe_${code}` : code;

/** The same for a route that speaks OAuth. */
export const oauthExampleName = (code: ErrorCode): string => `oauth_${code}`;

/** Example answer of one code of such a route. */
export function oauthExample(code: ErrorCode, failures: OAuthFailures, english: Words): unknown {
  return oauthFailure(failures, { code, params: sampleParams }, english);
}

const trailerFields = {
  request_id: { type: 'string', description: 'Quote it when asking about this answer; the log has it too' },
  timestamp: { type: 'string', format: 'date-time' },
};

function failureSchema(status: Record<string, unknown>): Record<string, unknown> {
  return {
    type: 'object',
    description: 'What every failure looks like',
    required: ['success', ...Object.keys(status), 'error', 'request_id', 'timestamp'],
    properties: {
      success: { type: 'boolean', enum: [false] },
      ...status,
      error: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { $ref: '#/components/schemas/ErrorCode' },
          message: {
            type: 'string',
            description: 'In the language of the caller (Accept-Language: en, zh-CN)',
          },
          details: { description: 'Structured facts, where there are more' },
        },
      },
      ...trailerFields,
    },
  };
}

/** `components.schemas` that the failures stand on. */
export const failureSchemas: Readonly<Record<string, Record<string, unknown>>> = {
  ErrorCode: { type: 'string', description: 'Stable: it keeps its meaning', enum: Object.keys(errorStatus) },
  Failure: failureSchema({}),
  ProbeFailure: failureSchema({ status: { type: 'string', enum: ['unhealthy'] } }),
  OAuthFailure: {
    type: 'object',
    description: 'RFC 6749 §5.2',
    required: ['error', 'error_description'],
    properties: { error: { type: 'string' }, error_description: { type: 'string' } },
  },
};
