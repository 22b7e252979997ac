/**
 * Child process of the outbox bench: a thousand notices are stored in one transaction, and given to a channel one by one.
 * Argument: a folder for its state. Told `{notices}`, it says `{ms, sent}`: from the commit until the last was sent.
 */
import { join } from 'node:path';
import { Type } from 'typebox';
import type { ChannelKind } from '../../electron/notify/channels/channel.ts';
import { createNotify, notifyMigrations } from '../../electron/notify/index.ts';
import { systemClock as clock } from '../../electron/kernel/clock.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { createFileKeyStore } from '../../electron/kernel/key-store.ts';
import { createLogger } from '../../electron/kernel/logger.ts';
import { createScheduler } from '../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations } from '../../electron/kernel/secret-box.ts';
import type { Call } from '../../electron/server/route.ts';
import { createWords } from '../../shared/i18n/index.ts';
import { createFakeAudit } from '../fakes/audit.ts';

const [, , folder = '.'] = process.argv;
const logger = createLogger('error');
let taken = 0;
let all: () => void = () => undefined;
let wanted = 0;

const kind: ChannelKind = {
  ...{ id: 'bench', key_url: null, settings: Type.Object({}), knows_keys: true },
  limits: { title: 250, body: 4000, unit: 'characters', rate: [] },
  places: () => [],
  classifyError: () => ({ failure: 'transient' }),
  send() {
    taken += 1;
    if (taken === wanted) all();
    return Promise.resolve();
  },
};

const database = openDatabase(join(folder, 'state.db'));
await database.migrate({ ...secretMigrations, ...notifyMigrations });
const stores = [createFileKeyStore(folder, createLogger('silent'))];
const notify = await createNotify({
  secretBox: await createSecretBox({ database, stores, clock, logger: createLogger('silent') }),
  ...{ database, audit: createFakeAudit(), clock, logger, random: Math.random, kinds: [kind] },
  scheduler: createScheduler({ clock, logger, random: Math.random }),
  resolve: () => Promise.reject(new Error('Nobody is asked here')),
  ...{ desktop: null, pageUrl: () => null, hostname: 'nas' },
});
const create = notify.routes.find(
  ({ contract }) => contract.path === '/notify/channels' && contract.method === 'POST',
);
const body = { name: 'bench', kind: 'bench', settings: {} };
await create?.handler({ body, words: createWords('en') } as unknown as Call);
const channels = ['bench'];
await notify.start();
let round = 0;

async function drain(notices: number): Promise<{ ms: number; sent: number }> {
  round += 1;
  taken = 0;
  wanted = notices;
  const done = new Promise<void>((resolve) => {
    all = resolve;
  });
  const before = (await notify.counts()).sent;
  await database.transact(async () => {
    for (let index = 0; index < notices; index++) {
      const key = `${String(round)}-${String(index)}`;
      const labels = { alertname: 'Disk filling', mount: `/srv/${String(index)}` };
      const title = { code: 'verbatim', params: { text: `/srv/${String(index)} is nearly full` } };
      await notify.put(
        {
          ...{ key, subject: key, kind: 'message', severity: 'warning', labels, at: clock.now(), title },
          ...{ lines: [title], page: '/alerts', alert: null },
        },
        { channels, options: {} },
      );
    }
  });
  const start = performance.now();
  await done;
  // The last one is stored right after it was taken.
  while ((await notify.counts()).pending > 0) await new Promise((resolve) => setImmediate(resolve));
  const ms = performance.now() - start;
  return { ms, sent: (await notify.counts()).sent - before };
}

// Never outlives the bench.
process.once('disconnect', () => process.exit());
process.on('message', ({ notices }: { notices: number }) => {
  void drain(notices).then((result) => process.send?.(result));
});
process.send?.({ ready: true });
