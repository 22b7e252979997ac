/**
 * The key pair that signs access tokens: made once for each installation, the private half sealed. A private key that
 * is there but cannot be opened is never replaced: that is for its owner to decide.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { v7 as uuid } from 'uuid';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { OperationalError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { SecretBox, SecretPlace } from '../kernel/secret-box.ts';
import type { AuthTables, SigningKeyRow } from './migrations.ts';

/** The key that signs now. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** The keys of this installation. */
export interface SigningKeys {
  /**
   * The key that signs, made or opened when it is first asked for.
   * @throws {OperationalError} while the secret box is locked; an Error where the stored key cannot be opened.
   */
  current(): Promise<SigningKey>;
  /** The public half of any key that has signed; known while the box is locked, too. */
  publicKey(kid: string): KeyObject | undefined;
  /** A key that is being made is no longer stored. */
  stop(): void;
}

/** As strong as 128-bit ciphers (OWASP ASVS 5.0, 11.2.3). Takes 0.2 to 1 s to make. */
const MODULUS_BITS = 3072;

const makePair = promisify(generateKeyPair);
const placeOf = (kid: string): SecretPlace => ({
  table: 'auth_signing_keys',
  column: 'private_key',
  row: kid,
});

/** Reads the public keys, and prepares the private one in the background as soon as the box is open. */
export async function createSigningKeys(deps: {
  database: Database;
  secretBox: SecretBox;
  clock: Clock;
  logger: Logger;
}): Promise<SigningKeys> {
  const { database, secretBox, clock, logger } = deps;
  const tables = () => database.query<AuthTables>();
  const publicKeys = new Map<string, KeyObject>();
  let ready: SigningKey | null = null;
  let preparing: Promise<SigningKey> | null = null;
  let stopped = false;

  const rows = await tables().selectFrom('auth_signing_keys').selectAll().orderBy('kid').execute();
  for (const { kid, public_key } of rows) {
    try {
      publicKeys.set(kid, createPublicKey(public_key));
    } catch (error) {
      logger.error({ error, kid }, 'A public key cannot be read: tokens signed with it are refused');
    }
  }
  const stored = rows.findLast((row) => row.retired_at === null);

  function openKey({ kid, private_key }: SigningKeyRow): SigningKey {
    try {
      const der = Buffer.from(secretBox.open(placeOf(kid), private_key));
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      // The sealed half is authenticated, the public column is not.
      publicKeys.set(kid, createPublicKey(privateKey));
      return { kid, privateKey };
    } catch (error) {
      if (error instanceof OperationalError) throw error;
      throw new Error(`The signing key ${kid} cannot be opened; nobody can sign in`, { cause: error });
    }
  }

  async function makeKey(): Promise<SigningKey> {
    const kid = uuid();
    // A locked box says so here, before the work.
    secretBox.seal(placeOf(kid), new Uint8Array());
    const { privateKey, publicKey } = await makePair('rsa', {
      modulusLength: MODULUS_BITS,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    });
    if (stopped) throw new OperationalError('SERVICE_UNAVAILABLE', { params: { parts: 'auth' } });
    await tables()
      .insertInto('auth_signing_keys')
      .values({
        kid,
        private_key: secretBox.seal(placeOf(kid), privateKey),
        public_key: publicKey,
        created_at: clock.now(),
        retired_at: null,
      })
      .execute();
    publicKeys.set(kid, createPublicKey(publicKey));
    logger.info({ kid }, 'The key that signs access tokens was made');
    return { kid, privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }) };
  }

  async function prepare(): Promise<SigningKey> {
    return (ready = stored ? openKey(stored) : await makeKey());
  }

  const current = (): Promise<SigningKey> => {
    if (ready) return Promise.resolve(ready);
    // After a failure the next caller tries again.
    preparing ??= prepare().finally(() => {
      preparing = null;
    });
    return preparing;
  };

  void secretBox
    .whenOpen()
    .then(current)
    .catch((error: unknown) => {
      if (!stopped) logger.error({ error }, 'The key that signs access tokens is not ready');
    });

  return {
    current,
    publicKey: (kid) => publicKeys.get(kid),
    stop() {
      stopped = true;
    },
  };
}
