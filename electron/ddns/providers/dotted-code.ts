/** Error codes that are words with dots, the general one first: `Throttling.User`, `AuthFailure.SignatureExpire`. */
import type { FailureClass } from './provider.ts';

/** Pure: what a table says about a code, or about the general word before its first dot; `null` for nothing. */
export function classOfCode(
  table: Readonly<Record<string, FailureClass>>,
  code: string | null,
): FailureClass | null {
  if (code === null) return null;
  const [general = ''] = code.split('.');
  const known = [code, general].find((word) => Object.hasOwn(table, word));
  return known === undefined ? null : (table[known] ?? null);
}
