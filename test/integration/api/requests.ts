/** Requests made from the contract: mostly of the right shape, with values that have broken programs before. */
import fc, { type Arbitrary } from 'fast-check';
import type { RouteContract } from '../../../shared/api/contract.ts';

/** The parts of a JSON schema that the contract's requests use. */
interface Schema {
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** One request; `query` and `path` are ready to be joined. */
export interface AnyRequest {
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}

/** Texts at the borders of what names, addresses, numbers, moments, SQL and templates may be. */
const borders = [
  ...['', ' ', '\0', '\ud800', '.', 'a..b', '-a', '*', '%', "'", '{{name}}', '$t(errors.INTERNAL_ERROR)'],
  ...['__proto__', 'constructor', 'null', 'true', '-1', '1e308', '9007199254740993', 'NaN'],
  ...[
    'home.arpa',
    'nas.home.arpa',
    'NAS.HOME.ARPA.',
    'ü.home.arpa',
    'xn--.home.arpa',
    'a.'.repeat(126) + 'b',
  ],
  ...['192.168.1.1', '::1', 'fe80::1%eth0', '::ffff:1.2.3.4', '2999-12-31T23:59:60Z', '2999-02-30 10:00:00Z'],
];
const text = fc.oneof(fc.constantFrom(...borders), fc.string({ unit: 'binary', maxLength: 30 }));
const numbers = [0, -1, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 1e308];
const anything = fc.oneof(text, fc.constantFrom(...numbers), fc.boolean(), fc.jsonValue({ maxDepth: 2 }));

/** Values that a schema asks for, one in ten of them something else. */
function near(schema: Schema, ids: readonly string[]): Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: fitting(schema, ids) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: Schema, ids: readonly string[]): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, ids)));
  const { type, format, minimum = -10, maximum = 1000, properties = {}, required = [], items = {} } = schema;
  switch (type) {
    case 'object': {
      const fields = Object.entries(properties).map(([name, field]) => [name, near(field, ids)] as const);
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
    }
    case 'array':
      return fc.array(fitting(items, ids), { maxLength: 3 });
    case 'string':
      return format === 'uuid' ? fc.constantFrom(...ids) : text;
    case 'integer':
      return fc.oneof(
        fc.integer({ min: minimum, max: maximum }),
        fc.constantFrom(minimum, maximum, ...numbers),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return anything;
  }
}

/** As a client would write any value into an address. */
function inAddress(value: unknown): string {
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(written.toWellFormed());
}

/** Any request to one operation. `ids` are those that exist. */
export function anyRequest(route: RouteContract, ids: readonly string[]): Arbitrary<AnyRequest> {
  const part = (schema: unknown): Arbitrary<unknown> =>
    schema === undefined ? fc.constant({}) : fitting(schema as Schema, ids);
  const body = route.method === 'GET' ? fc.constant(undefined) : near(route.body ?? {}, ids);
  return fc.tuple(part(route.params), part(route.query), body).map(([params, query, sent]) => ({
    path: route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      inAddress((params as Record<string, unknown>)[name]),
    ),
    query: Object.entries(query as object)
      .map(([name, value]) => `${name}=${inAddress(value)}`)
      .join('&'),
    body: sent,
  }));
}
