/** Secrets that are looked for: each in every form that it could have been written in. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One secret and what it is. */
export interface Canary {
  readonly kind: string;
  readonly value: string;
}

/** A value that is nowhere else; letters and digits, so that every kind of secret takes it. */
export const newCanary = (kind: string): Canary => ({
  kind,
  value: `cnry${randomBytes(12).toString('hex')}`,
});

/** A text inside of Base64 looks different by where it begins: what stays the same of it, wherever that is. */
function inBase64(text: string, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.from(`${'\0'.repeat(shift)}${text}`)
      .toString(encoding)
      .replace(/=+$/, '');
    return whole.slice(shift === 0 ? 0 : shift + 1, -1);
  });
}

/** Every form of it, by name. */
export function formsOf(value: string): readonly (readonly [string, Buffer])[] {
  const hex = Buffer.from(value).toString('hex');
  const texts: (readonly [string, string])[] = [
    ['plain', value],
    ['upper case', value.toUpperCase()],
    ['backwards', [...value].reverse().join('')],
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['URL-encoded', encodeURIComponent(value)],
    ['every byte URL-encoded', hex.replaceAll(/../g, '%$&')],
    ['JSON-escaped', JSON.stringify(value).slice(1, -1)],
    [
      'every unit JSON-escaped',
      [...value].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
    ],
    ...inBase64(value, 'base64').map((one) => ['Base64', one] as const),
    ...inBase64(value, 'base64url').map((one) => ['Base64url', one] as const),
  ];
  const wide = ['UTF-16', Buffer.from(value, 'utf16le')] as const;
  return [...texts.map(([name, text]) => [name, Buffer.from(text)] as const), wide];
}

/** Where canaries are: `kind as form in place`. */
export function findCanaries(canaries: readonly Canary[], places: ReadonlyMap<string, Buffer>): string[] {
  const found: string[] = [];
  for (const { kind, value } of canaries) {
    for (const [form, bytes] of formsOf(value)) {
      for (const [place, content] of places)
        if (content.includes(bytes)) found.push(`${kind} as ${form} in ${place}`);
    }
  }
  return [...new Set(found)];
}

/** Every file of a folder, however deep. Sockets have nothing to read. */
export function filesIn(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}
