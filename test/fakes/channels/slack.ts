/** Slack by its documentation: the control sequences of its text, and what it answers. */
import { jsonAnswer } from '../trap-server.ts';
import { malformed, type Reading, type SeenRequest, type ServiceRow } from '../http-channel.ts';

/** What is between `<` and `>` is a link or a mention; other text has three characters escaped. */
function shownOf(text: string): string | null {
  if (/[<>]/.test(text) || /&(?!amp;|lt;|gt;)/.test(text)) return null;
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function readPayload(request: SeenRequest): Reading {
  const {
    text,
    mrkdwn,
    attachments = [],
  } = request.json() as {
    text?: string;
    mrkdwn?: boolean;
    attachments?: { text: string; mrkdwn_in?: string[] }[];
  };
  if (typeof text !== 'string' || text === '') return malformed('no_text');
  if (text.length > 40_000 || attachments.some((one) => one.text.length > 40_000))
    return malformed('too long');
  if (mrkdwn !== false || attachments.some(({ mrkdwn_in: formatted }) => formatted?.length !== 0)) {
    return malformed('Markdown is on');
  }
  const parts = [text, ...attachments.map((one) => one.text)].map(shownOf);
  return parts.includes(null) ? malformed('a mention') : { shown: parts.join('\n') };
}

const WEBHOOK = '/services/T0CANARY1/B0CANARY2/canarySlackSecret24chars';

/** By an incoming webhook. */
export const slackWebhook: ServiceRow = {
  settings: () => ({ webhook_url: `https://hooks.slack.com${WEBHOOK}` }),
  wrongSettings: () => ({
    webhook_url: 'https://hooks.slack.com/services/T0CANARY1/B0CANARY2/wrongSlackSecret',
  }),
  read(request) {
    if (request.url.host !== 'hooks.slack.com' || request.url.pathname !== WEBHOOK) return 'unauthentic';
    return readPayload(request);
  },
  success: { body: 'ok' },
  unauthentic: () => ({ status: 403, body: 'invalid_token' }),
  throttle: { status: 429, headers: { 'retry-after': '30' }, body: '' },
  throttleMs: 30_000,
  message: { status: 400, body: 'invalid_payload' },
};

const TOKEN = 'xoxb-canary-0000-slackBotToken';

/** By the token of an app: errors come with status 200. */
export const slackToken: ServiceRow = {
  settings: () => ({ token: TOKEN, channel: '#alerts' }),
  wrongSettings: () => ({ token: 'xoxb-wrong', channel: '#alerts' }),
  read(request) {
    if (request.url.href !== 'https://slack.com/api/chat.postMessage') return malformed('unknown_method');
    if (request.headers['authorization'] !== `Bearer ${TOKEN}`) return 'unauthentic';
    if (request.json()['channel'] !== '#alerts') return malformed('channel_not_found');
    return readPayload(request);
  },
  success: jsonAnswer(200, { ok: true, channel: 'C1', ts: '1.1' }),
  unauthentic: () => jsonAnswer(200, { ok: false, error: 'invalid_auth' }),
  throttle: jsonAnswer(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '30' }),
  throttleMs: 30_000,
  message: jsonAnswer(200, { ok: false, error: 'msg_too_long' }),
  error_in_200: { answer: jsonAnswer(200, { ok: false, error: 'channel_not_found' }), failure: 'config' },
};
