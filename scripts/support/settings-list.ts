/** What a provider or channel wants to know, as a list in Markdown. Pure. */

interface Field {
  readonly title?: string;
  readonly description?: string;
  readonly writeOnly?: boolean;
  readonly default?: string | number | boolean;
  readonly anyOf?: readonly { readonly const?: unknown }[];
}

function line(name: string, field: Field, isOptional: boolean): string {
  const choices = (field.anyOf ?? []).map((choice) => `\`${String(choice.const)}\``);
  const notes = [
    ...(field.writeOnly === true ? ['secret'] : []),
    ...(isOptional ? ['optional'] : []),
    ...(choices.length === 0 ? [] : [`one of ${choices.join(', ')}`]),
    ...(field.default === undefined ? [] : [`usually \`${String(field.default)}\``]),
  ];
  const about = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return `- \`${name}\`: ${field.title ?? name}${about}. ${field.description ?? ''}`.trimEnd();
}

/** One line a property of the schema, whose titles and descriptions are in words. */
export function settingsList(schema: Readonly<Record<string, unknown>>): string {
  const { properties, required = [] } = schema as unknown as {
    properties: Record<string, Field>;
    required?: readonly string[];
  };
  return Object.entries(properties)
    .map(([name, field]) => line(name, field, !required.includes(name)))
    .join('\n');
}
