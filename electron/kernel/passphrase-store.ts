/**
 * The master key under a passphrase, for machines without a keychain whose owner does not want it to lie open beside the
 * database: `master.key.sealed` holds it, the passphrase comes in a file from elsewhere (a systemd credential, a
 * container's secret, a removable disk).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from './errors.ts';
import type { KeyStore, KeyTrouble } from './key-store.ts';
import type { Logger } from './logger.ts';
import { writeOnce } from './write-once.ts';

/** Fewest characters of a passphrase: an attacker who has the folder may guess as fast as argon2id lets them. */
export const SHORTEST_PASSPHRASE = 12;

/** What a new seal costs: argon2id (RFC 9106) with 64 MiB and 3 passes, its second recommended option but one lane. */
const cost = { memory_kib: 65_536, passes: 3, lanes: 1 } as const;
/** Nobody's file may ask for more: it would take the memory that the machine needs. */
const MOST_MEMORY_KIB = 1_048_576;
const MOST_PASSES = 20;
const MOST_LANES = 16;

const FORMAT = 1;
const [SALT_BYTES, IV_BYTES, TAG_BYTES, KEY_BYTES] = [16, 12, 16, 32];

/** The file: how the passphrase becomes a key, and the master key sealed with it. Bytes are Base64. */
interface Sealed {
  readonly format: typeof FORMAT;
  readonly memory_kib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: string;
  readonly iv: string;
  readonly sealed: string;
}

const isUpTo = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;

function isSealed(value: unknown): value is Sealed {
  if (typeof value !== 'object' || value === null) return false;
  const { format, memory_kib, passes, lanes, salt, iv, sealed } = value as Partial<
    Record<keyof Sealed, unknown>
  >;
  return (
    format === FORMAT &&
    isUpTo(memory_kib, MOST_MEMORY_KIB) &&
    isUpTo(passes, MOST_PASSES) &&
    isUpTo(lanes, MOST_LANES) &&
    [salt, iv, sealed].every((text) => typeof text === 'string')
  );
}

/** The parameters are authenticated with the key: nobody makes them cheaper. */
const additionalData = ({ format, memory_kib, passes, lanes, salt }: Omit<Sealed, 'iv' | 'sealed'>): Buffer =>
  Buffer.from(JSON.stringify([format, memory_kib, passes, lanes, salt]));

/** Off the main thread; the native part is loaded at first use. */
async function derive(
  passphrase: string,
  { memory_kib, passes, lanes, salt }: Pick<Sealed, 'memory_kib' | 'passes' | 'lanes' | 'salt'>,
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

async function seal(passphrase: string, key: Uint8Array): Promise<Sealed> {
  const head = { format: FORMAT, ...cost, salt: randomBytes(SALT_BYTES).toString('base64') } as const;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, head), iv, {
    authTagLength: TAG_BYTES,
  }).setAAD(additionalData(head));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return { ...head, iv: iv.toString('base64'), sealed: sealed.toString('base64') };
}

/** @throws {Error} for another passphrase, or a file that was altered */
async function unseal(passphrase: string, file: Sealed): Promise<Uint8Array> {
  const bytes = Buffer.from(file.sealed, 'base64');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await derive(passphrase, file),
    Buffer.from(file.iv, 'base64'),
    { authTagLength: TAG_BYTES },
  )
    .setAAD(additionalData(file))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]);
}

/** Makes the place. `passphraseFile` is where the passphrase is read, each time it is needed; `null` where none is named. */
export function createPassphraseStore(
  dataDir: string,
  passphraseFile: string | null,
  logger: Logger,
): KeyStore {
  const file = join(dataDir, 'master.key.sealed');
  let trouble: KeyTrouble | null = null;

  /** The passphrase without its line end; `null` with the trouble told. */
  async function passphrase(): Promise<string | null> {
    if (passphraseFile === null) {
      trouble = 'no_passphrase';
      return null;
    }
    try {
      const text = (await readFile(passphraseFile, 'utf8')).replace(/\r?\n$/, '');
      if (text !== '') return text;
      trouble = 'passphrase_unreadable';
    } catch (error) {
      logger.warn({ problem: messageOf(error) }, 'The passphrase of the master key cannot be read');
      trouble = 'passphrase_unreadable';
    }
    return null;
  }

  async function sealedFile(): Promise<Sealed | null> {
    try {
      const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
      if (isSealed(parsed)) return parsed;
      logger.warn({ file }, 'The sealed key file is not of a form that is known');
    } catch (error) {
      logger.warn({ problem: messageOf(error) }, 'The sealed key file cannot be read');
    }
    trouble = 'failed';
    return null;
  }

  async function read(): Promise<Uint8Array | null> {
    trouble = null;
    if (!existsSync(file)) return null;
    const sealed = await sealedFile();
    const words = sealed && (await passphrase());
    if (sealed === null || words === null) return null;
    try {
      return await unseal(words, sealed);
    } catch (error) {
      logger.warn({ problem: messageOf(error) }, 'The passphrase does not open the sealed key file');
      trouble = 'passphrase_wrong';
      return null;
    }
  }

  return {
    source: 'passphrase',
    // Who names a passphrase wants no key lying open.
    insists: passphraseFile !== null,
    read,
    trouble: () => trouble,
    remove: () => rm(file, { force: true }),
    async write(key) {
      // What is there may be the key of everything, also where it cannot be opened just now.
      if (existsSync(file)) {
        const existing = await read();
        return existing !== null && Buffer.compare(existing, key) === 0;
      }
      trouble = null;
      const words = await passphrase();
      if (words === null) return false;
      if ([...words].length < SHORTEST_PASSPHRASE) {
        trouble = 'passphrase_short';
        return false;
      }
      try {
        await writeOnce(file, `${JSON.stringify(await seal(words, key))}\n`);
      } catch (error) {
        logger.warn({ problem: messageOf(error) }, 'The sealed key file cannot be written');
        trouble = 'failed';
        return false;
      }
      const kept = await read();
      return kept !== null && Buffer.compare(kept, key) === 0;
    },
  };
}
