/** Tokens that mean nothing in themselves: random, given out once, kept as a hash. */
import { hash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A new token with 256 random bits, in base64url (RFC 4648 §5). */
export function createOpaqueToken(prefix = ''): string {
  return prefix + randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is stored of it. A plain hash is enough for 112 random bits and more (OWASP ASVS 5.0, 6.5.2). */
export function hashOfToken(token: string): string {
  return hash('sha256', token, 'base64url');
}
