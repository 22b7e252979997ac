/** Recovery codes: what lets somebody in who has lost the authenticator. Each works once. */
import { randomBytes } from 'node:crypto';
import { hashOfToken } from '../opaque-tokens.ts';
import { toBase32 } from './codes.ts';

const CODES = 10;
/** 120 bits: long enough for a plain hash (OWASP ASVS 5.0, 6.5.2). */
const CODE_BYTES = 15;
const FORM = /^[a-z2-7]{24}$/i;

/** New codes, as they are shown: `abcd-efgh-…`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () =>
    (toBase32(randomBytes(CODE_BYTES)).toLowerCase().match(/.{4}/g) ?? []).join('-'),
  );
}

/** What is stored of a code; `null` for what cannot be one. Case, spaces and dashes do not count. */
export function hashOfRecoveryCode(typed: string): string | null {
  const code = typed.replaceAll(/[\s-]/g, '');
  return FORM.test(code) ? hashOfToken(code.toLowerCase()) : null;
}
