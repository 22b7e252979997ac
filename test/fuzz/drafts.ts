/** Requests to an operation, made from its schemas: fitting, nearly fitting, and rubbish where values belong. */
import fc, { type Arbitrary } from 'fast-check';
import { betterExamples } from './examples.ts';
import { Placeholder, type Knowledge } from './knowledge.ts';
import { nastyBodies, nastySegments } from './nasty.ts';
import type { Operation, Parameter } from './operations.ts';
import { anything, type Values } from './values.ts';
import type { Wire } from './wire.ts';

type Pair = readonly [string, unknown];

/** A request with placeholders. */
export interface Draft {
  /** By parameter; `raw` stands as it is. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: readonly Pair[];
  readonly body: { readonly kind: 'none' } | { readonly kind: 'json' | 'raw'; readonly value: unknown };
  readonly headers: Readonly<Record<string, string>>;
}

/** A piece of an address as it stands on the wire. */
interface Raw {
  readonly raw: string;
}

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && 'raw' in value;

const strangeQueries: readonly Pair[] = [
  ['x', '1'],
  ['__proto__', '1'],
  ['limit', '5'],
  ['limit', '[]'],
  ['a[b]', 'c'],
  ['constructor', ''],
  ['page', '1e9'],
  ['offset', '-1'],
];
/** None of them changes what an operation does; each is looked at on the way. */
const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'accept-language': 'zh-CN' },
  { 'accept-language': `${'a,'.repeat(300)};q=x` },
  { 'idempotency-key': 'one' },
  { 'idempotency-key': 'x'.repeat(300) },
  { 'if-none-match': '*' },
  { range: 'bytes=0-0' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'evil.example', forwarded: 'for=1.1.1.1' },
  { 'accept-encoding': 'br;q=1, *;q=0' },
  { cookie: 'admin_session=x; admin_session=y; =; a' },
  { 'content-encoding': 'gzip' },
  { origin: 'null' },
  { accept: 'text/html' },
  { 'x-api-key': 'ccb_x.y' },
];

function paramOf({ name, schema }: Parameter, values: Values): Arbitrary<unknown> {
  const nasty = fc.constantFrom(...nastySegments).map((raw): Raw => ({ raw }));
  return fc.oneof({ weight: 8, arbitrary: values.fitting(schema, name) }, { weight: 1, arbitrary: nasty });
}

function queryOf(fields: readonly Parameter[], values: Values): Arbitrary<Pair[]> {
  const one = (field: Parameter): Arbitrary<Pair[]> => {
    const given = values.near(field.schema, field.name).map((value): Pair[] => [[field.name, value]]);
    return field.required
      ? fc.oneof({ weight: 9, arbitrary: given }, { weight: 1, arbitrary: fc.constant<Pair[]>([]) })
      : fc.oneof({ weight: 1, arbitrary: given }, { weight: 4, arbitrary: fc.constant<Pair[]>([]) });
  };
  const strange = fc.oneof(
    { weight: 9, arbitrary: fc.constant<Pair[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...strangeQueries], { maxLength: 3 }) },
  );
  return fc.tuple(...fields.map(one), strange).map((parts) => parts.flat());
}

function bodyOf(operation: Operation, values: Values): Arbitrary<Draft['body']> {
  const none = fc.constant({ kind: 'none' } as const);
  const json = (value: Arbitrary<unknown>): Arbitrary<Draft['body']> =>
    value.map((one) => ({ kind: 'json', value: one }));
  const raw = fc.constantFrom(...nastyBodies).map((value): Draft['body'] => ({ kind: 'raw', value }));
  if (operation.method === 'GET') return none;
  const { body } = operation;
  if (body === null) return fc.oneof({ weight: 8, arbitrary: none }, { weight: 1, arbitrary: raw });
  const example = exampleOf(operation);
  return fc.oneof(
    { weight: 8, arbitrary: json(values.likeExample(example, body, isSignIn(operation))) },
    { weight: 6, arbitrary: json(values.fitting(body, '')) },
    { weight: 1, arbitrary: json(anything) },
    { weight: 1, arbitrary: raw },
    { weight: 1, arbitrary: none },
  );
}

const isSignIn = ({ id }: Operation): boolean => /login/i.test(id);
const exampleOf = ({ id, example }: Operation): unknown => betterExamples[id] ?? example;

/** The one request that the document shows, without its query. */
export function exampleDraft(operation: Operation, values: Values): Arbitrary<Draft> {
  const params = operation.params.map(({ name }) => [name, new Placeholder('known', name)] as const);
  const value = values.lively(exampleOf(operation), isSignIn(operation));
  return fc.constant({
    params: Object.fromEntries(params),
    query: [],
    body: operation.body === null ? { kind: 'none' } : { kind: 'json', value },
    headers: {},
  });
}

/** Any request to it. */
export function draftsOf(operation: Operation, values: Values): Arbitrary<Draft> {
  return fc.record({
    params: fc.record(
      Object.fromEntries(operation.params.map((param) => [param.name, paramOf(param, values)])),
    ),
    query: queryOf(operation.query, values),
    body: bodyOf(operation, values),
    headers: fc.oneof(
      { weight: 9, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) },
    ),
  });
}

/** As a client would write any value into an address. */
function inAddress(value: unknown): string {
  if (isRaw(value)) return value.raw;
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(written.toWellFormed());
}

/** Whether a request leaves its operation: another one may answer then, or none. */
export function leavesItsPath(operation: Operation, { params }: Draft, knowledge: Knowledge): boolean {
  return operation.params.some(({ name }) => {
    const written = inAddress(knowledge.fill(params[name]));
    return isRaw(params[name]) || /^\.*$/.test(written) || written.length > 200;
  });
}

/** The request as it is sent, without its caller's headers. */
export function wireOf({ path, method }: Operation, draft: Draft, knowledge: Knowledge): Wire {
  const params = knowledge.fill(draft.params) as Record<string, unknown>;
  const query = draft.query.map(
    ([name, value]) => `${encodeURIComponent(name)}=${inAddress(knowledge.fill(value))}`,
  );
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inAddress(params[name]));
  const { body } = draft;
  const text =
    body.kind === 'none'
      ? undefined
      : body.kind === 'raw'
        ? String(body.value)
        : JSON.stringify(knowledge.fill(body.value));
  return {
    method,
    target: query.length > 0 ? `${target}?${query.join('&')}` : target,
    headers: [
      ...Object.entries(draft.headers),
      ...(text === undefined ? [] : ([['content-type', 'application/json']] as const)),
    ],
    ...(text === undefined ? {} : { body: text }),
  };
}
