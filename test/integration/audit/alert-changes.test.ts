/** Every operation that changes a rule or an alert: told of itself, or not done. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createSecretBox } from '../../../electron/kernel/secret-box.ts';
import { createWorld, diskRule, endWorld, startHome, type Home, type World } from '../../unit/alerts/home.ts';
import { listen } from '../../unit/kernel/folder.ts';
import { createAudited, type Audited } from './audited.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

let world: World;
let home: Home;
let audited: Audited;
let stage: Stage;

beforeEach(async () => {
  world = createWorld();
  audited = createAudited();
  home = await startHome(world, {
    migrations: audited.migrations,
    async auditOver(database) {
      const [{ clock, folder }, logger] = [world, listen()];
      const stores = [createFileKeyStore(folder, logger)];
      return audited.auditOver(database, await createSecretBox({ database, stores, clock, logger }));
    },
  });
  stage = await audited.serve(home.alerts.routes, async () => [
    home.alerts.active(),
    home.alerts.counts(),
    (await home.call('/alerts/rules')).data,
  ]);
});
afterEach(async () => {
  await audited.stop();
  await home.stop();
  endWorld(world);
});

async function rule(): Promise<Readonly<Record<string, string>>> {
  await home.call('/alerts/rules', { method: 'POST', body: diskRule() });
  return { rule_id: 'disk' };
}

/** One that goes on, and of which its owner was told. */
async function alert(): Promise<Readonly<Record<string, string>>> {
  await rule();
  world.values.set('system.disk.usage /volume1', 97);
  await home.pass(10);
  const [one] = await home.active();
  expect(one?.state).toBe('firing');
  return { alert_id: one?.id ?? '' };
}

const steps: Readonly<Record<string, Step>> = {
  'alerts.createAlertRule': () => ({ body: diskRule() }),
  'alerts.createMonitoringAlertRule': () => ({
    body: { name: '内存使用率过高', metric_name: 'system.memory.usage', condition: '>', threshold: 90 },
  }),
  'alerts.updateAlertRule': async () => ({ params: await rule(), body: { enabled: false } }),
  'alerts.deleteAlertRule': async () => ({ params: await rule() }),
  'alerts.installAlertTemplate': async () => {
    await home.call('/alerts/rules/{rule_id}', { method: 'DELETE', params: { rule_id: 'disk_filling' } });
    return { params: { template_id: 'disk_filling' } };
  },
  'alerts.acknowledgeAlert': async () => ({ params: await alert(), body: { notes: 'Known' } }),
  'alerts.resolveAlert': async () => ({ params: await alert(), body: { resolution_notes: 'Fine' } }),
};

it.each(changing('alerts'))('%s is not done while the log cannot be written', (id, route) =>
  isNotDoneUntold(stage, route, stepFor(steps, id)),
);

it.each(changing('alerts'))('%s is told', (id, route) => tellsOfItself(stage, route, stepFor(steps, id)));
