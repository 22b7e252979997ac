/** Reads JSON that a foreign program wrote: nothing in it is believed before it was looked at. Pure. */

/** An object out of JSON, with fields of any kind. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The text as a value; `undefined` where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // What is not JSON is rubbish of one kind with JSON of a wrong shape; the caller says so.
  }
}

/** The value where it is an object; an empty one otherwise, so that paths can be followed. */
export function objectIn(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The value where it is a list; an empty one otherwise. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value where it is a finite number and not negative; `null` otherwise. */
export function countIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** The value where it is a finite number; `null` otherwise. */
export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** No name or description is longer; what is, is cut. */
const LONGEST_TEXT = 256;

/** The value where it is a text with something in it, without the spaces around; `null` otherwise. */
export function textIn(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim().slice(0, LONGEST_TEXT) : '';
  return text === '' ? null : text;
}
