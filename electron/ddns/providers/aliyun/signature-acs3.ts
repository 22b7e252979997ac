/**
 * Aliyun's signature ACS3-HMAC-SHA256, for calls whose parameters all stand in the query and whose body is empty
 * (https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature).
 */
import { createHash, createHmac } from 'node:crypto';
import { canonicalQuery } from './canonical-query.ts';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A key, and the token that belongs to it where it is a temporary one (STS). */
export interface AliyunKey {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
}

/** A call of Aliyun's, before it is signed. */
export interface AliyunCall {
  readonly action: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** UTC, `YYYY-MM-DDThh:mm:ssZ`; 15 minutes off are too many. */
  readonly date: string;
  /** Never used before. */
  readonly nonce: string;
}

/** The headers and the query that go out. The `host` header is the sender's to add. */
export interface SignedAcs3 {
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the canonical request, as the vendor's examples name it. */
  readonly requestHash: string;
}

/** Pure: signs a POST to `/` of a host (with its port, where the URL names one). */
export function signAcs3(key: AliyunKey, host: string, call: AliyunCall): SignedAcs3 {
  const query = canonicalQuery(call.parameters);
  const bodyHash = sha256('');
  const headers: Record<string, string> = {
    'x-acs-action': call.action,
    'x-acs-content-sha256': bodyHash,
    'x-acs-date': call.date,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
    ...(key.token === undefined ? {} : { 'x-acs-security-token': key.token }),
  };
  const signed = Object.entries({ ...headers, host }).sort(([one], [other]) => (one < other ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value.trim()}\n`).join('');
  const requestHash = sha256(['POST', '/', query, lines, names, bodyHash].join('\n'));
  const signature = createHmac('sha256', key.secret).update(`${ALGORITHM}\n${requestHash}`).digest('hex');
  const authorization = `${ALGORITHM} Credential=${key.id},SignedHeaders=${names},Signature=${signature}`;
  return { query, headers: { ...headers, authorization }, requestHash };
}
