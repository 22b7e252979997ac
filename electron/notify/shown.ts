/** What the outbox knows, as it goes over the wire in a reader's language. Pure. */
import type { Reason, StoredReason } from '../../shared/api/common.ts';
import type { NotifyChannel, NotifyKind } from '../../shared/api/notify.ts';
import type {
  AlertNotification,
  NotifyDelivery,
  NotifyDeliveryDetail,
  NotifyOutcome,
} from '../../shared/api/notify-deliveries.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull } from '../kernel/clock.ts';
import type { AnyKind } from './channel-settings.ts';
import type { ChannelView } from './channels.ts';
import { inWords as kindInWords } from './channels/in-words.ts';
import type { LoggedDelivery } from './delivery-log.ts';
import type { Delivery } from './model.ts';
import type { Delivered } from './service.ts';
import { compose, inWords } from './words.ts';

/** A reason in words. */
export const showReason = (reason: StoredReason | null, words: Words): Reason | null =>
  reason && { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };

/** A kind. */
export function showKind(kind: AnyKind, words: Words): NotifyKind {
  const { title, settings } = kindInWords(kind, words);
  const { rate, ...limits } = kind.limits;
  return {
    ...{ kind: kind.id, title, key_url: kind.key_url, settings: { ...settings } },
    limits: { ...limits, rate: [...rate] },
    knows_keys: kind.knows_keys,
  };
}

/** A channel. */
export function showChannel(
  { channel, standing }: ChannelView,
  pending: number,
  words: Words,
): NotifyChannel {
  const { state, next_try, reason, last_sent_at } = standing;
  return {
    ...channel,
    settings: { ...channel.settings },
    secrets_set: [...channel.secrets_set],
    state,
    next_try: toTimestampOrNull(next_try),
    reason: showReason(reason, words),
    last_sent_at: toTimestampOrNull(last_sent_at),
    pending,
    created_at: toTimestamp(channel.created_at),
    updated_at: toTimestamp(channel.updated_at),
  };
}

const statusOf = ({ status }: Delivery): NotifyDelivery['status'] =>
  status === 'sending' ? 'pending' : status;

/** A delivery. `view` is of its channel, which may be gone. */
export function showDelivery(
  delivery: Delivery,
  view: ChannelView | undefined,
  words: Words,
): NotifyDelivery {
  const isOver = delivery.finished_at !== null;
  const nextTry = view?.standing.state === 'stopped' ? null : (view?.standing.next_try ?? 0);
  // What waits without a trouble of its own may wait for its channel.
  const reason = delivery.reason ?? (isOver ? null : (view?.standing.reason ?? null));
  return {
    delivery_id: delivery.delivery_id,
    channel: delivery.channel_name,
    channel_id: delivery.channel_id,
    channel_kind: delivery.channel_kind,
    route: delivery.route,
    status: statusOf(delivery),
    severity: delivery.severity,
    title: inWords(delivery.title, words),
    notices: delivery.notices,
    attempts: delivery.attempts,
    created_at: toTimestamp(delivery.created_at),
    next_try: isOver || nextTry === null ? null : toTimestamp(Math.max(delivery.due_at, nextTry)),
    finished_at: toTimestampOrNull(delivery.finished_at),
    reason: delivery.status === 'sent' ? null : showReason(reason, words),
    stands_for: delivery.stands_for,
  };
}

/** A delivery with all that is known of it. */
export function showDetail(
  { delivery, message, tells, attempts }: LoggedDelivery,
  view: ChannelView | undefined,
  words: Words,
): NotifyDeliveryDetail {
  const notices = tells.map(({ notice }) => notice);
  const drafted =
    message ??
    compose(
      {
        ...{ key: delivery.delivery_id, notices, still: [], isDigest: delivery.is_digest, options: {} },
        ...{ pageUrl: null, language: words.language },
        limits: { title: null, body: null, unit: 'characters', rate: [] },
      },
      words,
    );
  return {
    ...showDelivery(delivery, view, words),
    title: drafted.title,
    body: drafted.body,
    tells: notices.map(({ key, subject, kind, severity, title, at }) => ({
      ...{ key, subject, kind, severity, title: inWords(title, words), at: toTimestamp(at) },
    })),
    tries: attempts.map(({ at, ended_at, outcome, reason }) => ({
      ...{ at: toTimestamp(at), ended_at: toTimestampOrNull(ended_at), outcome },
      reason: showReason(reason, words),
    })),
  };
}

/** A delivery as `/alerts/notifications` tells it. */
export function showNotification(
  delivery: Delivery,
  view: ChannelView | undefined,
  words: Words,
): AlertNotification {
  const { delivery_id: id, finished_at, ...shown } = showDelivery(delivery, view, words);
  return {
    ...{ id, alert_id: delivery.alert_id, channel: shown.channel, channel_id: shown.channel_id },
    ...{ channel_kind: shown.channel_kind, status: shown.status, severity: shown.severity },
    ...{ title: shown.title, attempts: shown.attempts, created_at: shown.created_at },
    sent_at: shown.status === 'sent' ? finished_at : null,
    reason: shown.reason,
  };
}

/** What became of a message that was waited for. */
export const showOutcome = (delivered: Delivered, words: Words): NotifyOutcome => ({
  delivery_id: delivered.delivery_id,
  status: delivered.kind,
  reason: delivered.kind === 'sent' ? null : showReason(delivered.reason, words),
});
