/**
 * Matrix: `PUT …/send/m.room.message/{txnId}` of the client-server API
 * (https://spec.matrix.org/latest/client-server-api/#put_matrixclientv3roomsroomidsendeventtypetxnid). A second try with
 * the same transaction is answered with the event that the first one made.
 */
import { Type, type Static } from 'typebox';
import { call, said, shaped } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { refused, throttled, verdictOfStatus } from './failures.ts';
import { Endpoint, endpointOf, Key } from './settings.ts';
import { nameOf, wholeText } from './words.ts';

const Settings = Type.Object({
  endpoint: Endpoint,
  token: Key,
  room_id: Type.String({ pattern: '^![\\x21-\\x7e]{1,254}$' }),
});
type Settings = Static<typeof Settings>;

const Sent = Type.Object({ event_id: Type.String({ minLength: 1 }) });
const ErrorBody = Type.Object({
  errcode: Type.String(),
  error: Type.Optional(Type.String()),
  retry_after_ms: Type.Optional(Type.Integer({ minimum: 0 })),
});

/** Pure: its codes (https://spec.matrix.org/latest/client-server-api/#standard-error-response). */
function classifyError(refusal: Refusal): Verdict {
  const { code } = refusal;
  if (code === 'M_UNKNOWN_TOKEN' || code === 'M_MISSING_TOKEN' || code === 'M_USER_DEACTIVATED') {
    return { failure: 'auth' };
  }
  // Not in the room, or not allowed to speak there.
  if (code === 'M_FORBIDDEN' || code === 'M_NOT_FOUND' || code === 'M_UNRECOGNIZED')
    return { failure: 'config' };
  if (code === 'M_TOO_LARGE' || code === 'M_BAD_JSON') return { failure: 'message' };
  if (code === 'M_LIMIT_EXCEEDED' || refusal.status === 429) return throttled(refusal, 30_000);
  return verdictOfStatus(refusal);
}

/** The kind. */
export const matrix: ChannelKind<Settings> = {
  id: 'matrix',
  key_url: 'https://spec.matrix.org/latest/client-server-api/#login',
  settings: Settings,
  places: ({ endpoint }) => [endpoint],
  // An event of 65,536 bytes, in which a sign may take six.
  limits: { title: 500, body: 8000, unit: 'bytes', rate: [] },
  knows_keys: true,
  async send({ endpoint, token, room_id }, message, { http }) {
    const room = encodeURIComponent(room_id);
    const answer = await call(http, {
      method: 'PUT',
      url: `${endpointOf(endpoint)}/_matrix/client/v3/rooms/${room}/send/m.room.message/${nameOf(message.key)}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      // Text and not a notice, which phones do not ring for; without HTML, so that what is written is shown.
      body: JSON.stringify({ msgtype: 'm.text', body: wholeText(message) }),
    });
    if (answer.status === 200 && shaped(Sent, answer)) return;
    const told = shaped(ErrorBody, answer);
    const wait = told?.retry_after_ms;
    // The header is newer than the field (MSC4041), and wins where both are there.
    const headers =
      wait === undefined
        ? answer.headers
        : { 'retry-after': String(Math.ceil(wait / 1000)), ...answer.headers };
    const code = told?.errcode ?? null;
    throw refused(
      { ...answer, headers, code, message: said(answer, `${code ?? ''} ${told?.error ?? ''}`) },
      classifyError,
    );
  },
  classifyError,
};
