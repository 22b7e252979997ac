/** The contract of messages that a program sends by the owner's channels, in words of its own. */
import { Type, type Static } from 'typebox';
import { Id } from './common.ts';
import { defineRoutes } from './contract.ts';

/** What became of a message. */
export const SentMessage = Type.Object({
  delivery_id: Type.String({ description: 'As `/notify/deliveries` lists it' }),
  status: Type.Enum(['sent', 'pending'], { description: '`pending`: it is tried again by itself' }),
  channel_id: Id,
  channel_name: Type.String(),
});
/** {@link SentMessage} as a type. */
export type SentMessage = Static<typeof SentMessage>;

/** Which of the channels sends it. */
const via = Type.Optional({
  ...Id,
  description: 'The channel that sends it; unless told, the first of its kind that is switched on',
});

const MailAddress = Type.String({ pattern: '^[^\\s@<>()",;:\\\\]+@[^\\s@<>()",;:\\\\]+$', maxLength: 254 });

const example: SentMessage = {
  delivery_id: '0198f3a0-0000-7000-8000-0000000000d1',
  status: 'sent',
  channel_id: '0198f3a0-0000-7000-8000-0000000000c1',
  channel_name: 'Family',
};

const sends = {
  method: 'POST',
  tag: 'integrations',
  access: 'integrations:write',
  data: SentMessage,
  accepted: SentMessage,
  errors: ['NOTIFY_CHANNEL_MISSING', 'NOTIFY_NOT_SENT'],
} as const;

/** Operations that send a message. */
export const integrationRoutes = defineRoutes({
  notifySlack: {
    ...sends,
    path: '/integrations/slack/notify',
    summary: 'Send a message by Slack',
    audit: 'integration.slack',
    body: Type.Object(
      {
        message: Type.String({
          minLength: 1,
          maxLength: 3000,
          description: 'In Slack’s own format (mrkdwn)',
        }),
        channel: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 80,
            description:
              'Name or id; the channel’s own unless told. A webhook has one that cannot be changed',
          }),
        ),
        attachments: Type.Optional(
          Type.Array(Type.Record(Type.String(), Type.Unknown()), {
            maxItems: 20,
            description: 'As Slack has them, passed on as they are',
          }),
        ),
        via,
      },
      { additionalProperties: false },
    ),
    example: { body: { channel: '#alerts', message: 'The nightly copy is *done*.' }, data: example },
  },
  sendTelegram: {
    ...sends,
    path: '/integrations/telegram/send',
    summary: 'Send a message by Telegram',
    audit: 'integration.telegram',
    body: Type.Object(
      {
        chat_id: Type.Union([
          Type.String({ pattern: '^(-?[0-9]{1,20}|@[A-Za-z0-9_]{4,32})$' }),
          Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
        ]),
        message: Type.String({ minLength: 1, maxLength: 3500 }),
        parse_mode: Type.Optional(
          Type.Enum(['Markdown', 'MarkdownV2', 'HTML', 'none'], {
            description: 'How Telegram reads it: Markdown unless told; `none` shows it as it is',
          }),
        ),
        via,
      },
      { additionalProperties: false },
    ),
    example: { body: { chat_id: '-1001234567890', message: 'The nightly copy is *done*.' }, data: example },
  },
  sendEmail: {
    ...sends,
    path: '/integrations/email/send',
    summary: 'Send an e-mail; all of the request together has 64 kB',
    audit: 'integration.email',
    body: Type.Object(
      {
        to: Type.Union([
          MailAddress,
          Type.Array(MailAddress, { minItems: 1, maxItems: 20, uniqueItems: true }),
        ]),
        subject: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\r\\n]+$' }),
        body: Type.String({ minLength: 1, maxLength: 20_000, description: 'Plain text' }),
        html: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 60_000,
            description: 'The same for programs that show HTML',
          }),
        ),
        attachments: Type.Optional(
          Type.Array(
            Type.Object(
              {
                filename: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\r\\n/\\\\]+$' }),
                content: Type.String({
                  maxLength: 60_000,
                  pattern: '^[A-Za-z0-9+/]*={0,2}$',
                  description: 'In Base64',
                }),
                content_type: Type.Optional(
                  Type.String({ maxLength: 100, pattern: '^[a-z0-9.+-]+/[a-z0-9.+-]+$' }),
                ),
              },
              { additionalProperties: false },
            ),
            { maxItems: 10 },
          ),
        ),
        via,
      },
      { additionalProperties: false },
    ),
    example: {
      body: { to: 'owner@example.com', subject: 'The nightly copy', body: 'It is done.' },
      data: example,
    },
  },
});
