/**
 * Feishu and Lark: the custom bot of a group
 * (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot), signed where signature verification is on. Errors
 * come with status 200.
 */
import { createHmac } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, FailureClass, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { Key, SecretAddress } from './settings.ts';

const Settings = Type.Object({ webhook_url: SecretAddress, secret: Type.Optional(Key) });
type Settings = Static<typeof Settings>;

const Answer = Type.Object({ code: Type.Integer(), msg: Type.Optional(Type.String()) });

const codes: Readonly<Record<string, FailureClass>> = {
  // The bot's address.
  '19001': 'auth',
  // The signature, or a clock that is an hour off.
  '19021': 'auth',
  // Addresses and keywords that the bot's owner allows.
  '19022': 'config',
  '19024': 'config',
  '19002': 'message',
  '19036': 'message',
  '9499': 'message',
  '11232': 'throttled',
  '11247': 'throttled',
};

/** Pure. */
function classifyError(refusal: Refusal): Verdict {
  const known = refusal.code === null ? undefined : codes[refusal.code];
  if (known === 'throttled' || refusal.status === 429) return throttled(refusal, 60_000);
  if (known !== undefined) return { failure: known };
  return refusal.status === 200 ? { failure: 'transient' } : verdictOfStatus(refusal);
}

/** Pure: HMAC-SHA256 over nothing, with time and secret as its key. `at` in s UTC, at most an hour off. */
export function signFeishu(secret: string, at: number): string {
  return createHmac('sha256', `${String(at)}\n${secret}`).digest('base64');
}

/** A paragraph takes some thirty bytes more than its text. */
const MOST_PARAGRAPHS = 100;

/** Pure: a line each; what would be too many stand together in the last. */
function paragraphs(body: string): readonly string[] {
  const lines = body === '' ? [] : body.split('\n');
  const rest = lines.slice(MOST_PARAGRAPHS);
  return [...lines.slice(0, MOST_PARAGRAPHS), ...(rest.length === 0 ? [] : [rest.join('\n')])];
}

/** The kind. */
export const feishu: ChannelKind<Settings> = {
  id: 'feishu',
  key_url: 'https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot',
  settings: Settings,
  places: ({ webhook_url }) => [webhook_url],
  // A request of 20 kB, in which a sign may take six bytes; 100 a minute and five a second.
  limits: {
    title: 250,
    body: 6000,
    unit: 'bytes',
    rate: [
      { messages: 5, per: 1000 },
      { messages: 100, per: 60_000 },
    ],
  },
  knows_keys: false,
  async send({ webhook_url, secret }, message, { http, clock }) {
    const at = Math.floor(clock.now() / 1000);
    const lines = paragraphs(message.body).map((text) => [{ tag: 'text', text }]);
    const link = message.url === null ? [] : [[{ tag: 'a', text: message.url, href: message.url }]];
    // A post and not a text: the text of a post is shown as it is, that of a text may mention people.
    const post = { title: message.title, content: [...lines, ...link] };
    const answer = await postJson(http, webhook_url, {
      ...(secret === undefined ? {} : { timestamp: String(at), sign: signFeishu(secret, at) }),
      msg_type: 'post',
      content: { post: message.language === 'en' ? { en_us: post } : { zh_cn: post } },
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.code === 0) return;
    const code = told === null ? null : String(told.code);
    throw refused(
      { ...answer, code, message: said(answer, `${code ?? ''} ${told?.msg ?? ''}`) },
      classifyError,
    );
  },
  classifyError,
};
