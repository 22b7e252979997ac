/** Passwords: what is asked of them, and argon2id off the main thread. */
import { UserError } from '../kernel/errors.ts';
import { createGate } from './gate.ts';
import { isGuessable } from './guessable.ts';

/** Fewest characters of a password. There are no rules about which ones (NIST SP 800-63B §5.1.1.2). */
export const SHORTEST_PASSWORD = 12;
/** Most characters of a password; longer ones would only cost the hash time. */
export const LONGEST_PASSWORD = 256;

/** What a hash costs whoever guesses: KiB of memory, passes over it, and lanes (RFC 9106 §3.1). */
export interface PasswordCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/**
 * argon2id with the least that OWASP's Password Storage Cheat Sheet advises: 19 MiB, 2 passes, 1 lane. Algorithm and
 * version are the library's defaults (argon2id, 0x13).
 */
const ADVISED: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords. */
export interface Passwords {
  /** A PHC string. @throws {UserError} `RATE_LIMIT_EXCEEDED` when too many wait to be hashed. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password fits. Takes the same time where there is no hash to compare with.
   * @throws {UserError} `RATE_LIMIT_EXCEEDED` when too many wait to be checked.
   */
  matches(password: string, hash: string | undefined): Promise<boolean>;
}

/** Characters as a person counts them on the keyboard, in the form that is hashed. */
export function passwordLength(password: string): number {
  return [...password.normalize('NFKC')].length;
}

/**
 * Whether a user may have this password.
 * @throws {UserError} `AUTH_PASSWORD_TOO_SHORT`, `AUTH_PASSWORD_COMMON`
 */
export function checkNewPassword(password: string, username: string): void {
  if (passwordLength(password) < SHORTEST_PASSWORD) {
    throw new UserError('AUTH_PASSWORD_TOO_SHORT', { params: { minimum: SHORTEST_PASSWORD } });
  }
  if (isGuessable(password, username, SHORTEST_PASSWORD)) throw new UserError('AUTH_PASSWORD_COMMON');
}

/**
 * Hashing costs memory and a core each, so two run at once and 64 wait. The native part is loaded at first use. Whoever asks
 * for another cost than the advised one is a test that signs in a thousand times.
 */
export function createPasswords(cost: PasswordCost = ADVISED): Passwords {
  // What a user that does not exist is checked against: equal cost, matches nothing (all salt and hash bits zero).
  const nobody =
    `$argon2id$v=19$m=${String(cost.memoryCost)},t=${String(cost.timeCost)},p=${String(cost.parallelism)}` +
    `$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  const gate = createGate({ atOnce: 2, waiting: 64 });
  // The same letter can be typed composed or decomposed; both are one password.
  const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));
  return {
    hash: (password) =>
      gate.pass(async () => (await import('@node-rs/argon2')).hash(bytesOf(password), cost)),
    matches: (password, hash) =>
      gate.pass(async () => (await import('@node-rs/argon2')).verify(hash ?? nobody, bytesOf(password))),
  };
}
