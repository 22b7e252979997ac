/**
 * Secrets at rest: AES-256-GCM under one 32-byte master key that is kept outside the database. What a ciphertext was
 * written for (table, column, row) is authenticated with it, so that rows cannot be swapped.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Database, Migrations } from './database.ts';
import { OperationalError, UserError } from './errors.ts';
import type { KeySource, KeyStore, KeyTrouble } from './key-store.ts';
import type { Logger } from './logger.ts';

/** What a secret belongs to. */
export interface SecretPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** Where the box stands. */
export type SecretBoxStatus =
  | { readonly state: 'open'; readonly source: KeySource }
  | {
      readonly state: 'locked';
      readonly source: KeySource;
      readonly code: 'SECRETS_KEY_MISSING' | 'SECRETS_KEY_WRONG';
      /** Why its place cannot be used; `null` where it can, or nobody knows. */
      readonly trouble: KeyTrouble | null;
    };

/** Seals and opens secrets. */
export interface SecretBox {
  status(): SecretBoxStatus;
  /** @throws {OperationalError} `SECRETS_KEY_MISSING`, `SECRETS_KEY_WRONG` */
  seal(place: SecretPlace, secret: Uint8Array): Uint8Array;
  /** @throws {OperationalError} `SECRETS_KEY_MISSING`, `SECRETS_KEY_WRONG`; an Error where the ciphertext was altered. */
  open(place: SecretPlace, sealed: Uint8Array): Uint8Array;
  /** Resolves once the key is there; at once when it is. Never, while it stays away. */
  whenOpen(): Promise<void>;
  /**
   * Keeps the key in another place, and removes it from where it was. `alongside` commits together with that.
   * @throws {UserError} `SECRETS_SOURCE_OFF`, `SECRETS_SOURCE_UNAVAILABLE`; {OperationalError} while the box is locked
   */
  moveKey(to: KeySource, alongside?: (from: KeySource) => Promise<void>): Promise<void>;
  stop(): void;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;
const RETRY_MS = 30_000;
const CHECK_PLACE: SecretPlace = { table: 'master_key', column: 'key_check', row: '1' };

interface SecretTables {
  master_key: { id: number; source: KeySource; key_check: Uint8Array; created_at: number };
}

/** Steps that make its tables. */
export const secretMigrations: Migrations = {
  kernel_003_master_key: {
    async up(db) {
      await db.schema
        .createTable('master_key')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('key_check', 'blob', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

function additionalData({ table, column, row }: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([table, column, row]));
}

function sealWith(key: Uint8Array, place: SecretPlace, secret: Uint8Array): Uint8Array {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(
    additionalData(place),
  );
  return Buffer.concat([Buffer.of(FORMAT), iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

function openWith(key: Uint8Array, place: SecretPlace, sealed: Uint8Array): Uint8Array {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== FORMAT || bytes.length < 1 + IV_BYTES + TAG_BYTES) throw new Error('Not a sealed secret');
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  // Without an enforced length Node would take a tag of four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    .setAAD(additionalData(place))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES, -TAG_BYTES)), decipher.final()]);
}

/**
 * Opens the box. The first start makes the key and puts it in the first of the stores that keeps it; from then on it
 * is read from there alone. A key that is gone or wrong locks the box and is looked for again; a new one is never
 * made, because that would lose every secret.
 */
export async function createSecretBox(deps: {
  database: Database;
  /** In order of preference. */
  stores: readonly KeyStore[];
  clock: Clock;
  logger: Logger;
}): Promise<SecretBox> {
  const { database, stores, clock, logger } = deps;
  const tables = () => database.query<SecretTables>();
  let key: Uint8Array | null = null;
  let status: SecretBoxStatus;
  let cancelRetry: () => void = () => undefined;
  let opened: () => void = () => undefined;
  const whenOpen = new Promise<void>((resolve) => {
    opened = resolve;
  });

  const storeOf = (source: KeySource): KeyStore | undefined =>
    stores.find((store) => store.source === source);

  async function firstKey(): Promise<SecretBoxStatus> {
    for (const store of stores) {
      // A start that was killed before the row was written has left a key behind: it has sealed nothing yet.
      const made = (await store.read()) ?? randomBytes(KEY_BYTES);
      if (made.length !== KEY_BYTES || !(await store.write(made))) {
        if (store.insists === true) break;
        continue;
      }
      await tables()
        .insertInto('master_key')
        .values({
          id: 1,
          source: store.source,
          key_check: sealWith(made, CHECK_PLACE, Buffer.of(1)),
          created_at: clock.now(),
        })
        .execute();
      key = made;
      return { state: 'open', source: store.source };
    }
    const trouble = stores.map((store) => store.trouble()).find((one) => one !== null) ?? 'none';
    throw new OperationalError('SECRETS_KEY_MISSING', { params: { source: 'none', key_trouble: trouble } });
  }

  async function knownKey(source: KeySource, check: Uint8Array): Promise<SecretBoxStatus> {
    const store = storeOf(source);
    const found = (await store?.read()) ?? null;
    const trouble = store?.trouble() ?? null;
    if (found === null) return { state: 'locked', source, code: 'SECRETS_KEY_MISSING', trouble };
    try {
      openWith(found, CHECK_PLACE, check);
    } catch {
      // Not an error to report further: the status says what the owner has to do.
      return { state: 'locked', source, code: 'SECRETS_KEY_WRONG', trouble };
    }
    key = found;
    return { state: 'open', source };
  }

  async function look(): Promise<SecretBoxStatus> {
    const row = await tables().selectFrom('master_key').selectAll().executeTakeFirst();
    const now = row ? await knownKey(row.source, row.key_check) : await firstKey();
    if (now.state === 'open') opened();
    else {
      cancelRetry = clock.after(RETRY_MS, () => {
        void look().then(
          (next) => (status = next),
          (error: unknown) => {
            logger.error({ error }, 'The master key could not be looked for');
          },
        );
      });
    }
    return now;
  }

  status = await look();

  const keyOrThrow = (): Uint8Array => {
    if (key) return key;
    const code = status.state === 'locked' ? status.code : 'SECRETS_KEY_MISSING';
    const trouble = (status.state === 'locked' && status.trouble) || 'none';
    const params = { source: status.source, key_trouble: trouble };
    throw new OperationalError(code, { params, retryAfter: RETRY_MS / 1000 });
  };

  return {
    status: () => status,
    seal: (place, secret) => sealWith(keyOrThrow(), place, secret),
    open: (place, sealed) => openWith(keyOrThrow(), place, sealed),
    whenOpen: () => whenOpen,
    async moveKey(to, alongside) {
      const moved = keyOrThrow();
      const { source: from } = status;
      if (to === from) return;
      const target = storeOf(to);
      if (!target) throw new UserError('SECRETS_SOURCE_OFF', { params: { source: to } });
      if (!(await target.write(moved))) {
        const trouble = target.trouble() ?? 'other_key';
        throw new UserError('SECRETS_SOURCE_UNAVAILABLE', { params: { source: to, key_trouble: trouble } });
      }
      // From here on it is read from there; a process that is killed before the old one is gone leaves both.
      await database.transact(async () => {
        await tables().updateTable('master_key').set({ source: to }).execute();
        await alongside?.(from);
      });
      status = { state: 'open', source: to };
      await storeOf(from)?.remove();
      logger.info({ from, to }, 'The master key was moved');
    },
    stop: () => {
      cancelRetry();
    },
  };
}
