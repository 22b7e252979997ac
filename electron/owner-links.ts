/** Addresses that let the owner of the machine in: to set the program up, and to the page without a password. */
import type { Audit, AuthService } from './auth/index.ts';
import type { Database } from './kernel/database.ts';

/** Links for who asks at the console, each told in the audit log. */
export interface OwnerLinks {
  /** The setup address of a first start, which nobody asked for; `null` where it is set up. */
  first(): Promise<string | null>;
  /** A new setup address, for who asks for one at the console. @throws {UserError} `AUTH_SETUP_DONE` */
  setupLink(): Promise<{ url: string; expires_at: number }>;
  /** An address that opens the page signed in as the first administrator: once, within a minute. @throws {UserError} */
  openLink(): Promise<string>;
}

/** Links into the page at `url`. */
export function createOwnerLinks({
  auth,
  audit,
  database,
  url,
}: {
  readonly auth: Pick<AuthService, 'setupLink' | 'needsSetup' | 'ticket'>;
  readonly audit: Pick<Audit, 'record' | 'withLater'>;
  readonly database: Pick<Database, 'transact'>;
  readonly url: string;
}): OwnerLinks {
  const setupLink = async (): Promise<{ url: string; expires_at: number }> => {
    const { token, expires_at: expiresAt } = await auth.setupLink();
    return { url: `${url}/setup#token=${token}`, expires_at: expiresAt };
  };
  return {
    first: async () => (auth.needsSetup() ? (await setupLink()).url : null),
    setupLink: () =>
      database.transact(async () => {
        await audit.record({ action: 'auth.setup_link' });
        return setupLink();
      }),
    async openLink() {
      const ticket = await audit.withLater(
        () => ({ action: 'auth.ticket' }),
        () => Promise.resolve(auth.ticket()),
      );
      return `${url}/sign-in#ticket=${ticket}`;
    },
  };
}
