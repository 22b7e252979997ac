/** The system's keychain as a place for the master key: Credential Manager, Keychain, Secret Service. */
import { createHash } from 'node:crypto';
import { messageOf } from './errors.ts';
import type { KeyStore, KeyTrouble } from './key-store.ts';
import type { Logger } from './logger.ts';

/** A desktop's keyring may ask its user to unlock it; a service has nobody to ask. */
const PATIENCE_MS = 3000;
const SERVICE = 'CloudCube';

/** What the library says where there is no bus, no open keyring, no keyring at all; it has one code for everything. */
const troubles: readonly (readonly [RegExp, KeyTrouble])[] = [
  [/d-?bus|zbus/i, 'no_service'],
  [/dismissed|locked/i, 'locked'],
  [/no result found/i, 'no_keyring'],
];

/** Reads the library's words. Whoever does not answer in time waits for a user to unlock the keyring. */
export function troubleOf(error: unknown): KeyTrouble {
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError'))
    return 'locked';
  const message = messageOf(error);
  return troubles.find(([pattern]) => pattern.test(message))?.[1] ?? 'failed';
}

/**
 * The keychain of whoever runs the program. On Linux the store is named, because the library's default falls back in
 * silence to a kernel keyring that forgets everything at the next reboot. The native part is loaded when it is first
 * asked.
 */
export function createKeychainStore(dataDir: string, logger: Logger): KeyStore {
  // One account for each data folder: two installations on one machine must not share a key.
  const account = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  let trouble: KeyTrouble | null = null;

  async function entry() {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    return new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } });
  }

  async function attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    trouble = null;
    try {
      return await work();
    } catch (error) {
      trouble = troubleOf(error);
      logger.debug({ problem: messageOf(error), trouble }, 'The keychain cannot be used');
      return otherwise;
    }
  }

  const read = (): Promise<Uint8Array | null> =>
    attempt(async () => {
      const secret = await (await entry()).getSecret(AbortSignal.timeout(PATIENCE_MS));
      return secret ? new Uint8Array(secret) : null;
    }, null);

  return {
    source: 'keychain',
    read,
    trouble: () => trouble,
    async write(key) {
      const before = await read();
      // What is there may be the key of everything.
      if (before !== null) return Buffer.compare(before, key) === 0;
      if (trouble !== null) return false;
      const isWritten = await attempt(async () => {
        await (await entry()).setSecret(key, AbortSignal.timeout(PATIENCE_MS));
        return true;
      }, false);
      if (!isWritten) return false;
      const kept = await read();
      return kept !== null && Buffer.compare(kept, key) === 0;
    },
    async remove() {
      await attempt(async () => (await entry()).deleteCredential(AbortSignal.timeout(PATIENCE_MS)), false);
    },
  };
}
