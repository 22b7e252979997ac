/**
 * Where the master key is kept: the system's keychain (`keychain.ts`), a file that only its owner may read, or a file that
 * a passphrase opens (`passphrase-store.ts`).
 */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';
import type { Logger } from './logger.ts';
import { writeOnce } from './write-once.ts';

/** A way to keep the key. */
export type KeySource = 'keychain' | 'file' | 'passphrase';

/**
 * Why a place cannot be used: nobody there who keeps keys (`no_service`), it is locked and its user has not opened it
 * (`locked`), it was never set up (`no_keyring`); no passphrase is named (`no_passphrase`), its file cannot be read or is
 * empty (`passphrase_unreadable`), it is another one (`passphrase_wrong`) or too short (`passphrase_short`); or something
 * else (`failed`; the log says what).
 */
export type KeyTrouble =
  | 'no_service'
  | 'locked'
  | 'no_keyring'
  | 'no_passphrase'
  | 'passphrase_unreadable'
  | 'passphrase_wrong'
  | 'passphrase_short'
  | 'failed';

/** One place for the master key. */
export interface KeyStore {
  readonly source: KeySource;
  /** Where its owner asked for it: a first key that it cannot keep is kept nowhere else. */
  readonly insists?: boolean;
  /** The key; `null` when there is none, or the place cannot be reached. */
  read(): Promise<Uint8Array | null>;
  /** Keeps the key and makes sure that it can be read again. `false` when this place cannot keep it. */
  write(key: Uint8Array): Promise<boolean>;
  /** Forgets the key. A place that cannot be reached keeps it. */
  remove(): Promise<void>;
  /** What stood in the way when it was last used; `null` for nothing. */
  trouble(): KeyTrouble | null;
}

/** A file of mode 0600 in the data folder. Who can read the folder can read the key, and the log says so. */
export function createFileKeyStore(dataDir: string, logger: Logger): KeyStore {
  const file = join(dataDir, 'master.key');
  let trouble: KeyTrouble | null = null;

  async function read(): Promise<Uint8Array | null> {
    trouble = null;
    try {
      return Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      logger.warn({ problem: messageOf(error) }, 'The key file cannot be read');
      trouble = 'failed';
      return null;
    }
  }

  return {
    source: 'file',
    read,
    trouble: () => trouble,
    remove: () => rm(file, { force: true }),
    async write(key) {
      // What is there may be the key of everything, also where it cannot be read just now.
      if (existsSync(file)) {
        const existing = await read();
        return existing !== null && Buffer.compare(existing, key) === 0;
      }
      await writeOnce(file, Buffer.from(key).toString('base64')).catch((error: unknown) => {
        throw new StartError(`The key file ${file} cannot be written: ${messageOf(error)}`);
      });
      logger.warn(
        { file },
        'The master key is kept in a file. Keep the data folder private, and back the file up apart.',
      );
      return true;
    },
  };
}
