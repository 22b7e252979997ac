/** What the outbox keeps, as its parts hand it to each other. Times in ms UTC. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Notice, NoticeTiming, Severity } from '../../shared/notice.ts';

/** What an owner allows a channel. */
export interface OwnRate {
  readonly messages: number;
  readonly per_seconds: number;
}

/** Settings of a channel by their names. */
export type ChannelSettings = Readonly<Record<string, unknown>>;

/** A channel without its secrets. */
export interface StoredChannel {
  readonly channel_id: string;
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly language: Language;
  readonly rate: OwnRate | null;
  /** Those that are no secrets. */
  readonly settings: ChannelSettings;
  /** Names of the secrets that are set, in order. */
  readonly secrets_set: readonly string[];
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** How a channel is doing. */
export interface ChannelStanding {
  /** `stopped` until somebody edits it; `waiting` until `next_try`. */
  readonly state: 'ok' | 'waiting' | 'stopped' | 'unknown';
  /** In a row, by which the next wait grows. */
  readonly failures: number;
  readonly next_try: number | null;
  readonly reason: StoredReason | null;
  readonly last_sent_at: number | null;
}

/** Of a channel that was just made or edited. */
export const freshStanding: ChannelStanding = {
  state: 'unknown',
  failures: 0,
  next_try: null,
  reason: null,
  last_sent_at: null,
};

/** A notice as it waits to be given to channels. */
export interface StoredNotice {
  readonly notice_id: string;
  readonly notice: Notice;
  readonly timing: NoticeTiming;
  readonly put_at: number;
}

/** `sending` is told as `pending`: it is not over yet. */
export type DeliveryStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'withdrawn';

/** One message to one channel. */
export interface Delivery {
  readonly delivery_id: string;
  readonly channel_id: string;
  readonly channel_name: string;
  readonly channel_kind: string;
  readonly route: string | null;
  /** Notices of one group that wait at the same time become one message. */
  readonly group_key: string;
  readonly is_digest: boolean;
  readonly status: DeliveryStatus;
  /** The worst of what it tells of. */
  readonly severity: Severity;
  /** Of the first that it tells of. */
  readonly title: StoredReason;
  /** Where it tells of one alert alone. */
  readonly alert_id: string | null;
  /** How many it tells of. */
  readonly notices: number;
  readonly created_at: number;
  /** When it was to go out first. */
  readonly wanted_at: number;
  readonly due_at: number;
  readonly attempts: number;
  /** Tries of which nobody knows how they went, because the process ended. */
  readonly unknowns: number;
  readonly reason: StoredReason | null;
  readonly finished_at: number | null;
  /** Channels that stand in, one after another. */
  readonly fallback: readonly string[];
  readonly fallback_ms: number;
  readonly fallback_at: number | null;
  readonly stands_for: string | null;
}

/** One try. */
export interface Attempt {
  readonly attempt_id: string;
  readonly at: number;
  readonly ended_at: number | null;
  readonly outcome: 'sending' | 'sent' | 'failed' | 'unknown';
  readonly reason: StoredReason | null;
}

/** Makes a stored reason. */
export const because = (code: string, params: StoredReason['params'] = {}): StoredReason => ({
  code,
  params,
});
