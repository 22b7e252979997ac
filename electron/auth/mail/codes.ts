/** Codes that come by e-mail and prove that an address is one's own: six digits, ten minutes, five tries, once. */
import { randomInt } from 'node:crypto';
import type { CodePurpose } from '../../../shared/api/users-public.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { AuthTables } from '../migrations.ts';
import type { Passwords } from '../passwords.ts';

/** How long a code is good, in ms. */
export const CODE_MS = 10 * 60_000;
const TRIES = 5;

/** A code before it is sent, with what is kept of it. */
export interface DrawnCode {
  readonly code: string;
  readonly codeHash: string;
}

/** What a right code allows, once. */
export interface Proof {
  readonly email_key: string;
  readonly purpose: CodePurpose;
  readonly code_hash: string;
}

/** Keeps codes. */
export interface MailCodes {
  /** @throws {UserError} `RATE_LIMIT_EXCEEDED` when too many wait to be hashed */
  draw(): Promise<DrawnCode>;
  /** Keeps a code for an address; the one before ends. */
  keep(emailKey: string, purpose: CodePurpose, drawn: DrawnCode): Promise<void>;
  /**
   * Whether this is the code of the address; costs one of its tries, and the same time where there is none.
   * @throws {UserError} `RATE_LIMIT_EXCEEDED` when too many wait to be checked
   */
  check(emailKey: string, purpose: CodePurpose, code: string): Promise<Proof | null>;
  /** Uses the code up, inside the transaction of what it allows. `false` where that was done before. */
  use(proof: Proof): Promise<boolean>;
}

/** The codes over the state database. */
export function createMailCodes(deps: { database: Database; passwords: Passwords; clock: Clock }): MailCodes {
  const { database, passwords, clock } = deps;
  const tables = () => database.query<AuthTables>();

  /** Takes a try before the code is looked at: many at once are no way around the limit. */
  async function takeTry(email_key: string, purpose: CodePurpose): Promise<string | undefined> {
    const row = await tables()
      .updateTable('auth_mail_codes')
      .set((codes) => ({ tries_left: codes('tries_left', '-', 1) }))
      .where('email_key', '=', email_key)
      .where('purpose', '=', purpose)
      .where('tries_left', '>', 0)
      .where('expires_at', '>', clock.now())
      .returning('code_hash')
      .executeTakeFirst();
    return row?.code_hash;
  }

  return {
    async draw() {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      return { code, codeHash: await passwords.hash(code) };
    },
    keep: (email_key, purpose, { codeHash }) =>
      database.transact(async () => {
        const now = clock.now();
        await tables().deleteFrom('auth_mail_codes').where('expires_at', '<=', now).execute();
        const row = {
          email_key,
          purpose,
          code_hash: codeHash,
          tries_left: TRIES,
          created_at: now,
          expires_at: now + CODE_MS,
        };
        await tables()
          .insertInto('auth_mail_codes')
          .values(row)
          .onConflict((conflict) => conflict.columns(['email_key', 'purpose']).doUpdateSet(row))
          .execute();
      }),
    async check(email_key, purpose, code) {
      const code_hash = await takeTry(email_key, purpose);
      const matches = await passwords.matches(code, code_hash);
      return matches && code_hash !== undefined ? { email_key, purpose, code_hash } : null;
    },
    async use({ email_key, purpose, code_hash }) {
      const { numDeletedRows } = await tables()
        .deleteFrom('auth_mail_codes')
        .where('email_key', '=', email_key)
        .where('purpose', '=', purpose)
        .where('code_hash', '=', code_hash)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
