/**
 * ntfy, ntfy.sh or a server of one's own: publishing as JSON (https://docs.ntfy.sh/publish/#publish-as-json). Every
 * subject has a sequence of its own: what comes later about it takes the place of what was shown before, on servers from
 * 2.16 on (https://docs.ntfy.sh/publish/#updating-deleting-notifications); older ones show one below the other.
 */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { Endpoint, endpointOf, Key } from './settings.ts';
import { bySeverity, nameOf, textBelow } from './words.ts';

const Settings = Type.Object({
  endpoint: Type.Optional({ ...Endpoint, default: 'https://ntfy.sh' }),
  topic: Type.String({ pattern: '^[-_A-Za-z0-9]{1,64}$', writeOnly: true }),
  token: Type.Optional(Key),
});
type Settings = Static<typeof Settings>;

const Sent = Type.Object({ id: Type.String(), event: Type.String() });
const ErrorBody = Type.Object({ code: Type.Integer(), error: Type.String() });

/** The day's messages are used up, which a minute does not mend (its table of errors: server/errors.go). */
const DAILY = '42908';
const HOUR_MS = 3600 * 1000;

/** Pure: its codes begin with their HTTP status. A bucket of 60 that is filled by one in five seconds. */
function classifyError(refusal: Refusal): Verdict {
  if (refusal.status === 429) return throttled(refusal, refusal.code === DAILY ? HOUR_MS : 60_000);
  return verdictOfStatus(refusal);
}

/** The kind. */
export const ntfy: ChannelKind<Settings> = {
  id: 'ntfy',
  key_url: 'https://docs.ntfy.sh/publish/#access-tokens',
  settings: Settings,
  places: ({ endpoint }) => (endpoint === undefined ? [] : [endpoint]),
  // 4,096 bytes of a message together with the address, 1,024 of a title (https://docs.ntfy.sh/publish/#limitations).
  limits: { title: 250, body: 3500, unit: 'bytes', rate: [{ messages: 60, per: 300_000 }] },
  knows_keys: true,
  async send({ endpoint = 'https://ntfy.sh', topic, token }, message, { http }) {
    const answer = await postJson(
      http,
      `${endpointOf(endpoint)}/`,
      {
        topic,
        title: message.title,
        message: textBelow(message),
        priority: bySeverity(message, { critical: 5, warning: 4, info: 3, good: 3 }),
        tags: [
          bySeverity(message, {
            critical: 'rotating_light',
            warning: 'warning',
            info: 'information_source',
            good: 'white_check_mark',
          }),
        ],
        ...(message.url === null ? {} : { click: message.url }),
        sequence_id: nameOf(message.subject),
      },
      token === undefined ? {} : { authorization: `Bearer ${token}` },
    );
    if (answer.status === 200 && shaped(Sent, answer)) return;
    const told = shaped(ErrorBody, answer);
    const code = told === null ? null : String(told.code);
    throw refused({ ...answer, code, message: said(answer, told?.error) }, classifyError);
  },
  classifyError,
};
