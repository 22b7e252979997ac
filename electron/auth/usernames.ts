/** Names to sign in with: how they are cleaned and compared. */
import { UserError } from '../kernel/errors.ts';

const LONGEST = 64;
/** Control, format (invisible or direction-changing), private and unassigned characters, and line separators. */
const notPrintable = /[\p{C}\p{Zl}\p{Zp}]/u;

/** The name as it is stored and shown: NFKC (UAX #15), without space around it. `null` when it cannot be a name. */
export function cleanUsername(typed: string): string | null {
  const name = typed.normalize('NFKC').trim();
  return name === '' || [...name].length > LONGEST || notPrintable.test(name) ? null : name;
}

/**
 * {@link cleanUsername} for a request.
 * @throws {UserError} `VALIDATION_ERROR`
 */
export function readUsername(typed: string): string {
  const name = cleanUsername(typed);
  if (name === null) {
    throw new UserError('VALIDATION_ERROR', { params: { path: 'username', keyword: 'invalid', limit: '' } });
  }
  return name;
}

/** The name as it is compared: case does not count, nor does the way in which a letter is composed. */
export function foldUsername(typed: string): string {
  // Lower-casing can leave NFKC, so it is applied again.
  return typed.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}

/**
 * An e-mail address as it is compared. Case counts in no mailbox that people have, though RFC 5321 §2.4 would let it.
 */
export function foldEmail(typed: string): string {
  return foldUsername(typed);
}

/**
 * A person's name as it is stored: without space around it, `null` for none.
 * @throws {UserError} `VALIDATION_ERROR` where it holds what cannot be printed
 */
export function readFullName(typed: string | null): string | null {
  const name = typed?.normalize('NFC').trim() ?? '';
  if (notPrintable.test(name)) {
    throw new UserError('VALIDATION_ERROR', { params: { path: 'full_name', keyword: 'invalid', limit: '' } });
  }
  return name === '' ? null : name;
}
