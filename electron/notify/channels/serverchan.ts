/**
 * ServerChan (Server酱), Turbo (https://sct.ftqq.com/sendkey) and the third version (https://doc.sc3.ft07.com): the key
 * says which. The body is Markdown, so that names are escaped in it.
 */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { escapeMarkdown } from './markdown.ts';

const Settings = Type.Object({
  send_key: Type.String({
    pattern: '^(SCT[A-Za-z0-9]{8,80}|sctp[0-9]{1,12}t[A-Za-z0-9]{8,80})$',
    writeOnly: true,
  }),
});
type Settings = Static<typeof Settings>;

const Answer = Type.Object({
  code: Type.Integer(),
  message: Type.Optional(Type.String()),
  info: Type.Optional(Type.String()),
});

/** Where a key's messages go: the third version has a host for each user, whose number stands in the key. */
function addressOf(key: string): string {
  const [, user] = /^sctp(\d+)t/.exec(key) ?? [];
  return user === undefined
    ? `https://sctapi.ftqq.com/${key}.send`
    : `https://${user}.push.ft07.com/send/${key}.send`;
}

const HOUR_MS = 3600 * 1000;

/** Pure: the same code (40001) for a wrong key and for a day's messages that are used up; the words tell them apart. */
function classifyError(refusal: Refusal): Verdict {
  const { message } = refusal;
  if (/次数限制|超过|频率|too many/i.test(message)) return throttled(refusal, HOUR_MS);
  if (/\[AUTH\]|错误的Key|sendkey/i.test(message) || refusal.code === '40001') return { failure: 'auth' };
  if (message.includes('[INPUT]')) return { failure: 'message' };
  return refusal.status === 200 ? { failure: 'transient' } : verdictOfStatus(refusal);
}

/** The kind. */
export const serverchan: ChannelKind<Settings> = {
  id: 'serverchan',
  key_url: 'https://sct.ftqq.com/sendkey',
  settings: Settings,
  places: () => [],
  // 32 characters of a title, 32 kB of a body. How many a day depends on the membership: it says when they are used up.
  limits: { title: 32, body: 8000, unit: 'characters', rate: [] },
  knows_keys: false,
  async send({ send_key }, message, { http }) {
    const body = message.body.split('\n').map(escapeMarkdown).join('\n\n');
    const answer = await postJson(http, addressOf(send_key), {
      title: message.title,
      desp: message.url === null ? body : `${body}\n\n<${message.url}>`,
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.code === 0) return;
    const code = told === null ? null : String(told.code);
    const words = `${told?.message ?? ''} ${told?.info ?? ''}`;
    throw refused({ ...answer, code, message: said(answer, words) }, classifyError);
  },
  classifyError,
};
