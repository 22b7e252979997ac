/** What a caller of `/integrations/*` asks for, as it reaches the outbox and the service. */
import { expect, it } from 'vitest';
import type { ChannelKind, ChannelPorts } from '../../../electron/notify/channels/channel.ts';
import { slack } from '../../../electron/notify/channels/slack.ts';
import { telegram } from '../../../electron/notify/channels/telegram.ts';
import { createIntegrationRoutes, type Delivered } from '../../../electron/notify/integrations.ts';
import type { Answer, Call } from '../../../electron/server/route.ts';
import type { Notice } from '../../../shared/notice.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { firing } from './channels/message.ts';

interface Put {
  readonly channelId: string;
  readonly notice: Notice;
  readonly options: Readonly<Record<string, unknown>>;
}

function start(
  delivered: Delivered = { kind: 'sent', delivery_id: 'd-1' },
  known = ['slack', 'telegram', 'email'],
) {
  const puts: Put[] = [];
  const recorded: unknown[] = [];
  const routes = createIntegrationRoutes({
    ways: {
      channelOf: (kind, id) =>
        Promise.resolve(known.includes(kind) ? { channel_id: id ?? `c-${kind}`, name: 'Family' } : null),
      deliver(channelId, notice, options) {
        puts.push({ channelId, notice, options });
        return Promise.resolve(delivered);
      },
    },
    audit: { record: (event: unknown) => Promise.resolve(void recorded.push(event)) },
    clock: createVirtualClock(),
  });
  const call = async (path: string, body: object): Promise<Answer<unknown>> => {
    const route = routes.find(({ contract }) => contract.path === path);
    if (!route) throw new Error(`No ${path}`);
    return route.handler({ body } as unknown as Call);
  };
  return { puts, recorded, call };
}

it('sends an e-mail with what the caller added, and says so in the audit log', async () => {
  const { puts, recorded, call } = start();
  const attachments = [{ filename: 'a.txt', content: 'YQ==' }];
  const body = { to: 'ada@example.com', subject: 'Copy', body: 'Done', html: '<p>Done</p>', attachments };
  expect(await call('/integrations/email/send', body)).toMatchObject({
    data: { delivery_id: 'd-1', status: 'sent', channel_id: 'c-email', channel_name: 'Family' },
  });
  expect(puts).toMatchObject([
    {
      channelId: 'c-email',
      notice: {
        kind: 'message',
        title: { code: 'verbatim', params: { text: 'Copy' } },
        lines: [{ code: 'verbatim', params: { text: 'Done' } }],
      },
      options: { to: ['ada@example.com'], html: '<p>Done</p>', attachments },
    },
  ]);
  expect(recorded).toMatchObject([
    { action: 'integration.email', target_id: 'c-email', payload: { to: ['ada@example.com'] } },
  ]);
});

it('takes the channel that is named', async () => {
  const { puts, call } = start();
  await call('/integrations/slack/notify', { message: 'x', via: 'c-other' });
  expect(puts).toMatchObject([{ channelId: 'c-other' }]);
});

it('says clearly where there is no such channel, and that a service refused', async () => {
  const none = start(undefined, []);
  await expect(none.call('/integrations/slack/notify', { message: 'x' })).rejects.toMatchObject({
    code: 'NOTIFY_CHANNEL_MISSING',
    params: { channel_kind: 'slack' },
  });
  expect(none.puts).toEqual([]);
  const refused = start({ kind: 'failed', delivery_id: 'd-2', failure: 'auth', message: 'HTTP 401' });
  await expect(refused.call('/integrations/slack/notify', { message: 'x' })).rejects.toMatchObject({
    code: 'NOTIFY_NOT_SENT',
    params: { channel: 'Family', problem: 'HTTP 401' },
    details: { delivery_id: 'd-2', failure: 'auth' },
  });
});

it('says that a message is still to come', async () => {
  const { call } = start({ kind: 'pending', delivery_id: 'd-3' });
  expect(await call('/integrations/slack/notify', { message: 'x' })).toMatchObject({
    status: 202,
    data: { status: 'pending', delivery_id: 'd-3' },
  });
});

/** What a service is sent for the options of a call. */
async function sentBy(
  kind: ChannelKind<never>,
  settings: object,
  body: string,
  options: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const sent: string[] = [];
  const ports = {
    http: ({ body: text = '' }: { body?: string }) => {
      sent.push(text);
      return Promise.resolve({ status: 200, headers: {}, body: '{"ok":true}' });
    },
  } as unknown as ChannelPorts;
  await kind.send(
    settings as never,
    { ...firing, title: 'in the log', body, url: null, options, alerts: [] },
    ports,
  );
  return JSON.parse(sent[0] ?? '') as Record<string, unknown>;
}

it('leaves what a caller wrote for Slack and Telegram as it is, in their formats', async () => {
  const { puts, call } = start();
  const attachments = [{ color: '#36a64f', text: 'as *given*' }];
  await call('/integrations/slack/notify', {
    channel: '#ops',
    message: '*done* <https://x.example|log>',
    attachments,
  });
  await call('/integrations/telegram/send', { chat_id: -100123, message: '*done*' });
  await call('/integrations/telegram/send', { chat_id: '@ops_room', message: '*as is*', parse_mode: 'none' });
  const [slackPut, markdownPut, plainPut] = puts;
  const bot = { token: 'xoxb-x', channel: '#alerts' };
  expect(await sentBy(slack, bot, '*done* <https://x.example|log>', slackPut?.options ?? {})).toEqual({
    channel: '#ops',
    text: '*done* <https://x.example|log>',
    attachments,
  });
  const chat = { token: '1:x', chat_id: '1' };
  expect(await sentBy(telegram, chat, '*done*', markdownPut?.options ?? {})).toMatchObject({
    chat_id: '-100123',
    text: '*done*',
    parse_mode: 'Markdown',
    disable_notification: false,
  });
  const plain = await sentBy(telegram, chat, '*as is*', plainPut?.options ?? {});
  expect(plain).toMatchObject({ chat_id: '@ops_room', text: '*as is*' });
  expect(plain['parse_mode']).toBeUndefined();
});

it('refuses a channel of its own for a webhook of Slack, which has one, and stops nothing by it', async () => {
  const webhook = { webhook_url: 'https://hooks.slack.com/services/x' };
  await expect(sentBy(slack, webhook, 'x', { as_written: true, channel: '#ops' })).rejects.toMatchObject({
    failure: 'message',
    code: 'channel_fixed',
  });
});
