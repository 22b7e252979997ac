/**
 * 32 random bytes of this installation that never leave it: what must be found again without being stored is derived
 * from them. Made once, sealed; one that is there but cannot be opened is never replaced.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { SecretBox, SecretPlace } from '../kernel/secret-box.ts';
import type { AuthTables } from './migrations.ts';

/** Derives; 256 bits in base64url. */
export type Derive = (purpose: string, from: string) => string;

/** The key of this installation. */
export interface ServerKey {
  /**
   * Derives from the key, which is made or opened when it is first asked for.
   * @throws {OperationalError} while the secret box is locked; an Error where the stored key cannot be opened.
   */
  ready(): Promise<Derive>;
}

const ID = 'derive';
const PLACE: SecretPlace = { table: 'auth_server_keys', column: 'secret', row: ID };

/** The key in the state database. */
export function createServerKey(deps: { database: Database; secretBox: SecretBox; clock: Clock }): ServerKey {
  const { database, secretBox, clock } = deps;
  const tables = () => database.query<AuthTables>();
  let key: Promise<Uint8Array> | null = null;

  const read = (): Promise<Uint8Array> =>
    database.transact(async () => {
      const row = await tables()
        .selectFrom('auth_server_keys')
        .select('secret')
        .where('id', '=', ID)
        .executeTakeFirst();
      if (row) return secretBox.open(PLACE, row.secret);
      const made = randomBytes(32);
      await tables()
        .insertInto('auth_server_keys')
        .values({ id: ID, secret: secretBox.seal(PLACE, made), created_at: clock.now() })
        .execute();
      return made;
    });

  return {
    async ready() {
      // After a failure the next caller tries again.
      key ??= read().catch((error: unknown) => {
        key = null;
        throw error;
      });
      const bytes = await key;
      return (purpose, from) => createHmac('sha256', bytes).update(`${purpose}\n${from}`).digest('base64url');
    },
  };
}
