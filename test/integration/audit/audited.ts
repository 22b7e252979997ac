/** Areas below one server, over a real audit log that a test can break. */
import { auditMigrations, createAudit, type Audit } from '../../../electron/auth/index.ts';
import { createActing } from '../../../electron/kernel/acting.ts';
import type { Database, Migrations } from '../../../electron/kernel/database.ts';
import { secretMigrations, type SecretBox } from '../../../electron/kernel/secret-box.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import type { BoundRoute } from '../../../electron/server/route.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { createBreakable, type Breakable } from '../../support/breakable.ts';
import { listen } from '../../unit/kernel/folder.ts';
import { admin, type Stage } from './stage.ts';

/** An audit log for an area that is still to be made. */
export interface Audited {
  readonly migrations: Migrations;
  /** Makes the log, with its first entry. */
  auditOver(database: Database, secretBox: SecretBox): Promise<Audit>;
  /** Puts the area's routes below a server. */
  serve(routes: readonly BoundRoute[], held: () => Promise<unknown>): Promise<Stage>;
  stop(): Promise<void>;
}

/** Makes it. */
export function createAudited(): Audited {
  const [acting, clock, logger] = [createActing(), createVirtualClock(), listen()];
  let made: { audit: Audit; database: Database; breakable: Breakable } | null = null;
  const ends: (() => Promise<void>)[] = [];
  return {
    migrations: { ...secretMigrations, ...auditMigrations },
    async auditOver(database, secretBox) {
      const breakable = createBreakable(secretBox, database);
      const audit = createAudit({ database, secretBox: breakable.box, clock, logger, acting });
      made = { audit, database, breakable };
      ends.push(() => audit.stop());
      // The first entry makes the key of the seals, which the test breaks.
      await audit.record({ action: 'test.begin' });
      return audit;
    },
    async serve(routes, held) {
      if (!made) throw new Error('There is no audit log');
      const server = await createHttpServer({
        routes: [...routes],
        allowedHosts: () => new Set(['localhost']),
        authenticate: () => admin,
        ...{ clock, logger, acting, audit: made.audit },
      });
      ends.unshift(() => server.close());
      return { ...made, server, held };
    },
    async stop() {
      for (const end of ends) await end();
    },
  };
}
