/** From what is kept to what goes over the wire. */
import type { Reason, StoredReason } from '../../../shared/api/common.ts';
import type {
  CalendarEntry,
  Maintenance,
  MutedAlert,
  QuietHours,
  Silence,
  TimeWindow,
} from '../../../shared/api/muting.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import type { LabelMatcher } from '../../../shared/matchers.ts';
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import type { Entry } from './calendar.ts';
import { fitsAll } from './matchers.ts';
import {
  stateOf,
  type ActiveAlert,
  type StoredMaintenance,
  type StoredQuietHours,
  type StoredSilence,
} from './model.ts';
import type { Judgement } from './muting.ts';
import { quietAt } from './quiet.ts';
import { planAt } from './recurrence.ts';
import { endOf } from './silence-life.ts';
import type { Span } from './zoned.ts';

const inWords = (reason: StoredReason, words: Words): Reason => ({
  code: reason.code,
  params: { ...reason.params },
  message: words.explain(reason),
});

/** Those of the alerts that matchers fit. */
export function fitting(
  alerts: readonly ActiveAlert[],
  matchers: readonly LabelMatcher[],
): readonly ActiveAlert[] {
  const fits = fitsAll(matchers);
  return alerts.filter(({ labels }) => fits(labels));
}

/** A stretch of time. */
export const showSpan = ({ start, end }: Span): TimeWindow => ({
  starts_at: toTimestamp(start),
  ends_at: toTimestamp(end),
});

/** A silence at a moment. */
export function showSilence(silence: StoredSilence, alerts: readonly ActiveAlert[], now: number): Silence {
  return {
    ...silence,
    matchers: silence.matchers.map((matcher) => ({ ...matcher })),
    starts_at: toTimestamp(silence.starts_at),
    ends_at: toTimestampOrNull(silence.ends_at),
    state: stateOf(silence, now),
    ended_by: endOf(silence, now),
    muted_alerts: fitting(alerts, silence.matchers).length,
    created_at: toTimestamp(silence.created_at),
    updated_at: toTimestamp(silence.updated_at),
  };
}

/** A maintenance at a moment. */
export function showMaintenance(
  maintenance: StoredMaintenance,
  alerts: readonly ActiveAlert[],
  now: number,
): Maintenance {
  const { current, next } = maintenance.enabled ? planAt(maintenance, now) : { current: null, next: null };
  return {
    ...maintenance,
    matchers: maintenance.matchers.map((matcher) => ({ ...matcher })),
    active: current !== null,
    next: next && showSpan(next),
    muted_alerts: fitting(alerts, maintenance.matchers).length,
    created_at: toTimestamp(maintenance.created_at),
    updated_at: toTimestamp(maintenance.updated_at),
  };
}

/** The quiet hours at a moment. */
export function showQuietHours(hours: StoredQuietHours, now: number): QuietHours {
  const { until, next } = hours.enabled ? quietAt(hours, now) : { until: null, next: null };
  return {
    ...hours,
    spans: hours.spans.map((span) => ({ ...span, days: [...span.days] })),
    until: toTimestampOrNull(until),
    next: next && showSpan(next),
    updated_at: toTimestampOrNull(hours.updated_at),
  };
}

/** An entry of the calendar. */
export const showEntry = ({ start, end, ...rest }: Entry): CalendarEntry => ({
  ...rest,
  starts_at: toTimestamp(start),
  ends_at: toTimestampOrNull(end),
});

/** An active alert, and what mutes it already. */
export function showAlert(alert: ActiveAlert, judgement: Judgement, words: Words): MutedAlert {
  return {
    alert_id: alert.alert_id,
    severity: alert.severity,
    labels: { ...alert.labels },
    started_at: toTimestamp(alert.started_at),
    muted: judgement.kind === 'send' ? null : inWords(judgement.reason, words),
  };
}
