/**
 * Slack: an incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks), or the token of
 * an app with `chat.postMessage` (https://docs.slack.dev/reference/methods/chat.postMessage). What is written is shown as
 * it is: its three control characters are escaped and its Markdown is off
 * (https://docs.slack.dev/messaging/formatting-message-text).
 */
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { postJson, said, shaped, type Told } from './call.ts';
import {
  ChannelFailure,
  type ChannelKind,
  type FailureClass,
  type Message,
  type Refusal,
  type Verdict,
} from './channel.ts';
import { colours } from './colours.ts';
import { misconfigured, ofThisAlone, refused, throttled, verdictOfStatus } from './failures.ts';
import { Key, SecretAddress } from './settings.ts';
import { bySeverity } from './words.ts';

const Settings = Type.Object(
  {
    webhook_url: Type.Optional(SecretAddress),
    token: Type.Optional(Key),
    channel: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  },
  { anyOf: [{ required: ['webhook_url'] }, { required: ['token', 'channel'] }] },
);
type Settings = Static<typeof Settings>;

/** What a caller of `/integrations/slack/notify` may ask for. */
const Options = Type.Object({
  channel: Type.Optional(Type.String()),
  attachments: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
  /** The body alone, in Slack's own format. */
  as_written: Type.Optional(Type.Boolean()),
});

const POST_MESSAGE = 'https://slack.com/api/chat.postMessage';

/** Answer of the Web API, whose errors have status 200. */
const Answer = Type.Object({ ok: Type.Boolean(), error: Type.Optional(Type.String()) });

/** Words of both ways (the webhook says them as plain text with a status of 4xx). */
const words: Readonly<Record<string, FailureClass>> = {
  invalid_auth: 'auth',
  not_authed: 'auth',
  account_inactive: 'auth',
  token_revoked: 'auth',
  token_expired: 'auth',
  no_permission: 'auth',
  missing_scope: 'auth',
  invalid_token: 'auth',
  action_prohibited: 'auth',
  posting_to_general_channel_denied: 'config',
  channel_not_found: 'config',
  channel_is_archived: 'config',
  is_archived: 'config',
  not_in_channel: 'config',
  restricted_action: 'config',
  no_service: 'config',
  no_service_id: 'config',
  no_team: 'config',
  team_disabled: 'config',
  user_not_found: 'config',
  invalid_payload: 'message',
  no_text: 'message',
  msg_too_long: 'message',
  too_many_attachments: 'message',
  invalid_attachments: 'message',
  ratelimited: 'throttled',
  rate_limited: 'throttled',
  rollup_error: 'transient',
  internal_error: 'transient',
  fatal_error: 'transient',
  service_unavailable: 'transient',
  request_timeout: 'transient',
};

/** Pure. One message a second and channel: longer waits are told with a status of 429. */
function classifyError(refusal: Refusal): Verdict {
  const known = refusal.code === null ? undefined : words[refusal.code];
  if (known === 'throttled' || refusal.status === 429) return throttled(refusal, 30_000);
  if (known !== undefined) return { failure: known };
  // An error of the Web API that has no row here would come again.
  return refusal.status === 200 && refusal.code !== null ? { failure: 'message' } : verdictOfStatus(refusal);
}

/** Pure: without it, a name could mention everybody (`<!channel>`) or show one address and lead to another. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function payloadOf(message: Message): Readonly<Record<string, unknown>> {
  const options = Value.Check(Options, message.options) ? message.options : {};
  if (options.as_written === true) return { text: message.body, attachments: options.attachments ?? [] };
  const body = [message.body, message.url ?? ''].filter(Boolean).join('\n');
  const own = {
    color: `#${bySeverity(message, colours).toString(16).padStart(6, '0')}`,
    text: escape(body),
    fallback: escape(body),
    mrkdwn_in: [],
    ts: Math.floor(message.at / 1000),
  };
  return {
    text: escape(message.title),
    mrkdwn: false,
    unfurl_links: false,
    attachments: body === '' ? [] : [own],
  };
}

/** A word alone, as the webhook says it; not a page of some portal. */
const wordOf = ({ body }: Told): string | null => (/^[a-z_]{2,60}$/.test(body.trim()) ? body.trim() : null);

/** The kind. */
export const slack: ChannelKind<Settings> = {
  id: 'slack',
  key_url: 'https://api.slack.com/apps',
  settings: Settings,
  places: ({ webhook_url }) => (webhook_url === undefined ? [] : [webhook_url]),
  // An attachment's text is cut from 4,000 characters on; escaping makes some five times as long.
  limits: {
    title: 250,
    body: 3000,
    unit: 'characters',
    rate: [{ messages: 1, per: 1000 }],
  },
  knows_keys: false,
  async send({ webhook_url, token, channel }, message, { http }) {
    const payload = payloadOf(message);
    const asked = Value.Check(Options, message.options) ? message.options.channel : undefined;
    if (token !== undefined && (asked ?? channel) !== undefined) {
      const answer = await postJson(
        http,
        POST_MESSAGE,
        { channel: asked ?? channel, ...payload },
        { authorization: `Bearer ${token}` },
      );
      const told = shaped(Answer, answer);
      if (answer.status === 200 && told?.ok === true) return;
      const code = told?.error ?? null;
      const refusal = { ...answer, code, message: said(answer, code ?? '') };
      throw refused(refusal, (one) =>
        asked === undefined ? classifyError(one) : ofThisAlone(classifyError(one)),
      );
    }
    if (asked !== undefined) {
      const words = 'A webhook of Slack has a channel of its own';
      throw new ChannelFailure({ failure: 'message' }, { code: 'channel_fixed', message: words });
    }
    if (webhook_url === undefined) throw misconfigured('incomplete', 'Slack: neither a webhook nor a token');
    const answer = await postJson(http, webhook_url, payload);
    if (answer.status === 200 && answer.body.trim() === 'ok') return;
    const code = wordOf(answer);
    throw refused({ ...answer, code, message: said(answer, code ?? '') }, classifyError);
  },
  classifyError,
};
