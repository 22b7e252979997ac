/** What is told of an alert: the notice, with what is behind it. Pure. */
import type { StoredReason } from '../../../shared/api/common.ts';
import { errorStatus } from '../../../shared/errors.ts';
import { metrics } from '../../../shared/metric-names.ts';
import type { Notice } from '../../../shared/notice.ts';
import type { AlertRecord } from '../store/alert.ts';
import { figure, lasting } from './figures.ts';

const line = (code: string, params: StoredReason['params'] = {}): StoredReason => ({ code, params });

/** The catalogue would look for words of its own in what somebody named so. */
const plain = (text: string): string => text.replaceAll('$t(', '$ t(');

/** What a part said of itself, as a line of its own: its words stand among those of reasons or of errors. */
export function inItsOwnWords({ code, params }: StoredReason): StoredReason {
  const where = Object.hasOwn(errorStatus, code) ? 'alert_cause_error' : 'alert_cause';
  return line(where, { ...params, cause: code });
}

function valueLine({ metric_name: name, value, threshold, condition }: AlertRecord): StoredReason[] {
  const { unit } = metrics[name];
  if (value === null || unit === 'yes_no') return [];
  return [
    line('alert_value', {
      metric: name,
      value: figure(value, unit),
      condition,
      threshold: figure(threshold, unit),
    }),
  ];
}

function endLines(alert: AlertRecord): StoredReason[] {
  const { ended_at: endedAt, started_at: startedAt, resolved_by: by, notes } = alert;
  return [
    line('alert_lasted', { duration: lasting(((endedAt ?? startedAt) - startedAt) / 1000) }),
    ...(by === null ? [] : [line('alert_resolved_by', { who: by })]),
    ...(by === null || notes === null || notes === '' ? [] : [line('verbatim', { text: notes })]),
  ];
}

function beginLines(alert: AlertRecord, culprits: readonly StoredReason[]): StoredReason[] {
  const { cause, description, flapping } = alert;
  return [
    ...(flapping ? [line('alert_flapping')] : []),
    ...valueLine(alert),
    ...(cause === null ? [] : [inItsOwnWords(cause)]),
    ...culprits,
    ...(description === null || description === '' ? [] : [line('verbatim', { text: description })]),
  ];
}

type Kind = 'firing' | 'resolved' | 'reminder';

const keyOf = (id: string, kind: Kind, reminders: number): string =>
  kind === 'reminder' ? `${id}:${kind}:${reminders}` : `${id}:${kind}`;

/** How many reminders of one alert are looked up. */
const MOST_REMINDERS = 20;

/** Keys of what was told of an alert, the oldest first; of reminders the newest ones. */
export function keysOf({ id, told: { reminders } }: Pick<AlertRecord, 'id' | 'told'>): [Kind, string][] {
  const first = Math.max(1, reminders - MOST_REMINDERS + 1);
  const nths = Array.from({ length: reminders - first + 1 }, (_, index) => first + index);
  return [
    ['firing', keyOf(id, 'firing', 0)],
    ...nths.map((nth): [Kind, string] => ['reminder', keyOf(id, 'reminder', nth)]),
    ['resolved', keyOf(id, 'resolved', 0)],
  ];
}

/** The notice. `hostname` stands for what there is one of only; `at` in ms UTC. */
export function noticeOf(
  alert: AlertRecord,
  kind: Kind,
  more: { readonly culprits: readonly StoredReason[]; readonly hostname: string; readonly at: number },
): Notice {
  const { id, told, name, template, object, object_name: shown } = alert;
  const where = plain(object === '' ? more.hostname : shown);
  // What comes along has a name in each language, what somebody made has one.
  const title =
    name === null
      ? line(`alert_${kind}_standard`, { rule: template ?? alert.rule_id, where })
      : line(`alert_${kind}`, { name: plain(name), where });
  return {
    key: keyOf(id, kind, told.reminders),
    subject: alert.fingerprint,
    kind,
    severity: alert.severity,
    labels: alert.labels,
    at: more.at,
    title,
    lines: kind === 'resolved' ? endLines(alert) : beginLines(alert, more.culprits),
    page: `/alerts/${id}`,
    alert: {
      alert_id: id,
      fingerprint: alert.fingerprint,
      status: kind === 'resolved' ? 'resolved' : 'firing',
      rule_id: alert.rule_id,
      rule_name: name ?? alert.rule_id,
      metric_name: alert.metric_name,
      object,
      started_at: alert.started_at,
      ended_at: alert.ended_at,
      value: alert.value,
      threshold: alert.threshold,
    },
  };
}
