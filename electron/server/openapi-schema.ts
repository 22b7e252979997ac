/**
 * From the contracts' JSON Schema to the dialect of OpenAPI 3.0.3, which has no `const`, no `null` type and no
 * `patternProperties` (OpenAPI 3.0.3, "Schema Object"). Schemas that are exported under a name become components.
 */
import type { TSchema } from 'typebox';

/** A schema of OpenAPI 3.0, or a reference to one. */
export type OpenApiSchema = Readonly<Record<string, unknown>>;

/** Converts schemas and collects the named ones that were met. */
export interface SchemaConverter {
  /** The schema, or a reference where it has a name. */
  readonly convert: (schema: TSchema) => OpenApiSchema;
  /** The same without null as an alternative; for request bodies, which are left out rather than null. */
  readonly convertBody: (schema: TSchema) => OpenApiSchema;
  /** `components.schemas` of everything converted so far, by name. */
  readonly components: () => Record<string, OpenApiSchema>;
}

/** Keywords that mean the same in both dialects. */
const sameMeaning = new Set([
  'type',
  'format',
  'description',
  'required',
  'enum',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'default',
  'title',
]);

type Plain = Record<string, unknown>;

const isNull = (schema: Plain): boolean => schema['type'] === 'null';

/** `named` are the schemas that may become components. Only objects and lists of words do: the others say more in place. */
export function createSchemaConverter(named: Readonly<Record<string, TSchema>>): SchemaConverter {
  // By content: the modifiers of TypeBox copy a schema, so identity would miss the optional ones.
  const nameOf = new Map(
    Object.entries(named)
      .filter(([, schema]) => isWorthAName(schema as Plain))
      .map(([name, schema]) => [JSON.stringify(schema), name]),
  );
  const components = new Map<string, OpenApiSchema>();

  function convert(schema: Plain): OpenApiSchema {
    const name = nameOf.get(JSON.stringify(schema));
    return name === undefined ? inPlace(schema) : reference(name, () => inPlace(schema));
  }

  function reference(name: string, make: () => OpenApiSchema): OpenApiSchema {
    if (!components.has(name)) {
      components.set(name, {}); // Holds the place, in case the schema contains itself.
      components.set(name, make());
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  function inPlace(schema: Plain): OpenApiSchema {
    if (Array.isArray(schema['anyOf'])) return alternatives(schema, schema['anyOf'] as Plain[]);
    if (isNull(schema)) return { type: 'string', nullable: true, enum: [null] };
    const result: Plain = {};
    for (const [keyword, value] of Object.entries(schema)) Object.assign(result, translate(keyword, value));
    return result;
  }

  function translate(keyword: string, value: unknown): Plain {
    if (sameMeaning.has(keyword)) return { [keyword]: value };
    switch (keyword) {
      case 'const':
        return { enum: [value] };
      case 'items':
        return { items: convert(value as Plain) };
      case 'properties':
        return { properties: mapValues(value as Record<string, Plain>, convert) };
      case 'additionalProperties':
        return { additionalProperties: typeof value === 'boolean' ? value : convert(value as Plain) };
      case 'patternProperties':
        return { additionalProperties: convert(onlyOne(value as Record<string, Plain>)) };
      default:
        throw new Error(`OpenAPI 3.0 has no way to say "${keyword}": ${JSON.stringify(value)}`);
    }
  }

  /** `anyOf`: of single words one `enum`, with null `nullable`, otherwise as it is. */
  function alternatives(schema: Plain, all: readonly Plain[]): OpenApiSchema {
    const description = 'description' in schema ? { description: schema['description'] } : {};
    const others = all.filter((one) => !isNull(one));
    const [only] = others;
    if (others.length < all.length) {
      const rest = others.length === 1 && only ? only : { anyOf: others };
      return { ...nullable(rest), ...description };
    }
    if (others.every((one) => 'const' in one)) {
      return { type: only?.['type'], enum: others.map((one) => one['const']), ...description };
    }
    return { anyOf: others.map(convert), ...description };
  }

  /**
   * In 3.0 `nullable` counts only beside a `type` in the same object, so a reference cannot be made nullable: the
   * named schema gets a sister that can.
   */
  function nullable(schema: Plain): OpenApiSchema {
    const name = nameOf.get(JSON.stringify(schema));
    if (name !== undefined) return reference(`${name}OrNull`, () => nullableInPlace(schema));
    return nullableInPlace(schema);
  }

  function nullableInPlace(schema: Plain): OpenApiSchema {
    const converted = inPlace(schema);
    if (Array.isArray(converted['enum']))
      return { ...converted, enum: [...(converted['enum'] as unknown[]), null], nullable: true };
    // Without a type anything goes, null too.
    return 'type' in converted ? { ...converted, nullable: true } : converted;
  }

  return {
    convert: (schema) => convert(schema as Plain),
    convertBody(schema) {
      const { anyOf } = schema as { anyOf?: Plain[] };
      const others = anyOf?.filter((one) => !isNull(one));
      return convert((others?.length === 1 && others[0]) || (schema as Plain));
    },
    components: () => Object.fromEntries([...components].sort(([a], [b]) => a.localeCompare(b))),
  };
}

function isWorthAName(schema: Plain): boolean {
  const { anyOf } = schema as { anyOf?: Plain[] };
  return schema['type'] === 'object' || anyOf?.every((one) => 'const' in one) === true;
}

function mapValues<A, B>(values: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function onlyOne(patterns: Record<string, Plain>): Plain {
  const [schema, ...others] = Object.values(patterns);
  if (schema === undefined || others.length > 0)
    throw new Error('OpenAPI 3.0 takes one schema for all other properties');
  return schema;
}
