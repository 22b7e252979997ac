/** Chats of groups and teams, each by its documentation. */
import { createHmac } from 'node:crypto';
import { jsonAnswer } from '../trap-server.ts';
import { malformed, type Reading, type ServiceRow } from '../http-channel.ts';
import { shownOfMarkdown } from './markdown.ts';

const NOW = Date.UTC(2026, 10, 20, 8);
const bytes = (text: string): number => Buffer.byteLength(text);

const DISCORD = '/api/webhooks/1234567890/canaryDiscordToken-abcdefghijklmnopqrstuvwxyz';

/** Discord: the webhook of a channel. */
export const discordRow: ServiceRow = {
  settings: () => ({ webhook_url: `https://discord.com${DISCORD}` }),
  wrongSettings: () => ({ webhook_url: 'https://discord.com/api/webhooks/1234567890/wrongDiscordToken' }),
  read(request) {
    if (request.url.href !== `https://discord.com${DISCORD}`) return 'unauthentic';
    const { content, embeds, allowed_mentions } = request.json() as {
      content?: string;
      embeds: { title: string; description?: string; url?: string }[];
      allowed_mentions: { parse: string[] };
    };
    const [embed] = embeds;
    if (content !== undefined || !embed || allowed_mentions.parse.length > 0) return malformed('mentions');
    const { title, description = '', url = '' } = embed;
    if (title.length > 256 || description.length > 4096) return malformed('50035');
    const parts = [title, description].map((text) => shownOfMarkdown(text, /[*_~`|>#[\]<@]/));
    return parts.includes(null) ? malformed('Markdown') : { shown: [...parts, url].join('\n') };
  },
  success: { status: 204, body: '' },
  unauthentic: () => jsonAnswer(401, { message: 'Invalid Webhook Token', code: 50027 }),
  throttle: jsonAnswer(
    429,
    { message: 'You are being rate limited.', retry_after: 1.337, global: false },
    { 'retry-after': '1' },
  ),
  throttleMs: 2000,
  message: jsonAnswer(400, { code: 50035, message: 'Invalid Form Body' }),
};

const DING = 'canaryDingTalkAccessToken0123456789abcdef';
const DING_SECRET = 'SECcanaryDingTalkSecret0123456789';

/** DingTalk: a group's custom robot, signed. */
export const dingtalkRow: ServiceRow = {
  settings: () => ({
    webhook_url: `https://oapi.dingtalk.com/robot/send?access_token=${DING}`,
    secret: DING_SECRET,
  }),
  wrongSettings: () => ({
    webhook_url: `https://oapi.dingtalk.com/robot/send?access_token=${DING}`,
    secret: 'SECwrong',
  }),
  read({ url, json }) {
    if (`${url.origin}${url.pathname}` !== 'https://oapi.dingtalk.com/robot/send')
      return malformed('address');
    const at = url.searchParams.get('timestamp') ?? '';
    const sign = createHmac('sha256', DING_SECRET).update(`${at}\n${DING_SECRET}`).digest('base64');
    const isRecent = Math.abs(Number(at) - NOW) < 3_600_000;
    if (!isRecent || url.searchParams.get('sign') !== sign || url.searchParams.get('access_token') !== DING)
      return 'unauthentic';
    const {
      msgtype,
      text,
      at: called,
    } = json() as {
      msgtype: string;
      text: { content: string };
      at: { isAtAll: boolean; atMobiles?: string[] };
    };
    if (msgtype !== 'text' || called.isAtAll || called.atMobiles !== undefined) return malformed('mentions');
    return bytes(JSON.stringify(json())) > 20_000 ? malformed('460101') : { shown: text.content };
  },
  success: jsonAnswer(200, { errcode: 0, errmsg: 'ok' }),
  unauthentic: () =>
    jsonAnswer(200, {
      errcode: 310000,
      errmsg: 'sign not match, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]',
    }),
  throttle: jsonAnswer(200, { errcode: 130101, errmsg: 'send too fast, exceed 20 times per minute' }),
  throttleMs: 600_000,
  message: jsonAnswer(200, { errcode: 460101, errmsg: 'message content too long' }),
  error_in_200: {
    answer: jsonAnswer(200, { errcode: 310000, errmsg: 'keywords not in content' }),
    failure: 'config',
  },
};

const FEISHU = '/open-apis/bot/v2/hook/canary00-feis-hu00-hook-0123456789ab';
const FEISHU_SECRET = 'canaryFeishuSecret0123';

/** Feishu: a group's custom bot, signed. */
export const feishuRow: ServiceRow = {
  settings: () => ({ webhook_url: `https://open.feishu.cn${FEISHU}`, secret: FEISHU_SECRET }),
  wrongSettings: () => ({ webhook_url: `https://open.feishu.cn${FEISHU}`, secret: 'wrongFeishuSecret' }),
  read(request) {
    if (request.url.href !== `https://open.feishu.cn${FEISHU}`) return malformed('address');
    const { timestamp, sign, msg_type, content } = request.json() as {
      timestamp: string;
      sign: string;
      msg_type: string;
      content: { post: Record<string, { title: string; content: { tag: string; text: string }[][] }> };
    };
    const own = createHmac('sha256', `${timestamp}\n${FEISHU_SECRET}`).update('').digest('base64');
    if (sign !== own || Math.abs(Number(timestamp) * 1000 - NOW) > 3_600_000) return 'unauthentic';
    if (bytes(request.body) > 20 * 1024) return malformed('9499');
    const [post] = Object.values(content.post);
    const parts = post?.content.flat() ?? [];
    if (msg_type !== 'post' || parts.some(({ tag }) => tag !== 'text' && tag !== 'a'))
      return malformed('19002');
    return { shown: [post?.title, ...parts.map(({ text }) => text)].join('\n') };
  },
  success: jsonAnswer(200, { code: 0, msg: 'success', data: {} }),
  unauthentic: () =>
    jsonAnswer(200, {
      code: 19021,
      msg: 'sign match fail or timestamp is not within one hour from current time',
      data: {},
    }),
  throttle: jsonAnswer(200, { code: 11232, msg: 'frequency limited psm[x] appID[1500]' }),
  throttleMs: 60_000,
  message: jsonAnswer(200, { code: 9499, msg: 'Bad Request', data: {} }),
  error_in_200: { answer: jsonAnswer(200, { code: 19024, msg: 'Key Words Not Found' }), failure: 'config' },
};

const WECOM = 'canary00-weco-m000-key0-0123456789ab';

/** WeCom: a group's bot. `<@…>` in its text mentions somebody. */
export const wecomRow: ServiceRow = {
  settings: () => ({ webhook_url: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${WECOM}` }),
  wrongSettings: () => ({
    webhook_url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=wrong-wecom-key',
  }),
  read({ url, json }): Reading {
    if (url.searchParams.get('key') !== WECOM) return 'unauthentic';
    const { msgtype, text } = json() as { msgtype: string; text: { content: string } };
    if (msgtype !== 'text' || bytes(text.content) > 2048) return malformed('45002');
    return text.content.includes('<@')
      ? malformed('a mention')
      : { shown: text.content.replaceAll('\u200b', '') };
  },
  success: jsonAnswer(200, { errcode: 0, errmsg: 'ok' }),
  unauthentic: () =>
    jsonAnswer(200, { errcode: 93000, errmsg: 'invalid webhook url, hint: [1700000000000000000000000]' }),
  throttle: jsonAnswer(200, { errcode: 45009, errmsg: 'api freq out of limit' }),
  throttleMs: 60_000,
  message: jsonAnswer(200, { errcode: 45002, errmsg: 'content size out of limit' }),
  error_in_200: { answer: jsonAnswer(200, { errcode: -1, errmsg: 'system busy' }), failure: 'transient' },
};

const MATRIX = 'syt_canaryMatrixAccessToken_0123';

/** Matrix: a homeserver's client-server API. */
export const matrixRow: ServiceRow = {
  settings: (endpoint) => ({ endpoint, token: MATRIX, room_id: '!canary/room:example.org' }),
  wrongSettings: (endpoint) => ({
    endpoint,
    token: 'syt_wrongMatrixToken',
    room_id: '!canary/room:example.org',
  }),
  read({ method, url, headers, body, json }) {
    const [, room, transaction] =
      /^\/_matrix\/client\/v3\/rooms\/([^/]+)\/send\/m\.room\.message\/([A-Za-z0-9_-]+)$/.exec(
        url.pathname,
      ) ?? [];
    if (method !== 'PUT' || room === undefined) return malformed('M_UNRECOGNIZED');
    if (headers['authorization'] !== `Bearer ${MATRIX}`) return 'unauthentic';
    if (decodeURIComponent(room) !== '!canary/room:example.org') return malformed('room');
    const { msgtype, body: text, format } = json() as Record<string, string>;
    if (msgtype !== 'm.text' || format !== undefined || bytes(body) > 60_000) return malformed('M_TOO_LARGE');
    return { shown: text ?? '', key: transaction };
  },
  success: jsonAnswer(200, { event_id: '$YUwRidLecu:example.com' }),
  unauthentic: () =>
    jsonAnswer(401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Unrecognised access token', soft_logout: false }),
  throttle: jsonAnswer(429, {
    errcode: 'M_LIMIT_EXCEEDED',
    error: 'Too many requests',
    retry_after_ms: 1500,
  }),
  throttleMs: 2000,
  message: jsonAnswer(413, { errcode: 'M_TOO_LARGE', error: 'event too large' }),
};
