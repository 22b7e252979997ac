/**
 * Bytes that only who knows a passphrase can open: argon2id (RFC 9106) makes a key of it, AES-256-GCM seals with that.
 * For what leaves the machine, or lies beside what it opens.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Fewest characters of a passphrase: an attacker who has the file may guess as fast as argon2id lets them. */
export const SHORTEST_PASSPHRASE = 12;

/** What a new seal costs: 64 MiB and 3 passes, RFC 9106's second recommended option but one lane. */
const cost = { memory_kib: 65_536, passes: 3, lanes: 1 } as const;

const [SALT_BYTES, IV_BYTES, TAG_BYTES, KEY_BYTES] = [16, 12, 16, 32];

/** How the passphrase becomes a key. */
export interface PassphraseCost {
  readonly memory_kib: number;
  readonly passes: number;
  readonly lanes: number;
  /** Base64 */
  readonly salt: string;
}

/** What was sealed, with all that opening it takes but the passphrase. Bytes are Base64. */
export interface SealedUnderPassphrase extends PassphraseCost {
  readonly iv: string;
  /** With its tag of 16 bytes at the end. */
  readonly sealed: string;
}

/** The parameters are authenticated with the bytes: nobody makes them cheaper, or passes one kind of file for another. */
const additionalData = (
  { memory_kib, passes, lanes, salt }: PassphraseCost,
  purpose: string | number,
): Buffer => Buffer.from(JSON.stringify([purpose, memory_kib, passes, lanes, salt]));

/** Off the main thread; the native part is loaded at first use. */
async function derive(
  passphrase: string,
  { memory_kib, passes, lanes, salt }: PassphraseCost,
): Promise<Buffer> {
  const { hashRaw } = await import('@node-rs/argon2');
  // Algorithm and version are the library's defaults: argon2id, 0x13.
  return hashRaw(Buffer.from(passphrase.normalize('NFKC')), {
    salt: Buffer.from(salt, 'base64'),
    memoryCost: memory_kib,
    timeCost: passes,
    parallelism: lanes,
    outputLen: KEY_BYTES,
  });
}

/** Seals bytes. `purpose` says what they are; the same one opens them. */
export async function sealUnderPassphrase(
  passphrase: string,
  bytes: Uint8Array,
  purpose: string | number,
): Promise<SealedUnderPassphrase> {
  const head: PassphraseCost = { ...cost, salt: randomBytes(SALT_BYTES).toString('base64') };
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, head), iv, {
    authTagLength: TAG_BYTES,
  }).setAAD(additionalData(head, purpose));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  return { ...head, iv: iv.toString('base64'), sealed: sealed.toString('base64') };
}

/** Opens them. @throws {Error} for another passphrase or purpose, or what was altered */
export async function openUnderPassphrase(
  passphrase: string,
  file: SealedUnderPassphrase,
  purpose: string | number,
): Promise<Uint8Array> {
  const bytes = Buffer.from(file.sealed, 'base64');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await derive(passphrase, file),
    Buffer.from(file.iv, 'base64'),
    { authTagLength: TAG_BYTES },
  )
    .setAAD(additionalData(file, purpose))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
}
