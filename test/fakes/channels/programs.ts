/** Programs that read messages as data. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { malformed, type ServiceRow } from '../http-channel.ts';

const NOW = Date.UTC(2026, 10, 20, 8) / 1000;
const KEY = Buffer.from('canary webhook secret of 32 byte');

/** A receiver of Standard Webhooks, as the specification's own verification has it. */
export const webhookRow: ServiceRow = {
  settings: (endpoint) => ({
    url: `${endpoint}/hooks/canary-path-secret`,
    secret: `whsec_${KEY.toString('base64')}`,
  }),
  wrongSettings: (endpoint) => ({
    url: `${endpoint}/hooks/canary-path-secret`,
    secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
  }),
  read({ url, headers, body, json }) {
    const id = headers['webhook-id'] ?? '';
    const at = headers['webhook-timestamp'] ?? '';
    if (url.pathname !== '/hooks/canary-path-secret' || id.includes('.')) return malformed('id');
    if (Math.abs(Number(at) - NOW) > 300) return 'unauthentic';
    const expected = createHmac('sha256', KEY).update(`${id}.${at}.${body}`).digest();
    const matches = (headers['webhook-signature'] ?? '').split(' ').some((signature) => {
      const [version, given = ''] = signature.split(',');
      const bytes = Buffer.from(given, 'base64');
      return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
    });
    if (!matches) return 'unauthentic';
    const { type, timestamp, data } = json() as {
      type: string;
      timestamp: string;
      data: { title: string; body: string; url: string | null; alerts: { started_at: string }[] };
    };
    if (!/^[a-z.]+$/.test(type) || !timestamp.endsWith('Z')) return malformed('type or timestamp');
    if (data.alerts.some((one) => !one.started_at.endsWith('Z'))) return malformed('times');
    return { shown: [data.title, data.body, data.url ?? ''].join('\n'), key: id };
  },
  success: { status: 202, body: '' },
  unauthentic: () => ({ status: 401, body: 'No matching signature found' }),
  throttle: { status: 429, headers: { 'retry-after': '120' }, body: '' },
  throttleMs: 120_000,
  message: { status: 413, body: '' },
  without: { portal: 'any answer from 200 to 299 takes it', half: 'it says nothing that could be halved' },
};

const TOKEN = 'Bearer canaryAlertmanagerToken01';

/** A receiver of Alertmanager's payload, version 4: the fields of `template.Data` and `webhook.Message`. */
export const alertmanagerRow: ServiceRow = {
  settings: (endpoint) => ({ url: `${endpoint}/alerts`, authorization: TOKEN }),
  wrongSettings: (endpoint) => ({
    url: `${endpoint}/alerts`,
    authorization: 'Bearer wrongAlertmanagerToken',
  }),
  read({ headers, json }) {
    if (headers['authorization'] !== TOKEN) return 'unauthentic';
    const told = json() as {
      version: string;
      groupKey: string;
      status: string;
      alerts: {
        status: string;
        labels: Record<string, string>;
        startsAt: string;
        endsAt: string;
        fingerprint: string;
      }[];
      commonAnnotations: Record<string, string>;
      externalURL: string;
    };
    const [alert] = told.alerts;
    if (told.version !== '4' || !alert) return malformed('version');
    const names = told.alerts.flatMap(({ labels }) => Object.keys(labels));
    if (names.some((name) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name))) return malformed('label');
    if (told.alerts.some((one) => !one.labels['alertname'] || !one.fingerprint))
      return malformed('alertname');
    if ([alert.startsAt, alert.endsAt].some((at) => Number.isNaN(Date.parse(at)))) return malformed('times');
    const { generatorURL } = alert as unknown as { generatorURL: string };
    const key = `${told.groupKey} ${told.alerts.map(({ fingerprint, status }) => fingerprint + status).join()}`;
    return { shown: [...Object.values(told.commonAnnotations), generatorURL].join('\n'), key };
  },
  success: { body: '' },
  unauthentic: () => ({ status: 401, body: '' }),
  throttle: { status: 429, headers: { 'retry-after': '15' }, body: '' },
  throttleMs: 15_000,
  message: { status: 422, body: '' },
  without: { portal: 'any answer from 200 to 299 takes it', half: 'it says nothing that could be halved' },
};
