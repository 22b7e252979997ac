/** Gotify, a server of one's own: `POST /message` (https://gotify.net/api-docs#/message/createMessage). */
import { Type, type Static } from 'typebox';
import { postJson, said, shaped } from './call.ts';
import type { ChannelKind } from './channel.ts';
import { refused, verdictOfStatus } from './failures.ts';
import { Endpoint, endpointOf, Key } from './settings.ts';
import { bySeverity, textBelow } from './words.ts';

const Settings = Type.Object({ endpoint: Endpoint, token: Key });
type Settings = Static<typeof Settings>;

const Sent = Type.Object({ id: Type.Integer(), appid: Type.Integer() });
const ErrorBody = Type.Object({ error: Type.String(), errorDescription: Type.Optional(Type.String()) });

/** The kind. */
export const gotify: ChannelKind<Settings> = {
  id: 'gotify',
  key_url: 'https://gotify.net/docs/pushmsg',
  settings: Settings,
  places: ({ endpoint }) => [endpoint],
  // It has no limits of its own; this much can be read on a phone.
  limits: { title: 250, body: 10_000, unit: 'characters', rate: [] },
  knows_keys: false,
  async send({ endpoint, token }, message, { http }) {
    const answer = await postJson(
      http,
      `${endpointOf(endpoint)}/message`,
      {
        title: message.title,
        message: textBelow(message),
        // From 8 on the phone rings, below 4 it stays silent (https://github.com/gotify/android#message-priorities).
        priority: bySeverity(message, { critical: 9, warning: 6, info: 3, good: 5 }),
        extras: {
          // As it is, whatever is written.
          'client::display': { contentType: 'text/plain' },
          ...(message.url === null ? {} : { 'client::notification': { click: { url: message.url } } }),
        },
      },
      { 'x-gotify-key': token },
    );
    if (answer.status === 200 && shaped(Sent, answer)) return;
    const told = shaped(ErrorBody, answer);
    const words = told === null ? '' : `${told.error} ${told.errorDescription ?? ''}`;
    throw refused({ ...answer, code: told?.error ?? null, message: said(answer, words) }, verdictOfStatus);
  },
  classifyError: verdictOfStatus,
};
