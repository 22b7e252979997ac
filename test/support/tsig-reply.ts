/** Signs replies as a server does (RFC 8945 §5.3), written apart from the program that verifies them. */
import { createHmac } from 'node:crypto';

/** How a reply is signed. */
export interface SignedReply {
  readonly secret: Buffer;
  /** Seconds since 1970. */
  readonly time: number;
  readonly error?: number;
  readonly other?: Buffer;
  readonly keyName?: string;
  /** Bytes of the MAC that are left. */
  readonly cut?: number;
}

/** A number in so many hex digits, as bytes. */
export const hex = (value: number, digits: number): Buffer =>
  Buffer.from(value.toString(16).padStart(digits, '0'), 'hex');

const name = (text: string): Buffer =>
  Buffer.concat([
    ...text.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
    Buffer.of(0),
  ]);

/** The reply with a signature by hmac-sha256, bound to the request's MAC. */
export function signReply(reply: Buffer, requestMac: Buffer, options: SignedReply): Buffer {
  const { secret, time, error = 0, other = Buffer.alloc(0), keyName = 'ddns-key', cut = 32 } = options;
  const head = Buffer.concat([name('hmac-sha256'), hex(time, 12), hex(300, 4)]);
  const tail = Buffer.concat([hex(error, 4), hex(other.length, 4), other]);
  const owner = name(keyName);
  const mac = createHmac('sha256', secret)
    .update(
      Buffer.concat([
        hex(requestMac.length, 4),
        requestMac,
        reply,
        owner,
        hex(255, 4),
        hex(0, 8),
        head,
        tail,
      ]),
    )
    .digest()
    .subarray(0, cut);
  const data = Buffer.concat([head, hex(mac.length, 4), mac, reply.subarray(0, 2), tail]);
  const record = Buffer.concat([owner, hex(250, 4), hex(255, 4), hex(0, 8), hex(data.length, 4), data]);
  const whole = Buffer.concat([reply, record]);
  whole.writeUInt16BE(1, 10);
  return whole;
}

/** The MAC of a signed request: what is left of it before its original id, error and empty other data. */
export const macOfRequest = (request: Buffer): Buffer => request.subarray(-38, -6);
