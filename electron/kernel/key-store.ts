/** Where the master key is kept: the system's keychain, or a file that only its owner may read. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';
import type { Logger } from './logger.ts';

/** A way to keep the key. */
export type KeySource = 'keychain' | 'file';

/** One place for the master key. */
export interface KeyStore {
  readonly source: KeySource;
  /** The key; `null` when there is none, or the place cannot be reached. */
  read(): Promise<Uint8Array | null>;
  /** Keeps the key and makes sure that it can be read again. `false` when this place cannot keep it. */
  write(key: Uint8Array): Promise<boolean>;
}

/** A desktop's keyring may ask its user to unlock it; a service has nobody to ask. */
const KEYCHAIN_PATIENCE_MS = 3000;
const SERVICE = 'CloudCube';

/**
 * The system's keychain: Credential Manager, Keychain, Secret Service. On Linux the store is named, because the
 * library's default falls back in silence to a kernel keyring that forgets everything at the next reboot.
 * The native part is loaded when it is first asked.
 */
export function createKeychainStore(dataDir: string, logger: Logger): KeyStore {
  // One account for each data folder: two installations on one machine must not share a key.
  const account = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);

  async function entry() {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    return new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } });
  }
  const unreachable = (error: unknown): void => {
    logger.debug({ problem: messageOf(error) }, 'The keychain cannot be reached');
  };

  async function read(): Promise<Uint8Array | null> {
    try {
      const secret = await (await entry()).getSecret(AbortSignal.timeout(KEYCHAIN_PATIENCE_MS));
      return secret ? new Uint8Array(secret) : null;
    } catch (error) {
      unreachable(error);
      return null;
    }
  }

  return {
    source: 'keychain',
    read,
    async write(key) {
      try {
        await (await entry()).setSecret(key, AbortSignal.timeout(KEYCHAIN_PATIENCE_MS));
      } catch (error) {
        unreachable(error);
        return false;
      }
      const kept = await read();
      return kept !== null && Buffer.compare(kept, key) === 0;
    },
  };
}

/** A file of mode 0600 in the data folder. Who can read the folder can read the key, and the log says so. */
export function createFileKeyStore(dataDir: string, logger: Logger): KeyStore {
  const file = join(dataDir, 'master.key');

  async function read(): Promise<Uint8Array | null> {
    try {
      return Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      logger.warn({ problem: messageOf(error) }, 'The key file cannot be read');
      return null;
    }
  }

  async function writeNew(key: Uint8Array): Promise<void> {
    const draft = `${file}.draft`;
    // Left by a start that was killed while it wrote; nothing was sealed with it.
    await rm(draft, { force: true });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(Buffer.from(key).toString('base64'));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  }

  return {
    source: 'file',
    read,
    async write(key) {
      // What is there may be the key of everything, also where it cannot be read just now.
      if (existsSync(file)) {
        const existing = await read();
        return existing !== null && Buffer.compare(existing, key) === 0;
      }
      await writeNew(key).catch((error: unknown) => {
        throw new StartError(`The key file ${file} cannot be written: ${messageOf(error)}`);
      });
      logger.warn(
        { file },
        'No keychain here: the master key is kept in a file. Keep the data folder private, and back the file up apart.',
      );
      return true;
    },
  };
}
