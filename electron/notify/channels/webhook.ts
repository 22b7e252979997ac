/**
 * Any program of the owner's, by Standard Webhooks 1.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): the id stays the same at
 * each try, the signature is over id, time and body.
 */
import { createHmac } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { call, said } from './call.ts';
import type { ChannelKind, Refusal, Verdict } from './channel.ts';
import { refused, verdictOfStatus } from './failures.ts';
import { payloadOf } from './payload.ts';
import { OwnAddress } from './settings.ts';
import { nameOf } from './words.ts';

const PREFIX = 'whsec_';

const Settings = Type.Object({
  url: OwnAddress,
  // 24 to 64 bytes.
  secret: Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,86}={0,2}$', writeOnly: true }),
});
type Settings = Static<typeof Settings>;

/** Pure: whoever refuses may do so for a time; 410 says that the address is no more. */
function classifyError(refusal: Refusal): Verdict {
  // Of programs that check a signature, and of those that just began: both may be mended over there.
  return refusal.status === 400 ? { failure: 'transient' } : verdictOfStatus(refusal);
}

/** Pure: `v1,` and HMAC-SHA256 over `id.time.body`. `at` in s UTC. */
export function signWebhook(secret: string, id: string, at: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(at)}.${body}`)
    .digest('base64')}`;
}

/** The kind. */
export const webhook: ChannelKind<Settings> = {
  id: 'webhook',
  key_url: 'https://www.standardwebhooks.com',
  settings: Settings,
  places: ({ url }) => [url],
  limits: { title: null, body: 10_000, unit: 'characters', rate: [] },
  knows_keys: true,
  async send({ url, secret }, message, { http, clock }) {
    const id = `msg_${nameOf(message.key)}`;
    const at = Math.floor(clock.now() / 1000);
    const body = JSON.stringify(payloadOf(message));
    const answer = await call(http, {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': signWebhook(secret, id, at, body),
      },
      body,
    });
    if (answer.status >= 200 && answer.status < 300) return;
    throw refused({ ...answer, code: null, message: said(answer) }, classifyError);
  },
  classifyError,
};
