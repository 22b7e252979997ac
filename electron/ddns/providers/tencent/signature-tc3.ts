/**
 * Tencent Cloud's signature TC3-HMAC-SHA256 of a POST with a JSON body
 * (https://www.tencentcloud.com/document/product/1278/46696).
 */
import { createHash, createHmac } from 'node:crypto';

const ALGORITHM = 'TC3-HMAC-SHA256';
const CONTENT_TYPE = 'application/json; charset=utf-8';
const SIGNED = 'content-type;host;x-tc-action';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** A key, and the token that belongs to it where it is a temporary one. */
export interface TencentKey {
  readonly id: string;
  readonly key: string;
  readonly token?: string;
}

/** A call, before it is signed. */
export interface TencentCall {
  readonly service: string;
  readonly version: string;
  readonly action: string;
  readonly body: string;
  /** Milliseconds UTC; five minutes off are too many. */
  readonly at: number;
}

/** The headers that go out. The `host` header is the sender's to add. */
export interface SignedTc3 {
  readonly headers: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the canonical request, as the vendor's examples name it. */
  readonly requestHash: string;
}

/** Pure: signs a POST to `/` of a host (with its port, where the URL names one). */
export function signTc3(key: TencentKey, host: string, call: TencentCall): SignedTc3 {
  const seconds = String(Math.floor(call.at / 1000));
  // The day in UTC, wherever this machine stands; it is of the same moment as the timestamp.
  const day = new Date(call.at).toISOString().slice(0, 10);
  const scope = `${day}/${call.service}/tc3_request`;
  const lines = `content-type:${CONTENT_TYPE}\nhost:${host}\nx-tc-action:${call.action.toLowerCase()}\n`;
  const requestHash = sha256(['POST', '/', '', lines, SIGNED, sha256(call.body)].join('\n'));
  const dayKey = hmac(`TC3${key.key}`, day);
  const signingKey = hmac(hmac(dayKey, call.service), 'tc3_request');
  const signature = hmac(signingKey, [ALGORITHM, seconds, scope, requestHash].join('\n')).toString('hex');
  return {
    requestHash,
    headers: {
      'content-type': CONTENT_TYPE,
      'x-tc-action': call.action,
      'x-tc-version': call.version,
      'x-tc-timestamp': seconds,
      authorization: `${ALGORITHM} Credential=${key.id}/${scope}, SignedHeaders=${SIGNED}, Signature=${signature}`,
      ...(key.token === undefined ? {} : { 'x-tc-token': key.token }),
    },
  };
}
