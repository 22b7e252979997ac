/**
 * The key pairs that sign access tokens, the private halves sealed. One signs; the ones before it still verify until
 * their last token has expired. A private key that is there but cannot be opened is never replaced by itself: that is
 * for its owner to decide.
 */
import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { v7 as uuid } from 'uuid';
import { SYSTEM, type Actor } from '../kernel/acting.ts';
import type { AuditTrail } from '../kernel/audit.ts';
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
  /** The public half of any key whose tokens may live; known while the box is locked, too. */
  publicKey(kid: string): KeyObject | undefined;
  /** All of these by their id. */
  publicKeys(): ReadonlyMap<string, KeyObject>;
  /** A new key signs from now on. Answers its id. @throws as `current` does, but for a stored key that cannot be opened */
  rotate(): Promise<string>;
  /** Rotates where the key that signs is older than this; forgets keys whose last token has expired. */
  keepUp(longestMs: number): Promise<void>;
  /** A key that is being made is no longer stored. */
  stop(): void;
}

/** As strong as 128-bit ciphers (OWASP ASVS 5.0, 11.2.3). Takes 0.2 to 1 s to make. */
const MODULUS_BITS = 3072;

/** The life of an access token, and a little: the wall clock may be set back. */
const KEPT_AFTER_MS = 3600_000 + 5 * 60_000;

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
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): Promise<SigningKeys> {
  const { database, secretBox, audit, clock, logger } = deps;
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
  /** The row of the key that signs. */
  let stored = rows.findLast((row) => row.retired_at === null);

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

  /** Makes a key and puts it in the place of the one that signs. */
  async function makeKey(actor: Partial<Actor>): Promise<SigningKey> {
    const kid = uuid();
    // A locked box says so here, before the work.
    secretBox.seal(placeOf(kid), new Uint8Array());
    const { privateKey, publicKey } = await makePair('rsa', {
      modulusLength: MODULUS_BITS,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    });
    if (stopped) throw new OperationalError('SERVICE_UNAVAILABLE', { params: { parts: 'auth' } });
    const row: SigningKeyRow = {
      kid,
      private_key: secretBox.seal(placeOf(kid), privateKey),
      public_key: publicKey,
      created_at: clock.now(),
      retired_at: null,
    };
    await database.transact(async () => {
      await tables()
        .updateTable('auth_signing_keys')
        .set({ retired_at: row.created_at })
        .where('retired_at', 'is', null)
        .execute();
      await tables().insertInto('auth_signing_keys').values(row).execute();
      await audit.record({ action: 'signing_key.rotate', target_id: kid, actor });
    });
    stored = row;
    publicKeys.set(kid, createPublicKey(publicKey));
    logger.info({ kid }, 'The key that signs access tokens was made');
    return { kid, privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }) };
  }

  /** One at a time; after a failure the next caller tries again. */
  function prepare(make: () => SigningKey | Promise<SigningKey>): Promise<SigningKey> {
    preparing ??= Promise.resolve()
      .then(make)
      .then((key) => (ready = key))
      .finally(() => {
        preparing = null;
      });
    return preparing;
  }

  const current = (): Promise<SigningKey> =>
    ready ? Promise.resolve(ready) : prepare(() => (stored ? openKey(stored) : makeKey(SYSTEM)));

  async function rotate(): Promise<string> {
    // One that is being opened or made is waited for: its tokens must verify as well.
    await preparing?.catch(() => undefined);
    return (await prepare(() => makeKey({}))).kid;
  }

  /** Keys that have not signed for longer than a token lives. */
  async function forgetSpent(): Promise<void> {
    const spent = await tables()
      .deleteFrom('auth_signing_keys')
      .where('retired_at', '<=', clock.now() - KEPT_AFTER_MS)
      .returning('kid')
      .execute();
    for (const { kid } of spent) publicKeys.delete(kid);
  }

  void secretBox
    .whenOpen()
    .then(current)
    .catch((error: unknown) => {
      if (!stopped) logger.error({ error }, 'The key that signs access tokens is not ready');
    });

  return {
    current,
    publicKey: (kid) => publicKeys.get(kid),
    publicKeys: () => publicKeys,
    rotate,
    async keepUp(longestMs) {
      await forgetSpent();
      if (stored && clock.now() - stored.created_at >= longestMs) await rotate();
    },
    stop() {
      stopped = true;
    },
  };
}
