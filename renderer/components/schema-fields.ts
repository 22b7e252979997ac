/** The fields of a form, made from the JSON Schema of what is asked for, and what is typed in them. */

/** How a field is filled in. */
export type FieldShape = 'text' | 'choice' | 'switch' | 'number' | 'lines' | 'pairs';

/** One field of the form. */
export interface SchemaField {
  readonly key: string;
  /** Its name in the schema; the key where it has none. */
  readonly title: string;
  readonly description: string | undefined;
  readonly shape: FieldShape;
  /** To choose from; empty unless it is a choice. */
  readonly options: readonly string[];
  /** The schema asks for it. */
  readonly isRequired: boolean;
  /** Goes in and never comes out. */
  readonly isSecret: boolean;
  /** May be left empty for "none". */
  readonly isNullable: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly maxLength: number | undefined;
  /** Of a text, or of each line. */
  readonly pattern: RegExp | undefined;
  /** What counts where nothing is given; `undefined` where there is no such thing. */
  readonly standard: unknown;
}

/** What stands in a field: a switch is on or off, all else is text. */
export type Typed = Readonly<Record<string, string | boolean>>;

/** What is wrong with a field. */
export type FieldProblem = 'missing' | 'wrong';

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOr = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The schema beside `null`. */
function withoutNull(schema: Schema): { readonly schema: Schema; readonly isNullable: boolean } {
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return { schema, isNullable: false };
  const variants = anyOf.filter(isSchema);
  const others = variants.filter(({ type }) => type !== 'null');
  const isNullable = others.length < variants.length;
  return { schema: isNullable ? (others[0] ?? {}) : schema, isNullable };
}

/** `enum`, or `anyOf` (`oneOf`) of nothing but `const`; empty where there is nothing to choose from. */
function optionsOf({ enum: listed, anyOf, oneOf }: Schema): readonly string[] {
  if (Array.isArray(listed)) return listed.map(String);
  const variants: unknown = anyOf ?? oneOf;
  if (!Array.isArray(variants)) return [];
  const values = variants.map((variant: unknown) =>
    isSchema(variant) ? textOr(variant['const']) : undefined,
  );
  return values.every((value) => value !== undefined) ? values : [];
}

function shapeOf({ type }: Schema, options: readonly string[]): FieldShape {
  if (options.length > 0) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return 'lines';
  return type === 'object' ? 'pairs' : 'text';
}

/** The fields in the schema's order. What it does not say is left open: a field is free text unless told. */
export function fieldsOf(schema: unknown): readonly SchemaField[] {
  if (!isSchema(schema) || !isSchema(schema['properties'])) return [];
  const { required } = schema;
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(schema['properties']).map(([key, property]) => {
    const given = isSchema(property) ? property : {};
    const { schema: own, isNullable } = withoutNull(given);
    const options = optionsOf(own);
    const shape = shapeOf(own, options);
    const each = shape === 'lines' && isSchema(own['items']) ? own['items'] : own;
    return {
      key,
      title: textOr(given['title']) ?? key,
      description: textOr(given['description']),
      shape,
      options,
      isRequired: needed.includes(key),
      isSecret: given['writeOnly'] === true,
      isNullable,
      minimum: numberOr(own['minimum']),
      maximum: numberOr(own['maximum']),
      maxLength: numberOr(each['maxLength']),
      pattern: typeof each['pattern'] === 'string' ? new RegExp(each['pattern'], 'u') : undefined,
      standard: given['default'],
    };
  });
}

/** Nothing stands in for it. */
export const mustBeFilled = ({ isRequired, standard }: SchemaField): boolean =>
  isRequired && standard === undefined;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** How a value stands in its field. */
function typedOf({ shape }: SchemaField, value: unknown): string | boolean {
  if (shape === 'switch') return value === true;
  if (shape === 'lines') return Array.isArray(value) ? value.map(textOf).join('\n') : '';
  if (shape === 'pairs') {
    if (!isSchema(value)) return '';
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${textOf(one)}`)
      .join('\n');
  }
  return textOf(value);
}

/** All fields as a config fills them; what it leaves out is as standard. */
export function typedFrom(fields: readonly SchemaField[], config: Readonly<Record<string, unknown>>): Typed {
  return Object.fromEntries(
    fields.map((field) => [
      field.key,
      typedOf(field, field.key in config ? config[field.key] : (field.standard ?? field.options[0])),
    ]),
  );
}

const pairOf = (line: string): [string, string] => {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
};

/** The value in a field; `undefined` leaves it to the server. */
function valueOf(field: SchemaField, typed: string | boolean): unknown {
  if (typeof typed === 'boolean') return typed;
  // A space may belong to a password; what has a pattern says itself whether it does.
  if (field.isSecret && field.pattern === undefined) return typed;
  const text = typed.trim();
  switch (field.shape) {
    case 'number':
      if (text === '') return field.isNullable ? null : undefined;
      return Number(text);
    case 'lines': {
      const lines = linesOf(text);
      return lines.length === 0 ? undefined : lines;
    }
    case 'pairs':
      return Object.fromEntries(linesOf(text).map(pairOf));
    default:
      return text;
  }
}

/** What is sent. */
export function configOf(fields: readonly SchemaField[], typed: Typed): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .map((field) => [field.key, valueOf(field, typed[field.key] ?? '')] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function problemOf(field: SchemaField, typed: string | boolean): FieldProblem | null {
  if (typeof typed === 'boolean') return null;
  const text = typed.trim();
  if (text === '') return mustBeFilled(field) ? 'missing' : null;
  const { shape, minimum = -Infinity, maximum = Infinity, pattern } = field;
  if (shape === 'number') {
    const isWhole = /^\d+$/.test(text);
    return isWhole && Number(text) >= minimum && Number(text) <= maximum ? null : 'wrong';
  }
  if (shape === 'pairs') return linesOf(text).every((line) => line.indexOf(':') > 0) ? null : 'wrong';
  if (pattern === undefined) return null;
  return (shape === 'lines' ? linesOf(text) : [text]).every((one) => pattern.test(one)) ? null : 'wrong';
}

/** What cannot be sent as it stands. The server looks closer. */
export function problemsIn(fields: readonly SchemaField[], typed: Typed): ReadonlyMap<string, FieldProblem> {
  return new Map(
    fields.flatMap((field) => {
      const problem = problemOf(field, typed[field.key] ?? '');
      return problem === null ? [] : [[field.key, problem] as const];
    }),
  );
}
