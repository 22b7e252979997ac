/**
 * Child process of the kill test: the outbox over the machine's own clock and a receiver over HTTP. Arguments: a folder,
 * the receiver's address, and how many notices it puts. Told of each notice that is stored, the parent kills it sometime.
 */
import { join } from 'node:path';
import { Type } from 'typebox';
import { ChannelFailure, type ChannelKind } from '../../../electron/notify/channels/channel.ts';
import { createNotify, notifyMigrations } from '../../../electron/notify/index.ts';
import { systemClock as clock } from '../../../electron/kernel/clock.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations } from '../../../electron/kernel/secret-box.ts';
import type { Call } from '../../../electron/server/route.ts';
import type { NotifyChannel } from '../../../shared/api/notify.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import type { Notice } from '../../../shared/notice.ts';
import { createFakeAudit } from '../../fakes/audit.ts';

/** What the parent hears. */
export type OutboxTells = { readonly stored: string } | { readonly pending: number; readonly failed: number };

const [, , folder = '', receiver = '', count = '0'] = process.argv;
const logger = createLogger('silent');

const kindOf = (id: string, knowsKeys: boolean): ChannelKind<{ url: string }> => ({
  ...{ id, key_url: null, settings: Type.Object({ url: Type.String() }), knows_keys: knowsKeys },
  limits: { title: null, body: null, unit: 'characters', rate: [] },
  places: ({ url }) => [url],
  classifyError: () => ({ failure: 'transient' }),
  async send({ url }, { key, title }, { http }) {
    const { status } = await http({
      method: 'POST',
      url: `${url}/${id}`,
      body: JSON.stringify({ key, title }),
    });
    if (status !== 200) {
      throw new ChannelFailure({ failure: 'transient' }, { code: String(status), message: 'refused' });
    }
  },
});

const database = openDatabase(join(folder, 'state.db'));
await database.migrate({ ...secretMigrations, ...notifyMigrations });
const stores = [createFileKeyStore(folder, logger)];
const secretBox = await createSecretBox({ database, stores, clock, logger });
const notify = await createNotify({
  ...{ database, secretBox, audit: createFakeAudit(), clock, logger },
  scheduler: createScheduler({ clock, logger, random: Math.random }),
  random: () => 0,
  kinds: [kindOf('plain', false), kindOf('keyed', true)],
  resolve: () => Promise.reject(new Error('ENOTFOUND')),
  ...{ desktop: null, pageUrl: () => null, hostname: 'nas' },
});

async function channelIds(): Promise<readonly string[]> {
  const routes = (method: string) =>
    notify.routes.find(({ contract }) => contract.path === '/notify/channels' && contract.method === method);
  const words = createWords('en');
  const call = async (method: string, body?: object) =>
    (await routes(method)?.handler({ body, words } as unknown as Call))?.data;
  for (const kind of ['plain', 'keyed']) {
    if (notify.channelOf(kind) === null)
      await call('POST', { name: kind, kind, settings: { url: receiver } });
  }
  const { channels } = (await call('GET')) as { channels: NotifyChannel[] };
  return channels.map(({ channel_id: id }) => id);
}

const tell = (message: OutboxTells): void => void process.send?.(message);
const channels = await channelIds();
await notify.start();

for (let index = 0; index < Number(count); index++) {
  const key = `${String(process.pid)}-${String(index)}`;
  const title = { code: 'verbatim', params: { text: key } };
  const notice: Notice = {
    ...{ key, subject: key, kind: 'message', severity: 'warning', labels: {}, at: clock.now(), title },
    ...{ lines: [], page: null, alert: null },
  };
  await database.transact(() => notify.put(notice, { channels, options: {} }));
  tell({ stored: key });
}
for (;;) {
  const { pending, failed } = await notify.counts();
  tell({ pending, failed });
  await new Promise((resolve) => setTimeout(resolve, 20));
}
