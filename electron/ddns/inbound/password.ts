/** What a device shows to be let in: how it is made, kept and sent. */
import { hash } from 'node:crypto';

const PREFIX = 'ccd_';
/** 256 bits, far beyond guessing. */
const BYTES = 32;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** 62^43 is the first power of 62 beyond 2^256. */
const LENGTH = 43;

/** A new password: letters and digits alone, for the forms of routers take little else. */
export function makePassword(randomBytes: (size: number) => Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(randomBytes(BYTES)).toString('hex')}`);
  let text = '';
  for (let place = 0; place < LENGTH; place += 1) {
    text = DIGITS.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return PREFIX + text;
}

/** What is kept of it. A plain hash is enough for 112 random bits and more (OWASP ASVS 5.0, 6.5.2). */
export function hashOfPassword(password: string): string {
  return hash('sha256', password, 'base64url');
}

/** The password in a header of Basic authentication (RFC 7617 §2), whoever the user is; `null` where there is none. */
export function passwordOf(authorization: string | undefined): string | null {
  const encoded = /^basic +([a-z0-9+/]+={0,2}) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 0 ? null : text.slice(colon + 1);
}
