/** Every operation that changes what mutes alerts: told of itself, or not done. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMuting, mutingMigrations } from '../../../electron/alerts/muting/index.ts';
import { auditMigrations, createAudit } from '../../../electron/auth/index.ts';
import { createActing } from '../../../electron/kernel/acting.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations } from '../../../electron/kernel/secret-box.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { createBreakable } from '../../support/breakable.ts';
import { listen, newFolder } from '../../unit/kernel/folder.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

let stage: Stage;
let count = 0;

beforeEach(async () => {
  const [folder, clock, logger, acting] = [newFolder(), createVirtualClock(), listen(), createActing()];
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({ ...secretMigrations, ...auditMigrations, ...mutingMigrations });
  const stores = [createFileKeyStore(folder, logger)];
  const secretBox = await createSecretBox({ database, stores, clock, logger });
  const breakable = createBreakable(secretBox, database);
  const audit = createAudit({ database, secretBox: breakable.box, clock, logger, acting });
  const scheduler = createScheduler({ clock, logger, random: () => 0 });
  const { routes } = await createMuting({
    database,
    clock,
    audit,
    scheduler,
    activeAlerts: () => [],
    onTurned: () => undefined,
  });
  const server = await createHttpServer({
    routes: [...routes],
    allowedHosts: () => new Set(['localhost']),
    authenticate: () => ({
      ...{ kind: 'token', user_id: 'u1', username: 'admin', session_id: 's1', key_id: null },
      ...{ role: 'admin', token: null },
      permissions: ['*'],
    }),
    ...{ clock, logger, acting, audit },
  });
  stage = { server, database, audit, breakable };
  // The first entry makes the key of the seals, which the test breaks.
  await made('/alerts/silence', silence);
});
afterEach(async () => {
  await stage.server.close();
  await stage.audit.stop();
  stage.database.close();
});

const silence = { matchers: { mount: '/volume1' }, starts_at: null, ends_at: '2026-11-21T00:00:00Z' };
const maintenance = (): object => ({
  name: `walk${String(++count)}`,
  schedule: { every: 'week', days: ['sun'], at: '03:00' },
  duration_minutes: 60,
  time_zone: 'Europe/Berlin',
});

/** Makes one over the API and answers what it is called by. */
async function made(path: string, body: object): Promise<Record<string, string>> {
  const response = await stage.server.inject({
    method: 'POST',
    url: `/api/v2${path}`,
    headers: { host: 'localhost' },
    payload: body,
  });
  expect(response.statusCode).toBe(201);
  const { data } = response.json<{ data: Record<string, string> }>();
  const idOf = path === '/alerts/silence' ? 'silence_id' : 'maintenance_id';
  return { [idOf]: data[idOf] ?? '' };
}

const steps: Readonly<Record<string, Step>> = {
  'muting.createSilence': () => ({ body: silence }),
  'muting.updateSilence': async () => ({
    params: await made('/alerts/silence', silence),
    body: { matchers: { mount: '/volume2' } },
  }),
  'muting.deleteSilence': async () => ({ params: await made('/alerts/silence', silence) }),
  'muting.createMaintenance': () => ({ body: maintenance() }),
  'muting.updateMaintenance': async () => ({
    params: await made('/alerts/maintenance', maintenance()),
    body: { enabled: false },
  }),
  'muting.deleteMaintenance': async () => ({ params: await made('/alerts/maintenance', maintenance()) }),
  'muting.setQuietHours': () => ({ body: { enabled: true } }),
};

it.each(changing('muting'))('%s is not done while the log cannot be written', (id, route) =>
  isNotDoneUntold(stage, route, stepFor(steps, id)),
);

it.each(changing('muting'))('%s is told', (id, route) => tellsOfItself(stage, route, stepFor(steps, id)));
