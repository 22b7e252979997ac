/**
 * PushDeer, api2.pushdeer.com or a server of one's own: `POST /message/push`
 * (https://github.com/easychen/pushdeer#sending-messages). A key that it does not know is a success without a result.
 */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { refused, verdictOfStatus } from './failures.ts';
import { Endpoint, endpointOf, Key } from './settings.ts';
import { textBelow } from './words.ts';

const Settings = Type.Object({
  endpoint: Type.Optional({ ...Endpoint, default: 'https://api2.pushdeer.com' }),
  push_key: Key,
});
type Settings = Static<typeof Settings>;

const Answer = Type.Object({ code: Type.Integer(), error: Type.Optional(Type.String()) });
const Pushed = Type.Object({ content: Type.Object({ result: Type.Array(Type.Unknown(), { minItems: 1 }) }) });

/** What it says where nobody was told: the key is wrong, or no device stands behind it. */
const NOBODY = 'no device';
/** Its codes of arguments (`ARGS`) and of signing in (`AUTH`). */
const ARGUMENTS = '80501';
const AUTH = '80403';

/** Pure. */
function classifyError(refusal: Refusal): Verdict {
  if (refusal.code === NOBODY || refusal.code === AUTH) return { failure: 'auth' };
  if (refusal.code === ARGUMENTS) return { failure: 'message' };
  return refusal.status === 200 ? { failure: 'transient' } : verdictOfStatus(refusal);
}

/** The kind. */
export const pushdeer: ChannelKind<Settings> = {
  id: 'pushdeer',
  key_url: 'https://www.pushdeer.com',
  settings: Settings,
  places: ({ endpoint }) => (endpoint === undefined ? [] : [endpoint]),
  limits: { title: 200, body: 8000, unit: 'characters', rate: [] },
  knows_keys: false,
  async send({ endpoint = 'https://api2.pushdeer.com', push_key }, message, { http }) {
    const answer = await postJson(http, `${endpointOf(endpoint)}/message/push`, {
      pushkey: push_key,
      text: message.title,
      desp: textBelow(message),
      // Its other way is Markdown.
      type: 'text',
    });
    const told = shaped(Answer, answer);
    if (answer.status === 200 && told?.code === 0) {
      if (shaped(Pushed, answer)) return;
      throw refused({ ...answer, code: NOBODY, message: said(answer, NOBODY) }, classifyError);
    }
    const code = told === null ? null : String(told.code);
    throw refused({ ...answer, code, message: said(answer, told?.error) }, classifyError);
  },
  classifyError,
};
