/**
 * Bark, api.day.app or a server of one's own: API V2 (https://github.com/Finb/bark-server/blob/master/docs/API_V2.md).
 * Messages of the same `id` take each other's place (https://bark.day.app/#/en-us/tutorial).
 */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { refused, verdictOfStatus } from './failures.ts';
import { Endpoint, endpointOf, Key } from './settings.ts';
import { bySeverity, nameOf } from './words.ts';

const Settings = Type.Object({
  endpoint: Type.Optional({ ...Endpoint, default: 'https://api.day.app' }),
  device_key: Key,
  sound: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.-]{1,40}$' })),
});
type Settings = Static<typeof Settings>;

const Answer = Type.Object({ code: Type.Integer(), message: Type.String() });

/** Pure: a key that it does not know is a request that is wrong; what Apple does not take is its own error. */
function classifyError(refusal: Refusal): Verdict {
  if (/device (key|token)/i.test(refusal.message)) return { failure: 'auth' };
  // Told by Apple and passed on with a status of 500 (https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns).
  if (/BadDeviceToken|Unregistered|DeviceTokenNotForTopic/.test(refusal.message)) return { failure: 'auth' };
  if (refusal.message.includes('PayloadTooLarge')) return { failure: 'message' };
  return verdictOfStatus(refusal);
}

/** The kind. */
export const bark: ChannelKind<Settings> = {
  id: 'bark',
  key_url: 'https://bark.day.app',
  settings: Settings,
  places: ({ endpoint }) => (endpoint === undefined ? [] : [endpoint]),
  // Apple takes 4,096 bytes of all that goes with a message.
  limits: { title: 200, body: 1500, unit: 'bytes', rate: [] },
  knows_keys: true,
  async send({ endpoint = 'https://api.day.app', device_key, sound }, message, { http }) {
    const answer = await postJson(http, `${endpointOf(endpoint)}/push`, {
      device_key,
      title: message.title,
      body: message.body === '' ? message.title : message.body,
      group: 'CloudCube',
      id: nameOf(message.subject),
      // A critical one is heard although the phone is muted.
      level: bySeverity(message, {
        critical: 'critical',
        warning: 'timeSensitive',
        info: 'active',
        good: 'active',
      }),
      ...(sound === undefined ? {} : { sound }),
      ...(message.url === null ? {} : { url: message.url }),
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.code === 200) return;
    const status = answer.status === 200 && told !== null ? told.code : answer.status;
    const code = told === null ? null : String(told.code);
    throw refused({ ...answer, status, code, message: said(answer, told?.message) }, classifyError);
  },
  classifyError,
};
