/**
 * WeCom (企业微信): the bot of a group (https://developer.work.weixin.qq.com/document/path/91770). Errors come with status
 * 200 (https://developer.work.weixin.qq.com/document/path/90313).
 */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, FailureClass, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { SecretAddress } from './settings.ts';
import { wholeText } from './words.ts';

const Settings = Type.Object({ webhook_url: SecretAddress });
type Settings = Static<typeof Settings>;

const Answer = Type.Object({ errcode: Type.Integer(), errmsg: Type.Optional(Type.String()) });

const codes: Readonly<Record<string, FailureClass>> = {
  '-1': 'transient',
  '93000': 'auth',
  '93004': 'config',
  '93008': 'config',
  '93017': 'config',
  '40008': 'message',
  '40058': 'message',
  '44004': 'message',
  '45002': 'message',
  '47001': 'message',
  '45009': 'throttled',
  '45033': 'throttled',
};

/** Pure. */
function classifyError(refusal: Refusal): Verdict {
  const known = refusal.code === null ? undefined : codes[refusal.code];
  if (known === 'throttled' || refusal.status === 429) return throttled(refusal, 60_000);
  if (known !== undefined) return { failure: known };
  return refusal.status === 200 ? { failure: 'transient' } : verdictOfStatus(refusal);
}

/** Of a text, in bytes of UTF-8. */
const MOST = 2048;

/** Pure: `<@` begins a mention; what is put between is not seen. */
const harmless = (text: string): string => text.replaceAll('<@', '<\u200b@');

/** The kind. */
export const wecom: ChannelKind<Settings> = {
  id: 'wecom',
  key_url: 'https://developer.work.weixin.qq.com/document/path/91770',
  settings: Settings,
  places: ({ webhook_url }) => [webhook_url],
  // 2,048 bytes of title, body and address together, of which a mention that is none takes three more; twenty a minute.
  limits: { title: 200, body: 1000, unit: 'bytes', rate: [{ messages: 20, per: 60_000 }] },
  knows_keys: false,
  async send({ webhook_url }, message, { http }) {
    const whole = harmless(wholeText(message));
    const content = Buffer.byteLength(whole) > MOST ? harmless(wholeText({ ...message, url: null })) : whole;
    const answer = await postJson(http, webhook_url, { msgtype: 'text', text: { content } });
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
