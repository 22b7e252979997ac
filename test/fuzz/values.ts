/** Values from schemas: fitting ones, and ones that nearly fit. */
import fc, { type Arbitrary } from 'fast-check';
import { Placeholder } from './knowledge.ts';
import { extraProperties, nastyNumbers, nastyTexts } from './nasty.ts';
import type { Schema } from './operations.ts';

/** Makes values by schemas, whose references are looked up here. */
export interface Values {
  /** What the schema asks for. `name` is the field's: it tells which known value could stand there. */
  fitting(schema: Schema, name: string): Arbitrary<unknown>;
  /** Mostly that; otherwise something at its border, or of another kind. */
  near(schema: Schema, name: string): Arbitrary<unknown>;
  /** An example of the document with known and new values in their places. */
  lively(example: unknown, isSignIn: boolean): unknown;
  /** The same, sometimes with a part changed. */
  likeExample(example: unknown, schema: Schema, isSignIn: boolean): Arbitrary<unknown>;
}

/** Fields that take what an answer or the harness told under another name. */
const knownAs: Readonly<Record<string, string>> = {
  current_password: 'password',
  old_password: 'password',
  new_password: 'password',
  password: 'password',
  code: 'totp_code',
  totp_code: 'totp_code',
  host_ids: 'host_id',
};
const isKnown = /_id$|^(?:refresh_token|client_secret|ticket|issuer|endpoint|role|username|state|hostname)$/;
/** What an example of the document says once, and a program that runs for long takes once only. */
const isUnique = /^(?:name|username|email|rr|id)$/;

const text = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 40 }));
/** Of any kind. */
export const anything: Arbitrary<unknown> = fc.oneof(
  text,
  fc.constantFrom(...nastyNumbers),
  fc.boolean(),
  fc.jsonValue({ maxDepth: 3 }),
);

const known = (name: string): Arbitrary<unknown> =>
  fc.constantFrom(0, 0, 0, 1, 2, 5).map((nth) => new Placeholder('known', knownAs[name] ?? name, nth));

/** Over a document's components. */
export function createValues(components: Readonly<Record<string, Schema>>): Values {
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : resolve(components[schema.$ref.split('/').at(-1) ?? ''] ?? {});

  function texts(schema: Schema, name: string): Arbitrary<unknown> {
    const { format, pattern, minLength = 0, maxLength = 60 } = schema;
    const choices: Arbitrary<unknown>[] = [];
    if (name in knownAs || isKnown.test(name) || format === 'uuid') choices.push(known(name), known(name));
    if (format === 'email') choices.push(fc.constant(new Placeholder('fresh', '@example.com')));
    if (format === 'date-time') choices.push(fc.constantFrom('2026-11-20T08:00:00.000Z'));
    if (choices.length === 0) {
      const fits = nastyTexts.filter((one) => one.length >= minLength && one.length <= maxLength);
      const long = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 300) });
      choices.push(fc.constant(new Placeholder('fresh', name)), long);
      choices.push(fits.length > 0 ? fc.constantFrom(...fits) : long);
      if (pattern !== undefined) {
        choices.push(fc.stringMatching(new RegExp(pattern, 'u')).map((one) => one.slice(0, maxLength)));
      }
    }
    return fc.oneof(...choices);
  }

  function fitting(given: Schema, name: string): Arbitrary<unknown> {
    const schema = resolve(given);
    const { type, minimum = -10, maximum = 1000, items = {}, properties = {}, required = [] } = schema;
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, name)));
    switch (type) {
      case 'string':
        return texts(schema, name);
      case 'integer':
        return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
      case 'number':
        return fc.double({ min: minimum, max: maximum, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(fitting(items, name), { minLength: schema.minItems ?? 0, maxLength: 3 });
      case 'object': {
        const others = schema.additionalProperties;
        if (typeof others === 'object' && Object.keys(properties).length === 0) {
          return fc.dictionary(fc.constantFrom('token', 'key', 'a', 'x'), fitting(others, name), {
            maxKeys: 3,
          });
        }
        const fields = Object.entries(properties).map(
          ([field, inner]) => [field, near(inner, field)] as const,
        );
        return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
      }
      default:
        return anything;
    }
  }

  /** One step beyond a schema's limits. */
  function border(given: Schema): Arbitrary<unknown> {
    const { type, minimum, maximum, maxLength = 0, maxItems = 0, minLength = 0 } = resolve(given);
    if (type === 'integer' || type === 'number') {
      const edges = [minimum, maximum].flatMap((edge) =>
        edge === undefined ? [] : [edge - 1, edge, edge + 1, edge + 0.5],
      );
      return fc.constantFrom(...edges, ...nastyNumbers, '1', null);
    }
    if (type === 'string') {
      const lengths = [minLength - 1, minLength, maxLength, maxLength + 1].filter((size) => size >= 0);
      return fc.oneof(text, fc.constantFrom(...lengths.map((size) => 'a'.repeat(size))));
    }
    if (type === 'array')
      return fc.constantFrom(
        [],
        null,
        {},
        Array.from({ length: maxItems + 1 }, () => 'a'),
      );
    return anything;
  }

  const near = (schema: Schema, name: string): Arbitrary<unknown> =>
    fc.oneof(
      { weight: 12, arbitrary: fitting(schema, name) },
      { weight: 2, arbitrary: border(schema) },
      { weight: 1, arbitrary: anything },
    );

  function lively(value: unknown, name: string, isSignIn: boolean): unknown {
    if (Array.isArray(value)) return value.map((one) => lively(one, name, isSignIn));
    if (value instanceof Placeholder) return value;
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(
        ([key, inner]) => [key, lively(inner, key, isSignIn)] as const,
      );
      return Object.fromEntries(entries);
    }
    if (typeof value !== 'string') return value;
    if (name in knownAs) return new Placeholder('known', knownAs[name] ?? name);
    if (isUnique.test(name) && !isSignIn)
      return new Placeholder('fresh', value.replace(/^[^.@]*(?=[.@])/, ''));
    return isKnown.test(name) || name === 'email' ? new Placeholder('known', name) : value;
  }

  function likeExample(example: unknown, given: Schema, isSignIn: boolean): Arbitrary<unknown> {
    const whole = lively(example, '', isSignIn);
    const { properties = {} } = resolve(given);
    const fields = Object.entries(properties);
    if (typeof whole !== 'object' || whole === null || fields.length === 0) return fc.constant(whole);
    const changed = fc
      .constantFrom(...fields)
      .chain(([name, schema]) => near(schema, name).map((value) => ({ ...whole, [name]: value })));
    const more = fc
      .constantFrom(...extraProperties)
      .map((extra) => Object.fromEntries([...Object.entries(whole), extra]));
    return fc.oneof(
      { weight: 4, arbitrary: fc.constant(whole) },
      { weight: 4, arbitrary: changed },
      { weight: 1, arbitrary: more },
    );
  }

  return { fitting, near, likeExample, lively: (example, isSignIn) => lively(example, '', isSignIn) };
}
