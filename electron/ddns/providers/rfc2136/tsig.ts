/** Signatures of messages with a shared key (RFC 8945): signs a request, verifies its reply. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PlacedRecord, Reply } from './reply.ts';
import { HEADER_SIZE, nameBytes, recordBytes, rrClass, rrType, uint16 } from './wire.ts';

/** Algorithms by the names that servers know them by (RFC 8945 §6), with Node's name of the digest. */
export const digests = { 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512' } as const;

/** A key shared with the server. */
export interface TsigKey {
  readonly name: string;
  readonly algorithm: keyof typeof digests;
  readonly secret: Buffer;
}

/** Errors that stand in a signature (RFC 8945 §3). */
export const tsigError = { none: 0, badSignature: 16, badKey: 17, badTime: 18, badTruncation: 22 } as const;

/** Seconds by which both clocks may differ, as RFC 8945 §10 recommends. */
export const FUDGE = 300;

const ORIGINAL_ID_SIZE = 2;
const UINT48 = 6;

/** What a signature says. Times in seconds since 1970. */
export interface Signature {
  readonly keyName: string;
  readonly algorithm: string;
  readonly time: number;
  readonly fudge: number;
  readonly mac: Buffer;
  readonly originalId: number;
  readonly error: number;
  /** The server's time where `error` is `badTime`, `null` otherwise. */
  readonly serverTime: number | null;
  /** Where the signature's record begins. */
  readonly start: number;
}

type Variables = Pick<Signature, 'keyName' | 'algorithm' | 'time' | 'fudge' | 'error'> & {
  readonly other: Buffer;
};

function uint48(value: number): Buffer {
  const bytes = Buffer.alloc(UINT48);
  bytes.writeUIntBE(value, 0, UINT48);
  return bytes;
}

/** What of the signature is signed itself (RFC 8945 §4.3.3). */
function variableBytes({ keyName, algorithm, time, fudge, error, other }: Variables): Buffer {
  return Buffer.concat([
    nameBytes(keyName),
    uint16(rrClass.ANY),
    Buffer.alloc(4),
    nameBytes(algorithm),
    uint48(time),
    uint16(fudge),
    uint16(error),
    uint16(other.length),
    other,
  ]);
}

function macOf(key: TsigKey, parts: readonly Buffer[]): Buffer {
  const hmac = createHmac(digests[key.algorithm], key.secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** The message with its signature as the last record, and the MAC that its reply is bound to. `time` in seconds. */
export function sign(message: Buffer, key: TsigKey, time: number): { bytes: Buffer; mac: Buffer } {
  const { name: keyName, algorithm } = key;
  const other = Buffer.alloc(0);
  const mac = macOf(key, [
    message,
    variableBytes({ keyName, algorithm, time, fudge: FUDGE, error: 0, other }),
  ]);
  const data = Buffer.concat([
    nameBytes(algorithm),
    uint48(time),
    uint16(FUDGE),
    uint16(mac.length),
    mac,
    message.subarray(0, ORIGINAL_ID_SIZE),
    uint16(tsigError.none),
    uint16(other.length),
  ]);
  const record = recordBytes({ name: keyName, type: rrType.TSIG, class: rrClass.ANY, ttl: 0, data });
  const bytes = Buffer.concat([message, record]);
  bytes.writeUInt16BE(bytes.readUInt16BE(HEADER_SIZE - 2) + 1, HEADER_SIZE - 2);
  return { bytes, mac };
}

/** Where a name ends that stands uncompressed, as RFC 8945 §4.2 asks of the algorithm's; -1 for none. */
function endOfName(data: Buffer): number {
  let at = 0;
  for (let size = data[at]; size !== 0; size = data[at]) {
    if (size === undefined || size > 63) return -1;
    at += size + 1;
  }
  return at + 1;
}

function algorithmOf(data: Buffer, end: number): string {
  const known = Object.keys(digests).find((name) => nameBytes(name).equals(lowerCase(data.subarray(0, end))));
  return known ?? '';
}

const lowerCase = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('latin1').toLowerCase(), 'latin1');

function readSignature({ name, data, start }: PlacedRecord): (Signature & { other: Buffer }) | null {
  const end = endOfName(data);
  if (end === -1 || end + UINT48 + 4 > data.length) return null;
  const macStart = end + UINT48 + 4;
  const macEnd = macStart + data.readUInt16BE(macStart - 2);
  if (macEnd + 6 > data.length) return null;
  const other = data.subarray(macEnd + 6);
  if (other.length !== data.readUInt16BE(macEnd + 4)) return null;
  const error = data.readUInt16BE(macEnd + 2);
  return {
    keyName: name,
    algorithm: algorithmOf(data, end),
    time: data.readUIntBE(end, UINT48),
    fudge: data.readUInt16BE(end + UINT48),
    mac: data.subarray(macStart, macEnd),
    originalId: data.readUInt16BE(macEnd),
    error,
    other,
    serverTime: error === tsigError.badTime && other.length === UINT48 ? other.readUIntBE(0, UINT48) : null,
    start,
  };
}

/** What is known of a reply's signature. */
export interface Checked {
  /** Made with our key, for our request, in time. */
  readonly trusted: boolean;
  /** {@link tsigError}, also of an answer that could not be signed. */
  readonly error: number;
  /** Seconds since 1970, only where the server says that ours is wrong. */
  readonly serverTime: number | null;
}

const UNSIGNED: Checked = { trusted: false, error: tsigError.none, serverTime: null };

/**
 * Verifies a reply to a request (RFC 8945 §5.3). A shortened MAC is refused, as its §5.2.2.1 lets a client do. Which
 * errors come unsigned by their nature: `badSignature` and `badKey`.
 * @param request the request's MAC and the time it was made, in seconds by the clock that `now` is of
 */
export function verify(
  bytes: Buffer,
  reply: Reply,
  key: TsigKey,
  request: { readonly mac: Buffer; readonly now: number },
): Checked {
  const last = reply.additional.at(-1);
  // Class and TTL are fixed, and signed as such (RFC 8945 §4.2).
  if (last?.type !== rrType.TSIG || last.class !== rrClass.ANY || last.ttl !== 0) return UNSIGNED;
  const signature = readSignature(last);
  if (!signature) return UNSIGNED;
  const { error, serverTime, mac, time, fudge } = signature;

  const message = Buffer.from(bytes.subarray(0, signature.start));
  message.writeUInt16BE(signature.originalId, 0);
  message.writeUInt16BE(message.readUInt16BE(HEADER_SIZE - 2) - 1, HEADER_SIZE - 2);
  const bound = [uint16(request.mac.length), request.mac, message, variableBytes(signature)];
  const expected = macOf(key, bound);
  const trusted =
    signature.keyName === key.name.toLowerCase() &&
    signature.algorithm === key.algorithm &&
    mac.length === expected.length &&
    timingSafeEqual(mac, expected) &&
    Math.abs(request.now - time) <= fudge;
  return { trusted, error, serverTime: trusted ? serverTime : null };
}
