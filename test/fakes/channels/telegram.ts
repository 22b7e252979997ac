/** Telegram's Bot API by its documentation. */
import { jsonAnswer } from '../trap-server.ts';
import { malformed, type ServiceRow } from '../http-channel.ts';

const TOKEN = '123456:canaryTelegramToken_abcdefghijk';
const refuse = (status: number, description: string, parameters?: object) =>
  jsonAnswer(status, { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) });

/** A chat of a bot's. */
export const telegramRow: ServiceRow = {
  settings: () => ({ token: TOKEN, chat_id: '-1001234567890' }),
  wrongSettings: () => ({ token: '123456:wrongTelegramToken_abcdefghijkl', chat_id: '-1001234567890' }),
  read(request) {
    if (request.url.host !== 'api.telegram.org') return malformed('another host');
    if (request.url.pathname !== `/bot${TOKEN}/sendMessage`) return 'unauthentic';
    const { chat_id, text, parse_mode, entities } = request.json() as {
      chat_id: string;
      text: string;
      parse_mode?: string;
      entities: { type: string; offset: number; length: number }[];
    };
    if (chat_id !== '-1001234567890') return malformed('Bad Request: chat not found');
    if (parse_mode !== undefined) return malformed('names would be read as a format');
    if (text === '' || text.length > 4096) return malformed('Bad Request: message is too long');
    const outside = entities.some(({ offset, length }) => offset !== 0 || length < 1 || length > text.length);
    return outside ? malformed('Bad Request: ENTITY_BOUNDS_INVALID') : { shown: text };
  },
  success: jsonAnswer(200, { ok: true, result: { message_id: 1 } }),
  unauthentic: () => refuse(401, 'Unauthorized'),
  throttle: refuse(429, 'Too Many Requests: retry after 35', { retry_after: 35 }),
  throttleMs: 35_000,
  outage: refuse(502, 'Bad Gateway'),
  message: refuse(400, "Bad Request: can't parse entities"),
  error_in_200: { answer: jsonAnswer(200, { ok: false, description: 'Internal' }), failure: 'transient' },
};
