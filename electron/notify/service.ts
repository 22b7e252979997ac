/** What others ask of the outbox, and what its page does: put, wait for, look at, send again. */
import type { NotifyPreviewRequest } from '../../shared/api/notify.ts';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Notice, NoticeTiming } from '../../shared/notice.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { sleep, type Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { Channels } from './channels.ts';
import type { FailureClass } from './channels/channel.ts';
import type { DeliveryLog, NoticeFate } from './delivery-log.ts';
import type { Dispatcher } from './dispatcher.ts';
import { dueOf } from './due.ts';
import type { Intake } from './intake.ts';
import { freshStanding, type Delivery } from './model.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { RouteList } from './route-list.ts';
import { routeNotice, type Destination, type RouteVerdict } from './routing.ts';
import { createWithdrawing } from './withdrawing.ts';

/** What became of a message that was waited for. */
export type Delivered =
  | { readonly kind: 'sent'; readonly delivery_id: string }
  | { readonly kind: 'pending'; readonly delivery_id: string; readonly reason: StoredReason | null }
  | {
      readonly kind: 'failed';
      readonly delivery_id: string;
      readonly reason: StoredReason;
      readonly failure: FailureClass;
      /** The service's own words, without secrets. */
      readonly message: string;
    };

/** The verbs. */
export interface NotifyService {
  /** Keeps a notice to be told; commits or not with the transaction that it is called in. The same key twice is once. */
  put(notice: Notice, timing?: NoticeTiming): Promise<void>;
  /** Somebody has taken note of a subject: reminders of it that were not sent yet are withdrawn, in the same transaction. */
  noted(subject: string): Promise<void>;
  /**
   * Puts a notice for one channel alone, and waits up to ten seconds for what becomes of it.
   * @throws {UserError} `RESOURCE_NOT_FOUND`, `NOTIFY_CHANNEL_OFF`
   */
  deliver(channelId: string, notice: Notice, options?: Readonly<Record<string, unknown>>): Promise<Delivered>;
  /** {@link deliver} by a channel that may be stopped or wait: it is tried now. */
  tryNow(channelId: string, notice: Notice): Promise<Delivered>;
  /** What became of notices, by their keys; those that are not known are left out. */
  deliveriesOf(keys: readonly string[]): Promise<readonly NoticeFate[]>;
  /** Messages that wait, were sent, failed, were withdrawn, of the last 90 days; and channels that are stopped. */
  counts(): Promise<{
    readonly pending: number;
    readonly sent: number;
    readonly failed: number;
    readonly withdrawn: number;
    readonly channels_stopped: number;
  }>;
  /** Messages that were given up since then (ms UTC). */
  failedSince(at: number): Promise<number>;
  /** Another message with what one that failed was to tell. @throws {UserError} `NOTIFY_NOT_FAILED`, … */
  replay(deliveryId: string): Promise<Delivery>;
  /** Whom a notice would reach. */
  preview(asked: NotifyPreviewRequest): {
    readonly verdicts: readonly RouteVerdict[];
    readonly destinations: readonly (Destination & { readonly wait: number })[];
  };
}

/** What it stands on. */
export interface ServiceDeps {
  readonly database: Database;
  readonly store: OutboxStore;
  readonly log: DeliveryLog;
  readonly channels: Channels;
  readonly routes: RouteList;
  readonly intake: Intake;
  readonly dispatcher: Pick<Dispatcher, 'wake' | 'renewed'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** How long somebody waits for a message. */
const PATIENCE_MS = 10_000;

const failureOf: Readonly<Record<string, FailureClass>> = {
  NOTIFY_AUTH: 'auth',
  NOTIFY_CONFIG: 'config',
  NOTIFY_MESSAGE: 'message',
  NOTIFY_THROTTLED: 'throttled',
};

/** Makes them. `tried` is to be called after each try of a delivery. */
export function createService(deps: ServiceDeps): {
  readonly service: NotifyService;
  readonly tried: (deliveryId: string) => void;
} {
  const { database, store, log, channels, routes, dispatcher, audit, clock } = deps;
  const waiting = new Map<string, () => void>();

  async function put(notice: Notice, timing: NoticeTiming = {}): Promise<void> {
    await store.put(notice, timing, clock.now());
    database.afterCommit(dispatcher.wake);
  }

  function outcomeOf({ delivery_id, status, reason, channel_id: id }: Delivery): Delivered | null {
    if (status === 'sent') return { kind: 'sent', delivery_id };
    if (status === 'sending' || status === 'pending') return null;
    const why = reason ?? channels.find(id)?.standing.reason ?? { code: 'NOTIFY_CHANNEL_GONE', params: {} };
    return {
      ...{ kind: 'failed', delivery_id, reason: why },
      failure: failureOf[why.code] ?? 'transient',
      message: String(why.params['problem'] ?? why.code),
    };
  }

  /** Lets go what holds a channel up. */
  async function release(channelId: string): Promise<void> {
    const view = channels.get(channelId);
    const { last_sent_at } = view.standing;
    await channels.saveStanding(view, { ...freshStanding, last_sent_at });
    dispatcher.renewed(channelId);
  }

  async function deliver(
    channelId: string,
    notice: Notice,
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<Delivered> {
    const { channel, standing } = channels.get(channelId);
    if (!channel.enabled) throw new UserError('NOTIFY_CHANNEL_OFF');
    // Whoever sends by hand wants to see whether it works by now.
    if (standing.state === 'stopped') await release(channelId);
    await store.put(notice, { channels: [channelId], options }, clock.now());
    await deps.intake();
    const [fate] = await log.about([notice.key]);
    const [begun] = fate?.deliveries ?? [];
    if (!begun) throw new UserError('NOTIFY_CHANNEL_OFF');
    const { delivery_id: id } = begun;
    const late = new AbortController();
    const patience = sleep(clock, PATIENCE_MS, late.signal).then(() => 'late' as const);
    try {
      for (;;) {
        const tried = new Promise<'tried'>((resolve) => {
          waiting.set(id, () => resolve('tried'));
        });
        dispatcher.wake();
        const { delivery } = await log.get(id);
        const outcome = outcomeOf(delivery);
        if (outcome) return outcome;
        if ((await Promise.race([tried, patience])) === 'late') {
          const reason = delivery.reason ?? channels.find(channelId)?.standing.reason ?? null;
          return { kind: 'pending', delivery_id: id, reason };
        }
      }
    } finally {
      waiting.delete(id);
      late.abort();
    }
  }

  async function replay(deliveryId: string): Promise<Delivery> {
    const { delivery, tells } = await log.get(deliveryId);
    if (delivery.status !== 'failed') throw new UserError('NOTIFY_NOT_FAILED');
    const { channel } = channels.get(delivery.channel_id);
    if (!channel.enabled) throw new UserError('NOTIFY_CHANNEL_OFF');
    const now = clock.now();
    const event = { action: 'delivery.replay', target_id: deliveryId, payload: { channel: channel.name } };
    const id = await audit.with(event, () =>
      store.begin(
        {
          ...{ channel_id: channel.channel_id, channel_name: channel.name, channel_kind: channel.kind },
          ...{ route: delivery.route, is_digest: delivery.is_digest, stands_for: deliveryId },
          group_key: `again:${deliveryId}`,
          ...{ created_at: now, due_at: now, fallback: [], fallback_ms: 0 },
        },
        tells,
      ),
    );
    dispatcher.wake();
    return (await log.get(id)).delivery;
  }

  const service: NotifyService = {
    put,
    noted: createWithdrawing({ store, clock }).noted,
    deliver,
    async tryNow(channelId, notice) {
      await release(channelId);
      return deliver(channelId, notice);
    },
    deliveriesOf: (keys) => log.about(keys),
    async counts() {
      const stopped = channels.list().filter(({ standing }) => standing.state === 'stopped');
      return { ...(await log.counts()), channels_stopped: stopped.length };
    },
    failedSince: async (at) => (await log.counts({ since: at, status: 'failed' })).failed,
    replay,
    preview({ severity, labels = {}, channels: named = [] }) {
      const all = channels.list().map(({ channel }) => channel);
      const notice = { severity, labels, kind: 'firing' as const };
      const { destinations, verdicts } = routeNotice(notice, named, routes.read(), all);
      return {
        verdicts,
        destinations: destinations.map((one) => ({
          ...one,
          wait: dueOf(severity, one.gathering, null, 0),
        })),
      };
    },
  };
  return { service, tried: (id) => waiting.get(id)?.() };
}
