/**
 * How the stand-in for Aliyun reckons a call's signature, from what arrived and the vendor's rules alone:
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature for headers,
 * https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism for the query.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a call says of itself, whichever way it is signed. */
export interface AliyunClaim {
  readonly action: string;
  readonly version: string;
  readonly keyId: string;
  readonly date: string;
  readonly nonce: string;
  readonly token: string | null;
  /** Whether the secret makes the signature that came. */
  readonly isSignedWith: (secret: string) => boolean;
}

const UNRESERVED = /[A-Za-z0-9\-_.~]/;

/** Octet by octet, as RFC 3986 has it. */
function escape(text: string): string {
  let out = '';
  for (const octet of Buffer.from(text, 'utf8')) {
    const sign = String.fromCharCode(octet);
    out += UNRESERVED.test(sign) ? sign : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

function canonical(pairs: readonly (readonly [string, string])[]): string {
  const written = pairs.map(([name, value]) => [escape(name), escape(value)] as const);
  written.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return written.map((pair) => pair.join('=')).join('&');
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

function claimOfHeaders(request: IncomingMessage, url: URL, body: string): AliyunClaim | null {
  const told = (name: string): string => String(request.headers[name] ?? '');
  const form = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/;
  const [, keyId, list, signature] = form.exec(told('authorization')) ?? [];
  if (keyId === undefined || list === undefined || signature === undefined) return null;
  const names = list.split(';');
  // Whatever of these came along has to be signed, and in order.
  const must = Object.keys(request.headers).filter(
    (name) => name.startsWith('x-acs-') || name === 'host' || name === 'content-type',
  );
  const isWhole = must.every((name) => names.includes(name)) && list === [...names].sort().join(';');
  const isOfBody = told('x-acs-content-sha256') === hex(body);
  const text = [
    request.method ?? '',
    url.pathname,
    canonical([...url.searchParams]),
    names.map((name) => `${name}:${told(name).trim()}\n`).join(''),
    list,
    told('x-acs-content-sha256'),
  ].join('\n');
  return {
    action: told('x-acs-action'),
    version: told('x-acs-version'),
    keyId,
    date: told('x-acs-date'),
    nonce: told('x-acs-signature-nonce'),
    token: request.headers['x-acs-security-token'] === undefined ? null : told('x-acs-security-token'),
    isSignedWith(secret) {
      const right = createHmac('sha256', secret)
        .update(`ACS3-HMAC-SHA256\n${hex(text)}`)
        .digest('hex');
      return isWhole && isOfBody && isSame(right, signature);
    },
  };
}

function claimOfQuery(request: IncomingMessage, { searchParams }: URL): AliyunClaim | null {
  const told = (name: string): string => searchParams.get(name) ?? '';
  if (told('SignatureMethod') !== 'HMAC-SHA1' || told('SignatureVersion') !== '1.0') return null;
  if (told('Format') !== 'JSON') return null;
  const pairs = [...searchParams].filter(([name]) => name !== 'Signature');
  const text = `${request.method ?? ''}&%2F&${escape(canonical(pairs))}`;
  return {
    action: told('Action'),
    version: told('Version'),
    keyId: told('AccessKeyId'),
    date: told('Timestamp'),
    nonce: told('SignatureNonce'),
    token: searchParams.get('SecurityToken'),
    isSignedWith: (secret) =>
      isSame(createHmac('sha1', `${secret}&`).update(text).digest('base64'), told('Signature')),
  };
}

/** What a call claims, `null` where it is signed in neither way. */
export function claimOf(request: IncomingMessage, body: string): AliyunClaim | null {
  const url = new URL(request.url ?? '/', 'http://fake');
  return request.headers.authorization === undefined
    ? claimOfQuery(request, url)
    : claimOfHeaders(request, url, body);
}
