/**
 * Discord: the webhook of a channel (https://docs.discord.com/developers/resources/webhook#execute-webhook), as an embed:
 * nothing in one mentions anybody, and its Markdown is escaped.
 */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { colours } from './colours.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { SecretAddress } from './settings.ts';
import { bySeverity } from './words.ts';

const Settings = Type.Object({ webhook_url: SecretAddress });
type Settings = Static<typeof Settings>;

/** Of an error; `code` as https://docs.discord.com/developers/topics/opcodes-and-status-codes has it. */
const ErrorBody = Type.Object({ code: Type.Optional(Type.Integer()), message: Type.Optional(Type.String()) });
const Throttle = Type.Object({ retry_after: Type.Number({ minimum: 0 }) });

/** Unknown webhook. */
const UNKNOWN_WEBHOOK = '10015';
/** Invalid webhook token. */
const INVALID_TOKEN = '50027';

/** Pure. */
function classifyError(refusal: Refusal): Verdict {
  if (refusal.status === 429) return throttled(refusal, 5000);
  if (refusal.code === UNKNOWN_WEBHOOK || refusal.code === INVALID_TOKEN) return { failure: 'auth' };
  return verdictOfStatus(refusal);
}

/** Pure: every sign that its Markdown knows, so that a name is shown as it is. */
const escape = (text: string): string => text.replace(/[\\*_~`|>#\-+[\]()<:.@]/g, '\\$&');

/** The kind. */
export const discord: ChannelKind<Settings> = {
  id: 'discord',
  key_url: 'https://support.discord.com/hc/en-us/articles/228383668-Intro-to-Webhooks',
  settings: Settings,
  places: ({ webhook_url }) => [webhook_url],
  // An embed's title takes 256 and its description 4,096, and escaping at most doubles both. A webhook takes five
  // messages in two seconds and thirty a minute to a channel.
  limits: {
    title: 120,
    body: 2000,
    unit: 'characters',
    rate: [
      { messages: 5, per: 2000 },
      { messages: 30, per: 60_000 },
    ],
  },
  knows_keys: false,
  async send({ webhook_url }, message, { http }) {
    const answer = await postJson(http, webhook_url, {
      embeds: [
        {
          title: escape(message.title),
          ...(message.body === '' ? {} : { description: escape(message.body) }),
          ...(message.url === null ? {} : { url: message.url }),
          color: bySeverity(message, colours),
          timestamp: new Date(message.at).toISOString(),
        },
      ],
      allowed_mentions: { parse: [] },
    });
    if (answer.status === 204) return;
    const told = shaped(ErrorBody, answer);
    // To the millisecond, where the header has whole seconds.
    const wait = answer.status === 429 ? shaped(Throttle, answer)?.retry_after : undefined;
    const headers =
      wait === undefined ? answer.headers : { ...answer.headers, 'retry-after': String(Math.ceil(wait)) };
    const code = told?.code === undefined ? null : String(told.code);
    throw refused({ ...answer, headers, code, message: said(answer, told?.message) }, classifyError);
  },
  classifyError,
};
