/**
 * DingTalk: the custom robot of a group (https://open.dingtalk.com/document/robots/custom-robot-access), signed where its
 * security setting says so (https://open.dingtalk.com/document/robots/customize-robot-security-settings). Errors come
 * with status 200.
 */
import { createHmac } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, FailureClass, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { Key, SecretAddress } from './settings.ts';
import { wholeText } from './words.ts';

const Settings = Type.Object({ webhook_url: SecretAddress, secret: Type.Optional(Key) });
type Settings = Static<typeof Settings>;

const Answer = Type.Object({ errcode: Type.Integer(), errmsg: Type.Optional(Type.String()) });

/** Its codes (https://open.dingtalk.com/document/orgapp/custom-bot-to-send-group-chat-messages). */
const codes: Readonly<Record<string, FailureClass>> = {
  '-1': 'transient',
  '40035': 'message',
  '43004': 'message',
  '300001': 'auth',
  '300005': 'auth',
  '400013': 'config',
  '400101': 'auth',
  '400102': 'config',
  '400105': 'message',
  '400106': 'config',
  '410100': 'throttled',
  '130101': 'throttled',
  '430101': 'message',
  '430102': 'message',
  '430103': 'message',
  '430104': 'message',
  '460101': 'message',
};

/** More than twenty a minute, and it says nothing for ten. */
const LOCKED_MS = 600_000;

/** Pure: one code for all of a robot's security settings; the words say which. */
function classifyError(refusal: Refusal): Verdict {
  const { code, message } = refusal;
  if (code === '310000') {
    if (/timestamp/i.test(message)) return { failure: 'transient' };
    return { failure: /keyword|whitelist|white list/i.test(message) ? 'config' : 'auth' };
  }
  const known = code === null ? undefined : codes[code];
  if (known === 'throttled' || refusal.status === 429) return throttled(refusal, LOCKED_MS);
  if (known !== undefined) return { failure: known };
  return refusal.status === 200 ? { failure: 'transient' } : verdictOfStatus(refusal);
}

/** Pure: HMAC-SHA256 over time and secret, with the secret. `at` in ms UTC, at most an hour off. */
export function signDingtalk(secret: string, at: number): string {
  return createHmac('sha256', secret)
    .update(`${String(at)}\n${secret}`)
    .digest('base64');
}

/** The kind. */
export const dingtalk: ChannelKind<Settings> = {
  id: 'dingtalk',
  key_url: 'https://open.dingtalk.com/document/robots/custom-robot-access',
  settings: Settings,
  places: ({ webhook_url }) => [webhook_url],
  // A message of 20,000 bytes; twenty a minute.
  limits: { title: 500, body: 8000, unit: 'bytes', rate: [{ messages: 20, per: 60_000 }] },
  knows_keys: false,
  async send({ webhook_url, secret }, message, { http, clock }) {
    const url = new URL(webhook_url);
    if (secret !== undefined) {
      const at = clock.now();
      url.searchParams.set('timestamp', String(at));
      url.searchParams.set('sign', signDingtalk(secret, at));
    }
    // Text and not Markdown: what is written is shown, and `@` means nobody who is not named apart.
    const answer = await postJson(http, url.href, {
      msgtype: 'text',
      text: { content: wholeText(message) },
      at: { isAtAll: false },
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.errcode === 0) return;
    const code = told === null ? null : String(told.errcode);
    throw refused(
      { ...answer, code, message: said(answer, `${code ?? ''} ${told?.errmsg ?? ''}`) },
      classifyError,
    );
  },
  classifyError,
};
