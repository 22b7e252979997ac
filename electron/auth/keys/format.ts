/**
 * How an API key looks: `ccb_<id>.<secret><checksum>`, all letters and digits. The checksum (CRC-32, as in GitHub's
 * tokens) tells a slip of the hand from a key without asking anybody, and lets scanners find keys that leaked.
 */
import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;
/** 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const FORM = /^ccb_([0-9A-Za-z]{16})\.([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** What every key begins with. */
export const KEY_PREFIX = 'ccb_';

/** The two parts of a key. `secret` ends with the checksum. */
export interface KeyParts {
  readonly key_id: string;
  readonly secret: string;
}

const random = (length: number): string =>
  Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');

function checksum(keyId: string, secret: string): string {
  let rest = crc32(`${keyId}.${secret}`);
  let text = '';
  for (; text.length < CHECKSUM_LENGTH; rest = Math.floor(rest / DIGITS.length)) {
    text = DIGITS.charAt(rest % DIGITS.length) + text;
  }
  return text;
}

/** A new id for a key. */
export const newKeyId = (): string => random(ID_LENGTH);

/** A new secret for a key, with its checksum. */
export function newSecret(keyId: string): string {
  const secret = random(SECRET_LENGTH);
  return secret + checksum(keyId, secret);
}

/** A key as its owner sees it once. */
export const keyText = ({ key_id, secret }: KeyParts): string => `${KEY_PREFIX}${key_id}.${secret}`;

/** Takes a key apart; `null` for what is none, or was copied wrongly. */
export function parseKey(text: string): KeyParts | null {
  const [, key_id, secret, sum] = FORM.exec(text) ?? [];
  if (key_id === undefined || secret === undefined || sum === undefined) return null;
  return checksum(key_id, secret) === sum ? { key_id, secret: secret + sum } : null;
}

/** What is stored of a secret: a plain hash is enough for 112 random bits and more (OWASP ASVS 5.0, 6.5.2). */
export const hashOfSecret = (secret: string): string => hash('sha256', secret, 'base64url');
