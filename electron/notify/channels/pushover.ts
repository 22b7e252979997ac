/** Pushover's Message API (https://pushover.net/api). */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped, type Told } from './call.ts';
import type { ChannelKind, Message, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { bySeverity } from './words.ts';

const Name = Type.String({ pattern: '^[A-Za-z0-9]{30}$', writeOnly: true });

const Settings = Type.Object({
  token: Name,
  user: Name,
  device: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,25}$' })),
  emergency: Type.Optional(Type.Boolean({ default: false })),
});
type Settings = Static<typeof Settings>;

const MESSAGES = 'https://api.pushover.net/1/messages.json';

const Answer = Type.Object({
  status: Type.Integer(),
  errors: Type.Optional(Type.Array(Type.String())),
});

/** Pure: a refusal names the field in its words: `application token is invalid`, `user identifier is not a valid user`. */
function classifyError(refusal: Refusal): Verdict {
  const { status, message } = refusal;
  // A month's messages are used up; an hour is short against a month, and long for one who asks.
  if (status === 429) return throttled(refusal, 3600 * 1000);
  if (status === 400 && /token|user (identifier|key)|device name/i.test(message)) return { failure: 'auth' };
  return verdictOfStatus(refusal);
}

/** Until the month's messages count anew, as a header tells it in seconds since 1970. */
function withReset({ headers }: Told): Readonly<Record<string, string>> {
  const reset = Number(headers['x-limit-app-reset']);
  const now = Date.parse(headers['date'] ?? '') / 1000;
  const wait = Math.ceil(reset - now);
  return Number.isFinite(wait) && wait > 0 ? { ...headers, 'retry-after': String(wait) } : headers;
}

/** Repeated each minute for an hour until somebody acknowledges it, where the owner wants that. */
function priorityOf(message: Message, insists: boolean): Readonly<Record<string, number>> {
  const priority = bySeverity(message, { critical: insists ? 2 : 1, warning: 0, info: -1, good: 0 });
  return priority === 2 ? { priority, retry: 60, expire: 3600 } : { priority };
}

/** The kind. */
export const pushover: ChannelKind<Settings> = {
  id: 'pushover',
  key_url: 'https://pushover.net/apps/build',
  settings: Settings,
  places: () => [],
  // 1,024 characters of a message and 250 of a title; 10,000 messages a month.
  limits: {
    title: 250,
    body: 1024,
    unit: 'characters',
    rate: [{ messages: 10_000, per: 30 * 24 * 3600 * 1000 }],
  },
  knows_keys: false,
  async send({ token, user, device, emergency = false }, message, { http }) {
    const answer = await postJson(http, MESSAGES, {
      ...{ token, user },
      ...(device === undefined ? {} : { device }),
      title: message.title,
      message: message.body === '' ? message.title : message.body,
      ...(message.url === null ? {} : { url: message.url.slice(0, 512) }),
      timestamp: Math.floor(message.at / 1000),
      ...priorityOf(message, emergency),
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.status === 1) return;
    const words = (told?.errors ?? []).join(', ');
    const headers = answer.status === 429 ? withReset(answer) : answer.headers;
    throw refused({ ...answer, headers, code: null, message: said(answer, words) }, classifyError);
  },
  classifyError,
};
