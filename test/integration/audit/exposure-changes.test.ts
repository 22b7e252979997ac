/** Who may come in is changed, told of, or not done. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exposureRoutes } from '../../../shared/api/exposure.ts';
import { settingDefinitions } from '../../../electron/app-settings.ts';
import { auditMigrations, createAudit } from '../../../electron/auth/index.ts';
import { createExposureRoutes } from '../../../electron/exposure-routes.ts';
import { createActing } from '../../../electron/kernel/acting.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createSecretBox, secretMigrations } from '../../../electron/kernel/secret-box.ts';
import { createSettings, settingMigrations, type Settings } from '../../../electron/kernel/settings.ts';
import type { LanAccess } from '../../../electron/lan-access.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { createBreakable } from '../../support/breakable.ts';
import { listen, newFolder } from '../../unit/kernel/folder.ts';
import { admin, isNotDoneUntold, tellsOfItself, type Stage } from './stage.ts';

let stage: Stage;
let settings: Settings;
let keptUp: number;

beforeEach(async () => {
  const [folder, clock, logger, acting] = [newFolder(), createVirtualClock(), listen(), createActing()];
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({ ...settingMigrations, ...secretMigrations, ...auditMigrations });
  const secretBox = await createSecretBox({
    database,
    stores: [createFileKeyStore(folder, logger)],
    clock,
    logger,
  });
  const breakable = createBreakable(secretBox, database);
  const audit = createAudit({ database, secretBox: breakable.box, clock, logger, acting });
  const events = createEventBus({ database, logger });
  settings = await createSettings({ database, clock, events, audit, definitions: settingDefinitions });
  // The first entry makes the key of the seals, which the test breaks.
  await settings.set('ddns.interval_seconds', 600, 'a test');
  keptUp = 0;
  const shut = { open: false, by_host: false, listening: [], identity: null, reason: null };
  const lan: Pick<LanAccess, 'state' | 'keepUp' | 'authority'> = {
    state: () => shut,
    keepUp: () => Promise.resolve(void (keptUp += 1)),
    authority: () => Promise.reject(new Error('Nobody asks for it while the network is shut')),
  };
  const server = await createHttpServer({
    routes: createExposureRoutes({
      ...{ lan, settings, database, secretBox, clock },
      ownNames: ['localhost'],
      needsSetup: () => false,
      standing: () => [],
    }),
    allowedHosts: () => new Set(['localhost']),
    authenticate: () => admin,
    ...{ clock, logger, acting, audit },
  });
  stage = { server, database, audit, breakable };
});
afterEach(async () => {
  await stage.server.close();
  await stage.audit.stop();
  stage.database.close();
});

it('is not done while the log cannot be written', async () => {
  await isNotDoneUntold(stage, exposureRoutes.changeExposure, () => ({ body: { lan_access: true } }));
  expect(settings.list().find(({ key }) => key === 'server.lan_access')?.value).toBe(false);
  expect(keptUp).toBe(0);
});

it('is told', async () => {
  await tellsOfItself(stage, exposureRoutes.changeExposure, () => ({ body: { device_port: 8099 } }));
  expect(keptUp).toBe(1);
});
