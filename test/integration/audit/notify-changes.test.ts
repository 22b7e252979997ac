/** Every operation that changes who is told, or that sends in the owner's name: told of itself, or not done. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Audit } from '../../../electron/auth/index.ts';
import { createIntegrationRoutes } from '../../../electron/notify/integrations.ts';
import {
  alertNotice,
  createWorld,
  endWorld,
  receiverOf,
  startStage,
  type Stage as Outbox,
  type World,
} from '../../unit/notify/outbox/stage.ts';
import { createAudited, type Audited } from './audited.ts';
import { changing, isNotDoneUntold, stepFor, tellsOfItself, type Stage, type Step } from './stage.ts';

let world: World;
let outbox: Outbox;
let audited: Audited;
let stage: Stage;

beforeEach(async () => {
  world = createWorld();
  audited = createAudited();
  const logs: Audit[] = [];
  outbox = await startStage(world, {
    migrations: audited.migrations,
    async auditOver(...parts) {
      const made = await audited.auditOver(...parts);
      logs.push(made);
      return made;
    },
  });
  const [audit] = logs;
  if (!audit) throw new Error('There is no audit log');
  const { notify } = outbox;
  const integrations = createIntegrationRoutes({
    // Whatever the service is: it is one of the test's channels.
    ways: { channelOf: () => Promise.resolve(notify.channelOf('plain')), deliver: notify.deliver },
    ...{ audit, clock: world.clock },
  });
  stage = await audited.serve([...notify.routes, ...integrations], async () => [
    await outbox.call('GET', '/notify/channels'),
    await outbox.call('GET', '/notify/routes'),
    [...world.receivers].map(([to, { tries }]) => [to, tries.length]),
  ]);
});
afterEach(async () => {
  await audited.stop();
  await outbox.stop();
  endWorld(world);
});

const settings = { to: 'phone', token: 'canary' };
const channel = async (): Promise<string> => outbox.addChannel('phone', { settings });

const steps: Readonly<Record<string, Step>> = {
  'notify.createNotifyChannel': () => ({ body: { name: 'phone', kind: 'plain', settings } }),
  'notify.updateNotifyChannel': async () => ({
    params: { channel_id: await channel() },
    body: { settings: { token: 'canary-2' } },
  }),
  'notify.deleteNotifyChannel': async () => ({ params: { channel_id: await channel() } }),
  'notify.setNotifyRoutes': async () => ({
    body: { routes: [{ name: 'All', channels: [await channel()] }], unmatched: 'nobody' },
  }),
  'notify.replayNotifyDelivery': async () => {
    receiverOf(world, 'phone').trouble = 'message';
    const delivered = await outbox.notify.deliver(await channel(), alertNotice(world, '/a'));
    expect(delivered.kind).toBe('failed');
    receiverOf(world, 'phone').trouble = null;
    return { params: { delivery_id: delivered.delivery_id } };
  },
  'integrations.notifySlack': async () => {
    await channel();
    return { body: { message: 'Done' } };
  },
  'integrations.sendTelegram': async () => {
    await channel();
    return { body: { chat_id: 4711, message: 'Done' } };
  },
  'integrations.sendEmail': async () => {
    await channel();
    return { body: { to: 'ada@example.com', subject: 'Copy', body: 'Done' } };
  },
};

it.each(changing('notify'))('%s is not done while the log cannot be written', (id, route) =>
  isNotDoneUntold(stage, route, stepFor(steps, id)),
);

it.each(changing('notify'))('%s is told', (id, route) => tellsOfItself(stage, route, stepFor(steps, id)));

it('tells no secret of a channel', async () => {
  const id = await channel();
  await outbox.call('PUT', '/notify/channels/{channel_id}', {
    params: { channel_id: id },
    body: { settings: { token: 'canary-2' } },
  });
  const { rows } = await stage.audit.list({}, { limit: 50, offset: 0 });
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['channel.update']));
  expect(JSON.stringify(rows)).not.toContain('canary');
});
