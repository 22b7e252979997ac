/**
 * Telegram's Bot API, `sendMessage` (https://core.telegram.org/bots/api#sendmessage). The text goes as it is, its bold
 * title is named by its place (`entities`), so that nothing has to be escaped.
 */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, Message, Refusal, Verdict } from './channel.ts';
import { ofThisAlone, refused, throttled, verdictOfStatus } from './failures.ts';
import { Endpoint, endpointOf } from './settings.ts';
import { wholeText } from './words.ts';

const ChatId = Type.String({ pattern: '^(-?[0-9]{1,20}|@[A-Za-z0-9_]{4,32})$' });

const Settings = Type.Object({
  token: Type.String({ pattern: '^[0-9]{3,20}:[A-Za-z0-9_-]{20,100}$', writeOnly: true }),
  chat_id: ChatId,
  thread_id: Type.Optional(Type.Integer({ minimum: 1 })),
  endpoint: Type.Optional({ ...Endpoint, default: 'https://api.telegram.org' }),
});
type Settings = Static<typeof Settings>;

/** What a caller of `/integrations/telegram/send` may ask for. */
const Options = Type.Object({
  chat_id: Type.Optional(ChatId),
  /** The body alone, read as `parse_mode` says. */
  as_written: Type.Optional(Type.Boolean()),
  parse_mode: Type.Optional(Type.String()),
});

const Answer = Type.Object({
  ok: Type.Boolean(),
  description: Type.Optional(Type.String()),
  parameters: Type.Optional(Type.Object({ retry_after: Type.Optional(Type.Integer({ minimum: 0 })) })),
});

/** Pure: what its words mean; it has no codes beyond the status (https://core.telegram.org/bots/api#making-requests). */
function classifyError(refusal: Refusal): Verdict {
  const { status, message } = refusal;
  if (status === 429) return throttled(refusal, 30_000);
  // An address with no bot's token is one that does not exist.
  if (status === 401 || status === 404) return { failure: 'auth' };
  if (status === 403) return { failure: 'config' };
  if (
    status === 400 &&
    /chat not found|upgraded to a supergroup|thread not found|not enough rights|have no rights/i.test(message)
  ) {
    return { failure: 'config' };
  }
  return verdictOfStatus(refusal);
}

function contentOf(message: Message): Readonly<Record<string, unknown>> {
  const options = Value.Check(Options, message.options) ? message.options : {};
  const { as_written: asWritten, parse_mode } = options;
  if (asWritten === true) return { text: message.body, ...(parse_mode === undefined ? {} : { parse_mode }) };
  const text = wholeText(message);
  const isAlone = text === message.title;
  return {
    text,
    // Counted in UTF-16 code units, as `length` does (https://core.telegram.org/bots/api#messageentity).
    entities: isAlone ? [] : [{ type: 'bold', offset: 0, length: message.title.length }],
  };
}

/** The kind. */
export const telegram: ChannelKind<Settings> = {
  id: 'telegram',
  key_url: 'https://t.me/BotFather',
  settings: Settings,
  places: ({ endpoint }) => (endpoint === undefined ? [] : [endpoint]),
  // 4,096 together with the address; a message a second to a chat, twenty a minute to a group
  // (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this).
  limits: {
    title: 250,
    body: 3500,
    unit: 'characters',
    rate: [
      { messages: 1, per: 1000 },
      { messages: 20, per: 60_000 },
    ],
  },
  knows_keys: false,
  async send({ token, chat_id, thread_id, endpoint = 'https://api.telegram.org' }, message, { http }) {
    const options = Value.Check(Options, message.options) ? message.options : {};
    const isElsewhere = options.chat_id !== undefined && options.chat_id !== chat_id;
    const answer = await postJson(http, `${endpointOf(endpoint)}/bot${token}/sendMessage`, {
      chat_id: options.chat_id ?? chat_id,
      ...(thread_id === undefined || isElsewhere ? {} : { message_thread_id: thread_id }),
      ...contentOf(message),
      disable_notification: message.severity === 'info' && message.kind !== 'message',
      link_preview_options: { is_disabled: true },
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.ok === true) return;
    const wait = told?.parameters?.retry_after;
    const headers = wait === undefined ? answer.headers : { ...answer.headers, 'retry-after': String(wait) };
    const description = told?.description ?? '';
    const refusal = { ...answer, headers, code: null, message: said(answer, description) };
    throw refused(refusal, (one) => (isElsewhere ? ofThisAlone(classifyError(one)) : classifyError(one)));
  },
  classifyError,
};
