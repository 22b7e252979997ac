/** Codes of an authenticator app (TOTP, RFC 6238, over HOTP, RFC 4226): SHA-1, six digits, 30 s, as all apps know them. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes of a secret: as long as the hash (RFC 4226 §4, R6). */
export const SECRET_BYTES = 20;
const PERIOD_MS = 30_000;
const DIGITS = 6;
/** A clock that is up to a step off, and the time that typing takes (RFC 6238 §5.2). */
const WINDOW = 1;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 without padding (RFC 4648 §6). */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32.charAt((value >>> (bits - 5)) & 31);
  }
  return bits > 0 ? text + BASE32.charAt((value << (5 - bits)) & 31) : text;
}

/** The time step of a moment (ms UTC; RFC 6238 §4.2). */
export const stepOf = (now: number): number => Math.floor(now / PERIOD_MS);

/** The code of a time step (RFC 4226 §5.3), with its leading zeros. */
export function codeOf(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The time step that a code belongs to around this moment; `null` for a wrong one, and for one of `lastStep` or before:
 * each counts once (RFC 6238 §5.2).
 */
export function matchingStep(
  secret: Uint8Array,
  code: string,
  now: number,
  lastStep: number | null,
): number | null {
  const typed = code.replaceAll(/[\s-]/g, '');
  if (!/^\d{6}$/.test(typed)) return null;
  let found: number | null = null;
  // A machine without a battery begins its life in 1970.
  for (let step = Math.max(0, stepOf(now) - WINDOW); step <= stepOf(now) + WINDOW; step += 1) {
    const equal = timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(typed));
    if (equal && step > (lastStep ?? -1)) found ??= step;
  }
  return found;
}

/** The address that a QR code hands to the app (Google Authenticator's "Key URI Format"). */
export function otpauthUri(secret: Uint8Array, username: string): string {
  const issuer = 'CloudCube';
  const query = new URLSearchParams({
    secret: toBase32(secret),
    issuer,
    algorithm: 'SHA1',
    digits: String(DIGITS),
    period: String(PERIOD_MS / 1000),
  });
  return `otpauth://totp/${issuer}:${encodeURIComponent(username)}?${query.toString()}`;
}
