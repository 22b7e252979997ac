/**
 * The part of JSONPath (RFC 9535) that names one value: names and indexes, `$.disks[0]['state']`. No wildcards, slices or
 * filters: an expression that others write cannot be made to run long. Pure.
 */

/** A name of an object or an index of an array; a negative one counts from its end. */
export type Step = string | number;

const dotted = /^\.([A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*)/u;
const indexed = /^\[(0|-?[1-9][0-9]{0,9})\]/;
const quoted = /^\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\]/u;

/** The name between quotes, with the escapes of RFC 9535 §2.3.1.1, which are JSON's and the single quote. */
function unquote(single: string | undefined, double: string | undefined): string | null {
  const text =
    single === undefined
      ? (double ?? '')
      : single.replace(/\\.|"/gu, (part) => (part === '"' ? '\\"' : part === "\\'" ? "'" : part));
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return null; // An escape that JSON does not know.
  }
}

/** The steps of a path; `null` for what is none of this part of JSONPath. */
export function parsePath(path: string): readonly Step[] | null {
  if (!path.startsWith('$')) return null;
  const steps: Step[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const name = dotted.exec(rest);
    const index = name ? null : indexed.exec(rest);
    const text = name || index ? null : quoted.exec(rest);
    const found = name ?? index ?? text;
    if (!found) return null;
    const step = name ? (name[1] ?? '') : index ? Number(index[1]) : unquote(found[1], found[2]);
    if (step === null) return null;
    steps.push(step);
    rest = rest.slice(found[0].length);
  }
  return steps;
}

/** What stands at the end of the steps; `undefined` where nothing does. */
export function valueAt(document: unknown, steps: readonly Step[]): unknown {
  let value = document;
  for (const step of steps) {
    if (typeof step === 'number') {
      if (!Array.isArray(value)) return undefined;
      value = (value as unknown[]).at(step);
    } else {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isObject || !Object.hasOwn(value as object, step)) return undefined;
      value = (value as Record<string, unknown>)[step];
    }
  }
  return value;
}

/** A value as an owner writes it: a text as it is, everything else as JSON. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
