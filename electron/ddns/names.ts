/** Host names: their one spelling, and which of them mean the local network only. */
import { domainToASCII } from 'node:url';
import type { Scope } from '../../shared/api/ddns.ts';
import { UserError } from '../kernel/errors.ts';

/** Suffixes that do not exist on the Internet: RFC 8375, RFC 6762, and ICANN's reservation of `internal`. */
const lanSuffixes = ['home.arpa', 'local', 'internal'] as const;
/** What else stands in ASCII, a URL parser would cut off or read as something else. */
const SPELLING = /^[a-z0-9.\-\u0080-\u{10ffff}]*$/iu;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * Lower case, without the final dot, other scripts in their ASCII form (RFC 5891).
 * @throws {UserError} `DDNS_NAME_INVALID` for what is no host name of two labels or more.
 */
export function normaliseName(input: string): string {
  const text = input.trim().replace(/\.$/, '');
  const name = SPELLING.test(text) ? domainToASCII(text).toLowerCase() : '';
  const labels = name.split('.');
  const isName = name.length <= 253 && labels.length >= 2 && labels.every((label) => LABEL.test(label));
  // A name that ends in a number would be read as an address (RFC 1123 §2.1).
  if (!isName || /^\d+$/.test(labels.at(-1) ?? '')) {
    throw new UserError('DDNS_NAME_INVALID', { params: { name: input.slice(0, 253) } });
  }
  return name;
}

/** The suffix that makes a name local, `null` for a name of the Internet. */
export function lanSuffixOf(name: string): string | null {
  return lanSuffixes.find((suffix) => name === suffix || name.endsWith(`.${suffix}`)) ?? null;
}

/** The scope of a name: as asked for, where the name allows it. @throws {UserError} `DDNS_SCOPE_MISMATCH` */
export function scopeOf(name: string, asked: Scope | undefined): Scope {
  const suffix = lanSuffixOf(name);
  if (suffix === null) return asked ?? 'public';
  if (asked === 'public') throw new UserError('DDNS_SCOPE_MISMATCH', { params: { name, suffix } });
  return 'lan';
}
