/** The fields of a kind of check, as the form shows them: first what most people want to say. */
import { fieldsOf, mustBeFilled, type SchemaField } from '../../../components/schema-fields.ts';

/** One field of the form. */
export interface CheckField extends SchemaField {
  /** Stands in the first view of the form. */
  readonly isForemost: boolean;
}

/** What most people want to say beyond what they must. */
const foremost: ReadonlySet<string> = new Set([
  'text',
  'type',
  'published',
  'expected',
  'healthy',
  'grace_seconds',
]);

/** The fields of a kind, from the JSON Schema that it comes with. */
export const checkFieldsOf = (schema: unknown): readonly CheckField[] =>
  fieldsOf(schema).map((field) => ({
    ...field,
    isForemost: mustBeFilled(field) || foremost.has(field.key),
  }));
