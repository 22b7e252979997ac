/** What is typed in the place of settings, and what becomes of it. Pure. */
import type { Setting } from '../../../shared/api/settings.ts';
import { fieldsOf, typedFrom, type SchemaField, type Typed } from '../../components/schema-fields.ts';
import type { Say } from '../../page-key.ts';

/** The field of a setting. */
export function fieldOf({ key, title, description, schema }: Setting): SchemaField | undefined {
  const [field] = fieldsOf({ properties: { [key]: { ...schema, title, description } }, required: [key] });
  return field;
}

/** How a value stands in its field. */
export const typedOf = (field: SchemaField, value: unknown): string | boolean =>
  typedFrom([field], { [field.key]: value })[field.key] ?? '';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The value that is typed. `options` are those of the schema, which need not be texts. */
export function valueOf(field: SchemaField, typed: string | boolean, options: readonly unknown[]): unknown {
  if (typeof typed === 'boolean') return typed;
  const text = typed.trim();
  switch (field.shape) {
    case 'number':
      return Number(text);
    case 'choice':
      return options.find((option) => String(option) === text) ?? text;
    case 'lines':
      return linesOf(typed);
    default:
      return text;
  }
}

/** What of a schema can be chosen from. */
export const optionsIn = ({ schema }: Setting): readonly unknown[] => {
  const listed = schema['enum'];
  return Array.isArray(listed) ? (listed as readonly unknown[]) : [];
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The settings of which something else is typed than they are. */
export function unsavedOf(settings: readonly Setting[], drafts: Typed): readonly Setting[] {
  return settings.filter((setting) => {
    const [field, typed] = [fieldOf(setting), drafts[setting.key]];
    if (field === undefined || typed === undefined) return false;
    if (field.shape === 'number' && typed === '') return true;
    return !isSame(valueOf(field, typed, optionsIn(setting)), setting.value);
  });
}

/** What is wrong with what is typed, in words; `undefined` where it can be sent. */
export function problemOf(field: SchemaField, typed: string | boolean, say: Say): string | undefined {
  if (typeof typed === 'boolean') return undefined;
  const { shape, minimum = 0, maximum = Number.MAX_SAFE_INTEGER, pattern } = field;
  const text = typed.trim();
  if (shape === 'number') {
    const isRight = /^-?\d+$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;
    return isRight ? undefined : say('settings_page.range', { minimum, maximum });
  }
  if (pattern === undefined) return undefined;
  const entry = (shape === 'lines' ? linesOf(typed) : [text]).find((one) => !pattern.test(one));
  return entry === undefined ? undefined : say('settings_page.entry', { entry });
}

/** A value as it is told in a line. */
export function valueText(value: unknown, say: Say): string {
  if (value === null || value === undefined) return say('settings_page.as_default');
  if (typeof value === 'boolean') return say(value ? 'settings_page.on' : 'settings_page.off');
  if (Array.isArray(value))
    return value.length === 0 ? say('settings_page.empty') : value.map(String).join(', ');
  if (value === '') return say('settings_page.empty');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Those that hold all of the typed words in title, meaning or key. */
export function found(settings: readonly Setting[], search: string): readonly Setting[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return settings.filter(({ key, title, description }) => {
    const text = `${key} ${title} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What the server says of each field (`SETTING_INVALID`). */
export function toldByServer(details: unknown): ReadonlyMap<string, string> {
  const rows: readonly unknown[] = Array.isArray(details) ? (details as unknown[]) : [];
  return new Map(
    rows.flatMap((row) => {
      const { key, message } = (row ?? {}) as { key?: unknown; message?: unknown };
      return typeof key === 'string' && typeof message === 'string' ? [[key, message] as const] : [];
    }),
  );
}
