/** A message as data, for programs that read it: of the webhook and of MQTT. Pure. */
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import type { Message } from './channel.ts';

/** What it is about, in the words of Standard Webhooks: full-stop separated. */
const types: Readonly<Record<Message['kind'], string>> = {
  firing: 'alert.firing',
  resolved: 'alert.resolved',
  reminder: 'alert.reminder',
  message: 'message',
  digest: 'digest',
};

/** `{type, timestamp, data}` (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#payload-structure). */
export function payloadOf(message: Message): Readonly<Record<string, unknown>> {
  const { key, subject, kind, severity, title, body, url, labels, alerts } = message;
  return {
    type: types[kind],
    timestamp: toTimestamp(message.at),
    data: {
      ...{ key, subject, kind, severity, title, body, url, labels },
      alerts: alerts.map(({ started_at, ended_at, ...alert }) => ({
        ...alert,
        started_at: toTimestamp(started_at),
        ended_at: toTimestampOrNull(ended_at),
      })),
    },
  };
}
