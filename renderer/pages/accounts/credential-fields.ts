/** The fields of a provider's credentials, from the JSON Schema that the provider comes with. */

/** One field of a form. */
export interface CredentialField {
  readonly key: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Goes in and never comes out. */
  readonly secret: boolean;
  /** The values to choose from; `null` for free text. */
  readonly options: readonly string[] | null;
  /** What the provider takes where nothing is given. */
  readonly standard: string | undefined;
  readonly required: boolean;
  readonly maxLength: number | undefined;
}

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** `enum`, or `anyOf` (`oneOf`) of nothing but `const`. */
function optionsOf({ enum: listed, anyOf, oneOf }: Schema): readonly string[] | null {
  if (Array.isArray(listed)) return listed.map(String);
  const variants: unknown = anyOf ?? oneOf;
  if (!Array.isArray(variants)) return null;
  const values = variants.map((variant: unknown) => (isSchema(variant) ? text(variant['const']) : undefined));
  return values.every((value) => value !== undefined) ? values : null;
}

/** The fields in the schema's order. What it does not say is left open: a field is free text unless told. */
export function fieldsOf(schema: Schema): readonly CredentialField[] {
  const { properties, required } = schema;
  if (!isSchema(properties)) return [];
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([key, property]) => {
    const field = isSchema(property) ? property : {};
    const { maxLength } = field;
    return {
      key,
      title: text(field['title']) ?? key,
      description: text(field['description']),
      secret: field['writeOnly'] === true,
      options: optionsOf(field),
      standard: text(field['default']),
      required: needed.includes(key),
      maxLength: typeof maxLength === 'number' ? maxLength : undefined,
    };
  });
}
