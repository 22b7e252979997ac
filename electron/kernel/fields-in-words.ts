/** Fields of a JSON Schema with their titles and descriptions from the catalogue, for a form. Pure. */
import type { TObject } from 'typebox';
import type { Words } from '../../shared/i18n/index.ts';

/** The schema; every property has `title` and `description`, which stand at `<key>.<name>.title` and `.description`. */
export function fieldsInWords(
  schema: TObject,
  key: string,
  { say }: Pick<Words, 'say'>,
): Readonly<Record<string, unknown>> {
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    const told = { title: say(`${key}.${name}.title`), description: say(`${key}.${name}.description`) };
    return [name, { ...told, ...property }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
