/** The outbox over a real SQLite file, with a clock that the test turns and channels whose receivers it looks into. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import {
  ChannelFailure,
  type ChannelKind,
  type Message,
} from '../../../../electron/notify/channels/channel.ts';
import { createNotify, notifyMigrations, type Notify } from '../../../../electron/notify/index.ts';
import type { AuditTrail } from '../../../../electron/kernel/audit.ts';
import { openDatabase, type Database, type Migrations } from '../../../../electron/kernel/database.ts';
import { createEventBus } from '../../../../electron/kernel/events.ts';
import { createFileKeyStore } from '../../../../electron/kernel/key-store.ts';
import type { Logger } from '../../../../electron/kernel/logger.ts';
import { createScheduler } from '../../../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations, type SecretBox } from '../../../../electron/kernel/secret-box.ts';
import type { Call } from '../../../../electron/server/route.ts';
import type { NotifyChannel } from '../../../../shared/api/notify.ts';
import type { NotifyDelivery } from '../../../../shared/api/notify-deliveries.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import type { Notice, Severity } from '../../../../shared/notice.ts';
import { createFakeAudit, type FakeAudit } from '../../../fakes/audit.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

/** How a receiver answers the next message. */
export type Trouble =
  | 'down'
  | 'auth'
  | 'config'
  | 'message'
  | 'throttled'
  /** Takes it, and the line is cut before the answer. */
  | 'lost'
  /** Takes it, and the answer never comes. */
  | 'silent'
  /** Nothing ever comes back. */
  | 'hangs';

/** What one channel's receiver got: `tries` are all messages, `taken` those it took, without those whose key it knew. */
export interface Receiver {
  readonly tries: Message[];
  readonly taken: (Message & { readonly takenAt: number })[];
  trouble: Trouble | null;
}

/** What outlives a restart. */
export interface World {
  readonly clock: VirtualClock;
  readonly folder: string;
  readonly audit: FakeAudit;
  readonly log: string[];
  /** By the setting `to` of its channel. */
  readonly receivers: Map<string, Receiver>;
  /** How often something was told to have become of a message or a channel. */
  changes: number;
  rate: { messages: number; per: number }[];
}

/** A running outbox. */
export interface Stage {
  readonly notify: Notify;
  readonly database: Database;
  readonly secretBox: SecretBox;
  call<Data>(
    method: string,
    path: string,
    request?: { params?: object; query?: object; body?: object },
  ): Promise<Data>;
  addChannel(
    name: string,
    more?: { kind?: string; settings?: object; language?: string; rate?: object },
  ): Promise<string>;
  deliveries(query?: object): Promise<readonly NotifyDelivery[]>;
  channel(channelId: string): Promise<NotifyChannel>;
  stop(): Promise<void>;
  /** Ends as a killed process does: nothing more is written. */
  kill(): void;
}

const Settings = Type.Object({
  to: Type.String(),
  server: Type.Optional(Type.String()),
  token: Type.Optional(Type.String({ writeOnly: true })),
});
interface TestSettings {
  readonly to: string;
  readonly server?: string;
  readonly token?: string;
}

/** A new one. */
export const createWorld = (): World => ({
  clock: createVirtualClock(),
  folder: mkdtempSync(join(tmpdir(), 'cloudcube-notify-')),
  audit: createFakeAudit(),
  ...{ log: [], receivers: new Map(), changes: 0, rate: [] },
});

/** Removes what it left. */
export const endWorld = (world: World): void => {
  rmSync(world.folder, { recursive: true, force: true });
};

/** The receiver of the channels that send to `to`. */
export function receiverOf({ receivers }: World, to: string): Receiver {
  const receiver = receivers.get(to) ?? { tries: [], taken: [], trouble: null };
  receivers.set(to, receiver);
  return receiver;
}

function kindOf(
  world: World,
  id: string,
  knowsKeys: boolean,
  isAlive: () => boolean,
): ChannelKind<TestSettings> {
  const failed = (failure: ChannelFailure['failure'], code: string | null): ChannelFailure =>
    new ChannelFailure({ failure }, { code, message: `${id} says ${failure}` });
  return {
    ...{ id, key_url: null, settings: Settings, knows_keys: knowsKeys },
    limits: { title: 40, body: 400, unit: 'characters', rate: world.rate },
    places: ({ server }) => (server === undefined ? [] : [server]),
    classifyError: () => ({ failure: 'transient' }),
    async send({ to, server }, message, { http }) {
      if (!isAlive()) return new Promise(() => undefined);
      const receiver = receiverOf(world, to);
      receiver.tries.push(message);
      const { trouble } = receiver;
      if (trouble === 'hangs') return new Promise(() => undefined);
      if (trouble === 'down') throw failed('transient', null);
      if (trouble === 'throttled') {
        throw new ChannelFailure(
          { failure: 'throttled', retry_after: 90_000 },
          { code: '429', message: 'wait' },
        );
      }
      if (trouble !== null && trouble !== 'lost' && trouble !== 'silent') throw failed(trouble, '400');
      const isKnown = knowsKeys && receiver.taken.some(({ key }) => key === message.key);
      if (!isKnown) receiver.taken.push({ ...message, takenAt: world.clock.now() });
      if (trouble === 'silent') return new Promise(() => undefined);
      if (trouble === 'lost') {
        // A real request that is cut: the way out sees that something may have arrived.
        await http({ method: 'GET', url: server ?? '' }).catch(() => undefined);
        throw failed('transient', null);
      }
    },
  };
}

/** A real audit log in the place of the world's. */
export interface Beside {
  readonly migrations: Migrations;
  readonly auditOver: (database: Database, secretBox: SecretBox) => Promise<AuditTrail>;
}

/** Starts it over the world's folder. */
export async function startStage(world: World, beside?: Beside): Promise<Stage> {
  const { clock, folder } = world;
  let isAlive = true;
  const write = (level: string) => (fields: unknown, text?: string) =>
    isAlive &&
    void world.log.push(
      `${level} ${text ?? ''} ${JSON.stringify(fields)} ${String((fields as { error?: Error }).error?.stack)}`,
    );
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: write('warn'),
    error: write('error'),
  } as unknown as Logger;
  const silent = { ...logger, warn: () => undefined };
  // A killed process hears nothing more of its timers.
  const own: typeof clock = {
    ...clock,
    after: (ms, fn) =>
      clock.after(ms, () => {
        if (isAlive) fn();
      }),
  };
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({ ...secretMigrations, ...beside?.migrations, ...notifyMigrations });
  const secretBox = await createSecretBox({
    database,
    stores: [createFileKeyStore(folder, silent)],
    clock,
    logger: silent,
  });
  const audit = (await beside?.auditOver(database, secretBox)) ?? world.audit;
  const scheduler = createScheduler({ clock: own, logger, random: () => 0 });
  const events = createEventBus({ database, logger });
  events.on('notify.changed', () => {
    world.changes += 1;
  });
  const notify = await createNotify({
    events,
    ...{ database, secretBox, audit, clock: own, logger, scheduler },
    random: () => 0.999,
    kinds: [kindOf(world, 'plain', false, () => isAlive), kindOf(world, 'keyed', true, () => isAlive)],
    resolve: () => Promise.reject(new Error('ENOTFOUND')),
    desktop: null,
    pageUrl: () => 'https://nas.lan:8443',
    hostname: 'nas',
  });
  await notify.start();

  async function call<Data>(
    method: string,
    path: string,
    { params = {}, query = {}, body }: { params?: object; query?: object; body?: object } = {},
  ): Promise<Data> {
    const route = notify.routes.find(({ contract }) => contract.path === path && contract.method === method)!;
    const words = createWords('en');
    const answer = await route.handler({ params, query, body, words } as unknown as Call);
    return answer.data as Data;
  }

  return {
    ...{ notify, database, secretBox, call },
    async addChannel(name, { kind = 'plain', settings = {}, ...more } = {}) {
      const body = { name, kind, settings: { to: name, ...settings }, ...more };
      const made = await call<NotifyChannel>('POST', '/notify/channels', { body });
      return made.channel_id;
    },
    deliveries: async (query = {}) =>
      (await call<{ deliveries: NotifyDelivery[] }>('GET', '/notify/deliveries', { query })).deliveries,
    channel: (channelId) =>
      call<NotifyChannel>('GET', '/notify/channels/{channel_id}', { params: { channel_id: channelId } }),
    async stop() {
      await notify.stop();
      await scheduler.stop();
      database.close();
    },
    kill() {
      isAlive = false;
      database.close();
    },
  };
}

let count = 0;

/** An alert's notice about `object`. */
export function alertNotice(
  world: World,
  object: string,
  kind: 'firing' | 'resolved' | 'reminder' = 'firing',
  { severity = 'warning', labels = {} }: { severity?: Severity; labels?: Record<string, string> } = {},
): Notice {
  count += 1;
  const at = world.clock.now();
  return {
    key: `${object}:${kind}:${String(count)}`,
    subject: `alert:${object}`,
    ...{ kind, severity, at, page: `/alerts/${object}` },
    labels: { alertname: 'Disk filling', mount: object, ...labels },
    title: { code: 'verbatim', params: { text: `${object} ${kind}` } },
    lines: [{ code: 'verbatim', params: { text: `about ${object}` } }],
    alert: {
      ...{ alert_id: object, fingerprint: object, status: kind === 'resolved' ? 'resolved' : 'firing' },
      ...{ rule_id: 'r', rule_name: 'Disk filling', metric_name: null, object, started_at: at },
      ...{ ended_at: kind === 'resolved' ? at : null, value: 95, threshold: 90 },
    },
  };
}

/** Titles of what a receiver took, in order. */
export const titlesOf = (receiver: Receiver): string[] => receiver.taken.map(({ title }) => title);

/** Seconds, for the clock. */
export const SECOND = 1000;
/** A minute. */
export const MINUTE = 60 * SECOND;
/** An hour. */
export const HOUR = 60 * MINUTE;
