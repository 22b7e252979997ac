/**
 * Reads a query from its bytes (RFC 1035 §4.1, RFC 6891). Own reading instead of dns-packet's: that one joins labels
 * into text without escaping (a label `a.b` would pass for two), and this runs for every packet. Pure; never throws.
 */

/** Result codes (RFC 1035 §4.1.1, RFC 6891 §9). */
export const rcode = {
  noError: 0,
  formatError: 1,
  serverFailure: 2,
  nxDomain: 3,
  notImplemented: 4,
  refused: 5,
  badVersion: 16,
} as const;

/** Bytes of a message's header. */
export const HEADER_SIZE = 12;

/** What a query said about EDNS. */
export interface Edns {
  readonly version: number;
  /** The largest UDP answer the asker takes, in bytes; never under 512 (RFC 6891 §6.2.3). */
  readonly size: number;
  /** DNSSEC OK: sent back as it came (RFC 3225 §3). */
  readonly dnssecOk: boolean;
}

/** A query as far as it could be read. */
export interface Query {
  /** {@link rcode} other than `noError` where the query cannot be answered. */
  readonly rcode: number;
  /** Where the question's name ends, counted from the message's start; 0 where no question could be read. */
  readonly nameEnd: number;
  readonly type: number;
  readonly class: number;
  readonly edns: Edns | null;
}

const OPCODE_QUERY = 0;
const TYPE_OPT = 41;
const LONGEST_WIRE_NAME = 255;

const unreadable = (code: number): Query => ({ rcode: code, nameEnd: 0, type: 0, class: 0, edns: null });

/** Where a name in plain labels ends, or -1. Pointers have nothing to point at in a question. */
function endOfQuestionName(bytes: Buffer): number {
  let at = HEADER_SIZE;
  for (;;) {
    const length = bytes[at];
    if (length === undefined || length > 63) return -1;
    at += length + 1;
    if (at - HEADER_SIZE > LONGEST_WIRE_NAME) return -1;
    if (length === 0) return at;
  }
}

/** Where a name that may be compressed ends, or -1. The pointer itself is not followed: only its place matters. */
function skipName(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return -1;
    if (length >= 0xc0) return at + 2;
    if (length > 63) return -1;
    at += length + 1;
    if (at - start > LONGEST_WIRE_NAME) return -1;
    if (length === 0) return at;
  }
}

/** Reads a query; `null` for what must not be answered: shorter than a header, or itself an answer. */
export function readQuery(bytes: Buffer): Query | null {
  if (bytes.length < HEADER_SIZE) return null;
  const flags = bytes.readUInt16BE(2);
  if ((flags & 0x8000) !== 0) return null;
  if (((flags >> 11) & 0xf) !== OPCODE_QUERY) return unreadable(rcode.notImplemented);
  // Exactly one question (RFC 9619).
  if (bytes.readUInt16BE(4) !== 1) return unreadable(rcode.formatError);

  const nameEnd = endOfQuestionName(bytes);
  if (nameEnd === -1 || nameEnd + 4 > bytes.length) return unreadable(rcode.formatError);
  const type = bytes.readUInt16BE(nameEnd);
  const queryClass = bytes.readUInt16BE(nameEnd + 2);
  const broken: Query = { rcode: rcode.formatError, nameEnd, type, class: queryClass, edns: null };

  let edns: Edns | null = null;
  const additionals = bytes.readUInt16BE(10);
  const firstAdditional = bytes.readUInt16BE(6) + bytes.readUInt16BE(8);
  let at = nameEnd + 4;
  // A record takes 11 bytes at least, so the message's own length bounds this loop, whatever the counts claim.
  for (let i = 0; i < firstAdditional + additionals; i++) {
    const head = skipName(bytes, at);
    if (head === -1 || head + 10 > bytes.length) return broken;
    if (bytes.readUInt16BE(head) === TYPE_OPT) {
      // One OPT, owned by the root, among the additional records (RFC 6891 §6.1.1, §6.1.2).
      if (edns !== null || i < firstAdditional || bytes[at] !== 0) return broken;
      edns = {
        size: Math.max(512, bytes.readUInt16BE(head + 2)),
        version: bytes.readUInt8(head + 5),
        dnssecOk: (bytes.readUInt8(head + 6) & 0x80) !== 0,
      };
    }
    at = head + 10 + bytes.readUInt16BE(head + 8);
  }
  if (at !== bytes.length) return { ...broken, edns };
  const supported = edns === null || edns.version === 0;
  return {
    rcode: supported ? rcode.noError : rcode.badVersion,
    nameEnd,
    type,
    class: queryClass,
    edns,
  };
}

/**
 * The question's name as canonical text. Bytes that no name of ours has are escaped as RFC 1035 §5.1 does, dots inside
 * labels too, so that such a name equals none.
 */
export function questionName(bytes: Buffer): string {
  const labels: string[] = [];
  for (let at = HEADER_SIZE, length = bytes[at] ?? 0; length !== 0; length = bytes[at] ?? 0) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length).replace(/[^A-Za-z0-9_-]/g, escapeByte));
    at += length + 1;
  }
  return labels.join('.').toLowerCase();
}

const escapeByte = (char: string): string => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`;
