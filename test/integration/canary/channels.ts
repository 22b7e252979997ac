/** Secrets of channels of notification. */
import { expect } from 'vitest';
import { newCanary } from '../../support/canary.ts';
import type { Stage } from './stage.ts';

/** Channels of most kinds, each at a receiver that is not there or repeats all that it is sent. */
export async function keepChannels({ canary, keep, call, echo }: Stage): Promise<void> {
  const dead = 'https://127.0.0.1:1';
  const secret = (what: string): string => canary(`${what} of a channel`);
  const path = (what: string): string => `/hook/${secret(what)}?key=${secret(what)}`;
  const signing = newCanary('').value;
  keep('signing secret of a channel', signing);
  const mail = { port: 1, username: 'nas', from: 'nas@home.arpa', to: ['owner@home.arpa'] };
  const settings: readonly (readonly [string, object])[] = [
    [
      'webhook',
      { url: `${echo().url}${path('webhook')}`, secret: `whsec_${Buffer.from(signing).toString('base64')}` },
    ],
    [
      'alertmanager',
      { url: `${echo().url}${path('alertmanager')}`, authorization: `Bearer ${secret('alertmanager')}` },
    ],
    ['telegram', { token: `123456:${secret('telegram')}`, chat_id: '1', endpoint: echo().url }],
    ['ntfy', { topic: secret('ntfy topic'), token: secret('ntfy'), endpoint: echo().url }],
    ['gotify', { token: secret('gotify'), endpoint: echo().url }],
    ['bark', { device_key: secret('bark'), endpoint: echo().url }],
    ['pushdeer', { push_key: secret('pushdeer'), endpoint: echo().url }],
    ['matrix', { token: secret('matrix'), room_id: '!room:home.arpa', endpoint: echo().url }],
    ['slack', { webhook_url: `${dead}${path('slack')}` }],
    ['discord', { webhook_url: `${dead}${path('discord')}` }],
    ['dingtalk', { webhook_url: `${dead}${path('dingtalk')}`, secret: secret('dingtalk') }],
    ['feishu', { webhook_url: `${dead}${path('feishu')}`, secret: secret('feishu') }],
    ['wecom', { webhook_url: `${dead}${path('wecom')}` }],
    ['email', { ...mail, host: '127.0.0.1', security: 'none', password: secret('email') }],
    ['mqtt', { ...{ host: '127.0.0.1', port: 1, tls: false, topic: 'nas' }, password: secret('mqtt') }],
  ];
  const tries = settings.map(async ([kind, given]) => {
    const made = await call<{ channel_id: string }>('POST', '/notify/channels', {
      ...{ name: `${kind} of a test`, kind, settings: given },
    });
    expect(made.status, kind).toBe(201);
    const place = `/notify/channels/${made.data.channel_id}`;
    await call('POST', `${place}/test`);
    await call('PUT', place, { settings: { ...given, unknown: secret('unknown') } });
    await call('PUT', place, { settings: given });
    await call('GET', place);
  });
  await Promise.all(tries);
  await call('POST', '/integrations/slack/notify', { message: 'Done' });
  await call('POST', '/integrations/telegram/send', { chat_id: 1, message: 'Done' });
  await call('POST', '/integrations/email/send', { to: 'ada@example.com', subject: 'Done', body: 'Done' });
  const wrong = secret('wrong');
  await call('POST', '/notify/channels', { name: 'x', kind: 'ntfy', settings: { topic: [wrong] } });
  await call('POST', '/notify/channels', { name: 'x', kind: 'ntfy', settings: wrong });
  await call('POST', '/notify/channels', {
    ...{ name: 'x', kind: 'webhook', settings: { url: `https://x:${wrong}@h/`, secret: wrong } },
  });
}
