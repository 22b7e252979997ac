/**
 * The master key under a passphrase, for machines without a keychain whose owner does not want it to lie open beside the
 * database: `master.key.sealed` holds it, the passphrase comes in a file from elsewhere (a systemd credential, a
 * container's secret, a removable disk).
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from './errors.ts';
import type { KeyStore, KeyTrouble } from './key-store.ts';
import type { Logger } from './logger.ts';
import {
  openUnderPassphrase,
  sealUnderPassphrase,
  SHORTEST_PASSPHRASE,
  type SealedUnderPassphrase,
} from './passphrase-seal.ts';
import { writeOnce } from './write-once.ts';

/** Nobody's file may ask for more: it would take the memory that the machine needs. */
const MOST_MEMORY_KIB = 1_048_576;
const MOST_PASSES = 20;
const MOST_LANES = 16;

const FORMAT = 1;

/** The file: how the passphrase becomes a key, and the master key sealed with it. */
interface Sealed extends SealedUnderPassphrase {
  readonly format: typeof FORMAT;
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
      return await openUnderPassphrase(words, sealed, FORMAT);
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
        const sealed = await sealUnderPassphrase(words, key, FORMAT);
        await writeOnce(file, `${JSON.stringify({ format: FORMAT, ...sealed })}\n`);
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
