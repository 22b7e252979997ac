/**
 * Any receiver of Alertmanager's webhooks, payload version 4
 * (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). Receivers tell alerts apart by their
 * fingerprint, so that a second try is nothing new to them.
 */
import { Type, type Static } from 'typebox';
import { toTimestamp } from '../../kernel/clock.ts';
import { postJson, said } from './call.ts';
import type { ChannelKind, Message } from './channel.ts';
import { refused, verdictOfStatus } from './failures.ts';
import { OwnAddress } from './settings.ts';
import { nameOf } from './words.ts';

const Settings = Type.Object({
  url: OwnAddress,
  authorization: Type.Optional(
    Type.String({ pattern: '^[\\x21-\\x7e]+( [\\x21-\\x7e]+)*$', maxLength: 1000, writeOnly: true }),
  ),
});
type Settings = Static<typeof Settings>;

/** Go's zero time, with which Alertmanager says that an alert goes on. */
const GOES_ON = '0001-01-01T00:00:00Z';
/** How long a message that is no alert stands at the receiver. */
const STANDS_MS = 300_000;

type Row = Readonly<Record<string, unknown>>;

function alertsOf(message: Message): readonly Row[] {
  const generatorURL = message.url ?? '';
  if (message.alerts.length === 0) {
    // A receiver takes alerts and nothing else: one that ends by itself.
    const labels = { alertname: 'CloudCube', severity: message.severity, ...message.labels };
    return [
      {
        status: 'firing',
        labels,
        annotations: { summary: message.title, description: message.body },
        startsAt: toTimestamp(message.at),
        endsAt: toTimestamp(message.at + STANDS_MS),
        generatorURL,
        fingerprint: nameOf(message.subject).slice(0, 16),
      },
    ];
  }
  return message.alerts.map((alert) => ({
    status: alert.status,
    labels: alert.labels,
    annotations: { summary: alert.title, description: alert.description },
    startsAt: toTimestamp(alert.started_at),
    endsAt: alert.ended_at === null ? GOES_ON : toTimestamp(alert.ended_at),
    generatorURL,
    fingerprint: alert.fingerprint,
  }));
}

/** Pure: firing as long as one alert is. */
export function alertmanagerPayload(message: Message): Row {
  const alerts = alertsOf(message);
  const { title: summary, body: description } = message;
  return {
    version: '4',
    groupKey: `{}:{subject=${JSON.stringify(message.subject)}}`,
    truncatedAlerts: 0,
    status: alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: 'cloudcube',
    groupLabels: {},
    commonLabels: message.labels,
    commonAnnotations: { summary, description },
    externalURL: message.url === null ? '' : new URL(message.url).origin,
    alerts,
  };
}

/** The kind. */
export const alertmanager: ChannelKind<Settings> = {
  id: 'alertmanager',
  key_url: null,
  settings: Settings,
  places: ({ url }) => [url],
  limits: { title: null, body: 10_000, unit: 'characters', rate: [] },
  knows_keys: true,
  async send({ url, authorization }, message, { http }) {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await postJson(http, url, alertmanagerPayload(message), headers);
    if (answer.status >= 200 && answer.status < 300) return;
    throw refused({ ...answer, code: null, message: said(answer) }, verdictOfStatus);
  },
  classifyError: verdictOfStatus,
};
