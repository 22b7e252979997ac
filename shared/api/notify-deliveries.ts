/** Messages to channels: one delivery each, its tries, and what became of it. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Reason, Timestamp } from './common.ts';
import { NoticeSeverity } from './notify.ts';

/** As `shared/notice.ts` has them. */
const NoticeKind = Type.Enum(['firing', 'resolved', 'reminder', 'message', 'digest']);

/** `withdrawn`: it was over before it was told, or something newer took its place. */
export const NotifyDeliveryStatus = Type.Enum(['pending', 'sent', 'failed', 'withdrawn']);
/** {@link NotifyDeliveryStatus} as a type. */
export type NotifyDeliveryStatus = Static<typeof NotifyDeliveryStatus>;

/** One message to one channel. */
export const NotifyDelivery = Type.Object({
  delivery_id: Id,
  /** As it was called; it may be gone since. */
  channel: Type.String(),
  channel_id: Id,
  channel_kind: Type.String(),
  route: Nullable(Type.String()),
  status: NotifyDeliveryStatus,
  /** Of what it tells of, the worst. */
  severity: NoticeSeverity,
  title: Type.String(),
  notices: Type.Integer(),
  attempts: Type.Integer(),
  created_at: Timestamp,
  /** When it is tried next; null where it is not. */
  next_try: Nullable(Timestamp),
  finished_at: Nullable(Timestamp),
  /** Why it waits, failed or was withdrawn. */
  reason: Nullable(Reason),
  /** The delivery that it stands in for: of a channel that could not, or one that was sent again by hand. */
  stands_for: Nullable(Id),
});
/** {@link NotifyDelivery} as a type. */
export type NotifyDelivery = Static<typeof NotifyDelivery>;

/** One try. `unknown`: CloudCube ended, or the line did, before the answer came. */
export const NotifyAttempt = Type.Object({
  at: Timestamp,
  ended_at: Nullable(Timestamp),
  outcome: Type.Enum(['sending', 'sent', 'failed', 'unknown']),
  reason: Nullable(Reason),
});
/** {@link NotifyAttempt} as a type. */
export type NotifyAttempt = Static<typeof NotifyAttempt>;

/** A delivery with what it says, and how it went. */
export const NotifyDeliveryDetail = Type.Object({
  ...NotifyDelivery.properties,
  body: Type.String(),
  tells: Type.Array(
    Type.Object({
      key: Type.String(),
      subject: Type.String(),
      kind: NoticeKind,
      severity: NoticeSeverity,
      title: Type.String(),
      at: Timestamp,
    }),
  ),
  tries: Type.Array(NotifyAttempt, { description: 'The last ones, the newest first' }),
});
/** {@link NotifyDeliveryDetail} as a type. */
export type NotifyDeliveryDetail = Static<typeof NotifyDeliveryDetail>;

/** What became of a message that was to go out at once. */
export const NotifyOutcome = Type.Object({
  delivery_id: Id,
  status: Type.Enum(['sent', 'failed', 'pending']),
  reason: Nullable(Reason),
});
/** {@link NotifyOutcome} as a type. */
export type NotifyOutcome = Static<typeof NotifyOutcome>;

/** A message to one channel, as `/alerts/notifications` is documented. */
export const AlertNotification = Type.Object({
  id: Id,
  alert_id: Nullable(Type.String({ description: 'Where it tells of one alert' })),
  channel: Type.String(),
  channel_id: Id,
  channel_kind: Type.String(),
  status: NotifyDeliveryStatus,
  severity: NoticeSeverity,
  title: Type.String(),
  attempts: Type.Integer(),
  created_at: Timestamp,
  sent_at: Nullable(Timestamp),
  reason: Nullable(Reason),
});
/** {@link AlertNotification} as a type. */
export type AlertNotification = Static<typeof AlertNotification>;
