/** Services that push to phones, each by its documentation. */
import { jsonAnswer } from '../trap-server.ts';
import { malformed, type ServiceRow } from '../http-channel.ts';
import { shownOfMarkdown } from './markdown.ts';

type Json = Record<string, unknown>;
const bytes = (text: unknown): number => Buffer.byteLength(String(text));

const TOPIC = 'canary-ntfy-topic-x7Qp';
const NTFY_TOKEN = 'tk_canaryNtfyToken0123456789ab';

/** ntfy: publishing as JSON. */
export const ntfyRow: ServiceRow = {
  settings: (endpoint) => ({ endpoint, topic: TOPIC, token: NTFY_TOKEN }),
  wrongSettings: (endpoint) => ({ endpoint, topic: TOPIC, token: 'tk_wrongNtfyToken' }),
  read(request) {
    if (request.method !== 'POST' || request.url.pathname !== '/') return malformed('not the root');
    if (request.headers['authorization'] !== `Bearer ${NTFY_TOKEN}`) return 'unauthentic';
    const { topic, title, message, priority, click, sequence_id } = request.json() as Record<string, string>;
    if (topic !== TOPIC || !message) return malformed('topic or message');
    // Longer ones become attachments, whose text a phone does not show.
    if (bytes(message) > 4096 || bytes(title) > 1024) return malformed('too long');
    if (!/^[-_A-Za-z0-9]{1,64}$/.test(sequence_id ?? '')) return malformed('sequence id');
    if (!(Number(priority) >= 1 && Number(priority) <= 5)) return malformed('priority');
    return { shown: [title, message, click].join('\n'), key: sequence_id };
  },
  success: jsonAnswer(200, { id: 'hwQ2YpKdmg', time: 1, event: 'message', topic: TOPIC }),
  unauthentic: () => jsonAnswer(401, { code: 40101, http: 401, error: 'unauthorized' }),
  throttle: jsonAnswer(429, { code: 42901, http: 429, error: 'limit reached: too many requests' }),
  throttleMs: 60_000,
  message: jsonAnswer(400, { code: 40057, http: 400, error: 'title too long' }),
};

const GOTIFY_TOKEN = 'AcanaryGotifyTok';

/** Gotify. */
export const gotifyRow: ServiceRow = {
  settings: (endpoint) => ({ endpoint, token: GOTIFY_TOKEN }),
  wrongSettings: (endpoint) => ({ endpoint, token: 'AwrongGotifyTokn' }),
  read(request) {
    if (request.url.pathname !== '/message') return malformed('path');
    if (request.headers['x-gotify-key'] !== GOTIFY_TOKEN) return 'unauthentic';
    const { title, message, extras } = request.json() as { title: string; message: string; extras: Json };
    if (!message) return malformed('message is required');
    const display = extras['client::display'] as { contentType?: string } | undefined;
    return display?.contentType === 'text/plain' ? { shown: `${title}\n${message}` } : malformed('Markdown');
  },
  success: jsonAnswer(200, { id: 25, appid: 5, message: 'x', title: 'x', priority: 5, date: '2026-11-20' }),
  unauthentic: () =>
    jsonAnswer(401, {
      error: 'Unauthorized',
      errorCode: 401,
      errorDescription: 'you need to provide a valid access token',
    }),
  throttle: jsonAnswer(429, { error: 'Too Many Requests' }, { 'retry-after': '7' }),
  throttleMs: 7000,
  message: jsonAnswer(400, {
    error: 'Bad Request',
    errorCode: 400,
    errorDescription: "Field 'message' is required",
  }),
};

const BARK_KEY = 'canaryBarkKey22charsXyz';

/** Bark: its refusal repeats the key. */
export const barkRow: ServiceRow = {
  settings: (endpoint) => ({ endpoint, device_key: BARK_KEY }),
  wrongSettings: (endpoint) => ({ endpoint, device_key: 'wrongBarkKey22charsXyzz' }),
  read(request) {
    if (request.url.pathname !== '/push') return malformed('path');
    const told = request.json() as Record<string, string>;
    if (told['device_key'] !== BARK_KEY) return 'unauthentic';
    if (bytes(request.body) > 4096) return malformed('PayloadTooLarge');
    if (!told['body']) return malformed('NoContent');
    return { shown: [told['title'], told['body'], told['url']].join('\n'), key: told['id'] };
  },
  success: jsonAnswer(200, { code: 200, message: 'success', timestamp: 1 }),
  unauthentic: (request) =>
    jsonAnswer(400, {
      code: 400,
      message: `failed to get device token: failed to get [${String(request.json()['device_key'])}] device token from database`,
      timestamp: 1,
    }),
  throttle: jsonAnswer(429, { code: 429, message: 'too many' }, { 'retry-after': '9' }),
  throttleMs: 9000,
  outage: jsonAnswer(500, { code: 500, message: 'push failed: APNS push failed: TooManyRequests' }),
  message: jsonAnswer(500, { code: 500, message: 'push failed: APNS push failed: PayloadTooLarge' }),
};

const SEND_KEY = 'SCT123456TcanaryServerChanKey0';

/** ServerChan Turbo. */
export const serverchanRow: ServiceRow = {
  settings: () => ({ send_key: SEND_KEY }),
  wrongSettings: () => ({ send_key: 'SCT123456TwrongServerChanKey00' }),
  read(request) {
    if (request.url.origin !== 'https://sctapi.ftqq.com') return malformed('host');
    if (request.url.pathname !== `/${SEND_KEY}.send`) return 'unauthentic';
    const { title = '', desp = '' } = request.json() as Record<string, string>;
    if (title === '' || title.length > 32 || bytes(desp) > 32 * 1024) return malformed('size');
    // Its own address stands between angle brackets, which is how Markdown shows one.
    const [text = '', link = ''] = desp.split(/\n\n<(?=https:\/\/nas)/);
    const shown = shownOfMarkdown(text.replaceAll('\n\n', '\n'), /[*_`[\]<>#~|]/);
    return shown === null ? malformed('Markdown') : { shown: [title, shown, link].join('\n') };
  },
  success: jsonAnswer(200, {
    code: 0,
    message: '',
    data: { pushid: '1', readkey: 'x', error: 'SUCCESS', errno: 0 },
  }),
  unauthentic: () =>
    jsonAnswer(400, { message: '[AUTH]错误的Key', code: 40001, info: '错误的Key', args: [null] }),
  throttle: jsonAnswer(400, {
    message: '[AUTH]超过当天的发送次数限制[5]，请稍后再试',
    code: 40001,
    args: [null],
  }),
  throttleMs: 3_600_000,
  message: jsonAnswer(400, { message: '[INPUT]消息标题不能为空', code: 41001 }),
  error_in_200: { answer: jsonAnswer(200, { code: 40001, message: '[AUTH]错误的Key' }), failure: 'auth' },
};

const PUSH_KEY = 'PDU1TcanaryPushDeerKey0123456789';

/** PushDeer: a key that it does not know is a success without a result. */
export const pushdeerRow: ServiceRow = {
  settings: (endpoint) => ({ endpoint, push_key: PUSH_KEY }),
  wrongSettings: (endpoint) => ({ endpoint, push_key: 'PDU1TwrongPushDeerKey' }),
  read(request) {
    if (request.url.pathname !== '/message/push') return malformed('path');
    const { pushkey, text, desp, type } = request.json() as Record<string, string>;
    if (pushkey !== PUSH_KEY) return 'unauthentic';
    if (!text || type !== 'text') return malformed('text');
    return { shown: `${text}\n${desp ?? ''}` };
  },
  success: jsonAnswer(200, { code: 0, content: { result: ['{"counts":1,"logs":[],"success":"ok"}'] } }),
  unauthentic: () => jsonAnswer(200, { code: 0, content: { result: false } }),
  throttle: jsonAnswer(429, {}, { 'retry-after': '4' }),
  throttleMs: 4000,
  message: jsonAnswer(200, { code: 80501, error: 'The text field is required.' }),
  error_in_200: { answer: jsonAnswer(200, { code: 80502, error: 'DB error' }), failure: 'transient' },
};

const PO_TOKEN = 'canaryPushoverAppToken00000001';
const PO_USER = 'canaryPushoverUserKey000000001';

/** Pushover. */
export const pushoverRow: ServiceRow = {
  settings: () => ({ token: PO_TOKEN, user: PO_USER, emergency: true }),
  wrongSettings: () => ({ token: 'wrongPushoverAppToken000000001', user: PO_USER }),
  read(request) {
    if (request.url.href !== 'https://api.pushover.net/1/messages.json') return malformed('address');
    const told = request.json() as Record<string, string | number>;
    if (told['token'] !== PO_TOKEN || told['user'] !== PO_USER) return 'unauthentic';
    const { title = '', message = '', url = '', priority, retry, expire } = told;
    if (message === '' || String(message).length > 1024 || String(title).length > 250)
      return malformed('size');
    if (told['html'] !== undefined) return malformed('HTML');
    if (priority === 2 && (Number(retry) < 30 || Number(expire) > 10_800))
      return malformed('retry and expire');
    return { shown: [title, message, url].join('\n') };
  },
  success: jsonAnswer(200, { status: 1, request: '647d2300-702c-4b38-8b2f-d56326ae460b' }),
  unauthentic: () =>
    jsonAnswer(400, { token: 'invalid', errors: ['application token is invalid'], status: 0, request: 'x' }),
  throttle: jsonAnswer(
    429,
    { status: 0, errors: ['application has exceeded its monthly limit'] },
    { 'x-limit-app-reset': '1795420800', date: 'Fri, 20 Nov 2026 08:00:00 GMT' },
  ),
  throttleMs: (1_795_420_800 - Date.UTC(2026, 10, 20, 8) / 1000) * 1000,
  message: jsonAnswer(400, { message: 'cannot be blank', errors: ['message cannot be blank'], status: 0 }),
  error_in_200: { answer: jsonAnswer(200, { status: 0, errors: ['trouble'] }), failure: 'transient' },
};
