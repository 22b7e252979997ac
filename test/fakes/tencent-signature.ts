/**
 * How the stand-in for Tencent Cloud reckons a call's signature, from what arrived and the vendor's rules alone
 * (https://cloud.tencent.com/document/api/1427/56189).
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a call says of itself. */
export interface TencentClaim {
  readonly keyId: string;
  /** Seconds UTC. */
  readonly timestamp: number;
  readonly token: string | null;
  /** Whether the secret makes the signature that came. */
  readonly isSignedWith: (secret: string) => boolean;
}

/** The day of a moment in Greenwich, by the calendar's own parts. */
function dayOf(seconds: number): string {
  const at = new Date(seconds * 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(at.getUTCFullYear())}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

const FORM =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([a-z]+)\/tc3_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;

/** What a call claims, `null` where it is not signed. */
export function claimOf(request: IncomingMessage, body: string): TencentClaim | null {
  const told = (name: string): string => String(request.headers[name] ?? '');
  const parts = FORM.exec(told('authorization'));
  if (!parts) return null;
  const [, keyId = '', day = '', service = '', list = '', signature = ''] = parts;
  const names = list.split(';');
  const timestamp = Number(told('x-tc-timestamp'));
  const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

  return {
    keyId,
    timestamp,
    token: request.headers['x-tc-token'] === undefined ? null : told('x-tc-token'),
    isSignedWith(secret) {
      const isWhole = names.includes('host') && names.includes('content-type') && service === 'dnspod';
      const isSorted = list === [...names].sort().join(';');
      if (!isWhole || !isSorted || day !== dayOf(timestamp)) return false;
      const headers = names.map((name) => `${name}:${told(name).trim().toLowerCase()}\n`).join('');
      const whole = `${request.method ?? ''}\n${request.url ?? ''}\n\n${headers}\n${list}\n${hash(body)}`;
      const text = `TC3-HMAC-SHA256\n${String(timestamp)}\n${day}/${service}/tc3_request\n${hash(whole)}`;
      let key: Buffer | string = `TC3${secret}`;
      for (const step of [day, service, 'tc3_request']) key = createHmac('sha256', key).update(step).digest();
      const right = createHmac('sha256', key).update(text).digest();
      return timingSafeEqual(right, Buffer.from(signature, 'hex'));
    },
  };
}
