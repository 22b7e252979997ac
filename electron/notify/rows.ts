/** Rows of the outbox's tables, and what they mean. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Notice, NoticeTiming, Severity } from '../../shared/notice.ts';
import type { Attempt, ChannelStanding, Delivery, OwnRate, StoredChannel, StoredNotice } from './model.ts';

/** A delivery as it is stored. */
export type DeliveryRow = Omit<Delivery, 'is_digest' | 'title' | 'reason' | 'fallback'> & {
  is_digest: number;
  is_alert: number;
  title: string;
  reason: string | null;
  fallback: string;
  /** What is being sent, or was; of a pending one: what may have arrived, and is sent again as it is. */
  message: string | null;
};

/** The tables. */
export interface NotifyTables {
  notify_channels: {
    channel_id: string;
    name: string;
    kind: string;
    enabled: number;
    language: Language;
    rate: string | null;
    settings: string;
    secrets_set: string;
    secrets: Uint8Array;
    revision: number;
    created_at: number;
    updated_at: number;
    state: ChannelStanding['state'];
    failures: number;
    next_try: number | null;
    reason: string | null;
    last_sent_at: number | null;
  };
  notify_route_list: { id: number; routes: string; unmatched: 'all_channels' | 'nobody'; revision: number };
  notify_notices: {
    notice_id: string;
    key: string;
    subject: string;
    notice: string;
    timing: string;
    put_at: number;
    routed: number;
    reason: string | null;
  };
  notify_deliveries: DeliveryRow;
  notify_tells: { delivery_id: string; notice_id: string };
  notify_attempts: Omit<Attempt, 'reason'> & {
    delivery_id: string;
    channel_id: string;
    reason: string | null;
  };
  notify_told: {
    channel_id: string;
    subject: string;
    notice_id: string;
    group_key: string;
    told_at: number;
  };
  notify_groups: { channel_id: string; group_key: string; flushed_at: number };
}

/** A reason as a column holds it. */
export const asJson = (reason: StoredReason | null): string | null => reason && JSON.stringify(reason);

/** {@link asJson} back. */
export const asReason = (text: string | null): StoredReason | null =>
  text === null ? null : (JSON.parse(text) as StoredReason);

/** A row as a channel and how it is doing. */
export function toChannel(row: Omit<NotifyTables['notify_channels'], 'secrets'>): {
  channel: StoredChannel;
  standing: ChannelStanding;
} {
  const { state, failures, next_try, reason, last_sent_at, ...channel } = row;
  return {
    channel: {
      ...channel,
      enabled: row.enabled === 1,
      rate: row.rate === null ? null : (JSON.parse(row.rate) as OwnRate),
      settings: JSON.parse(row.settings) as Record<string, unknown>,
      secrets_set: JSON.parse(row.secrets_set) as string[],
    },
    standing: { state, failures, next_try, reason: asReason(reason), last_sent_at },
  };
}

/** A row as a notice. */
export function toNotice(
  row: Pick<NotifyTables['notify_notices'], 'notice_id' | 'notice' | 'timing' | 'put_at'>,
): StoredNotice {
  const { notice_id, notice, timing, put_at } = row;
  return {
    ...{ notice_id, put_at },
    notice: JSON.parse(notice) as Notice,
    timing: JSON.parse(timing) as NoticeTiming,
  };
}

/** A row as a delivery. */
export function toDelivery({ message: _, is_alert: __, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    is_digest: row.is_digest === 1,
    title: JSON.parse(row.title) as StoredReason,
    reason: asReason(row.reason),
    fallback: JSON.parse(row.fallback) as string[],
  };
}

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, critical: 2 };

/** Whether one matters more than another. */
export const isWorse = (one: Severity, other: Severity): boolean => ranks[one] > ranks[other];

/** The worst of several notices; `info` for none. */
export const worstOf = (notices: readonly Notice[]): Severity =>
  notices.reduce<Severity>((worst, { severity }) => (isWorse(severity, worst) ? severity : worst), 'info');

/** What stands in a delivery's row about the notices that it tells of. */
export function summaryOf(
  notices: readonly Notice[],
): Pick<DeliveryRow, 'severity' | 'title' | 'is_alert' | 'alert_id' | 'notices'> {
  const [first, ...others] = notices;
  return {
    severity: worstOf(notices),
    title: JSON.stringify(first?.title ?? { code: 'notices.verbatim', params: { text: '' } }),
    is_alert: notices.some(({ alert }) => alert !== null) ? 1 : 0,
    alert_id: others.length === 0 ? (first?.alert?.alert_id ?? null) : null,
    notices: notices.length,
  };
}
