/**
 * From a query's bytes to the answer's bytes. Bodies of names that exist are kept encoded, so that the usual question
 * costs one look into a map and one copy; the zones' changes make it forget them.
 */
import { encodeBody, type Body } from './body.ts';
import type { Lookup } from './lookup.ts';
import { HEADER_SIZE, questionName, rcode, readQuery, type Edns, type Query } from './query.ts';

/** How a query came. */
export type Transport = 'udp' | 'tcp';

/** Largest answer that we send over UDP and offer to take: fits any path without fragments (DNS flag day 2020). */
export const LARGEST_UDP = 1232;

/** Answers queries. */
export interface Responder {
  /** The answer; `null` where silence is right. Never throws on what came in. */
  answer(query: Buffer, transport: Transport): Buffer | null;
  /** The same question answered with TC and no data: "ask again over TCP". */
  truncated(query: Buffer): Buffer | null;
  /** Forgets the encoded answers; called after each change of the zones. */
  forget(): void;
}

const CLASS_IN = 1;
const OPT_SIZE = 11;
const LARGEST_TCP = 65_535;

/** Encoded bodies kept; with {@link LARGEST_KEPT} this bounds the memory at a few megabytes. */
const MOST_KEPT = 16_384;
const LARGEST_KEPT = 512;

const flag = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursionDesired: 0x0100 };

const empty = (code: number): Body => ({
  rcode: code,
  authoritative: false,
  answers: 0,
  authorities: 0,
  additionals: 0,
  bytes: Buffer.alloc(0),
});
const refused = empty(rcode.refused);

/** Answers from `ask`, which is given canonical names and numeric types of class IN. */
export function createResponder(ask: (name: string, type: number) => Lookup): Responder {
  const kept = new Map<string, Body>();

  function bodyOf(bytes: Buffer, query: Query): Body {
    if (query.rcode !== rcode.noError) return empty(query.rcode);
    if (query.class !== CLASS_IN) return refused;
    // Upper and lower case differ in ASCII only; what differs beyond is in no zone and therefore never kept.
    const key =
      bytes.toString('latin1', HEADER_SIZE, query.nameEnd).toLowerCase() + String.fromCharCode(query.type);
    const known = kept.get(key);
    if (known) return known;

    const found = ask(questionName(bytes), query.type);
    const body = encodeBody(found, query.nameEnd + 4);
    // Names that do not exist are without number: keeping them would let a stranger push out those that do.
    const exists = found.kind !== 'refused' && found.kind !== 'nxdomain';
    if (exists && body.bytes.length <= LARGEST_KEPT) {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, body);
    }
    return body;
  }

  return {
    answer(bytes, transport) {
      const query = readQuery(bytes);
      if (query === null) return null;
      const body = bodyOf(bytes, query);
      const limit = transport === 'tcp' ? LARGEST_TCP : Math.min(query.edns?.size ?? 512, LARGEST_UDP);
      return assemble(bytes, query, body, limit);
    },
    truncated(bytes) {
      const query = readQuery(bytes);
      return query === null ? null : assemble(bytes, query, bodyOf(bytes, query), 0);
    },
    forget() {
      kept.clear();
    },
  };
}

/** Header, question as it was asked, body, OPT. A body that does not fit into `limit` is left out whole, with TC. */
function assemble(asked: Buffer, query: Query, body: Body, limit: number): Buffer {
  // Where no question could be read, none is sent back.
  const head = query.nameEnd === 0 ? HEADER_SIZE : query.nameEnd + 4;
  const opt = query.edns === null ? 0 : OPT_SIZE;
  const fits = head + body.bytes.length + opt <= limit;
  const data = fits ? body.bytes.length : 0;

  const out = Buffer.allocUnsafe(head + data + opt);
  out.set(head === asked.length ? asked : asked.subarray(0, head));
  const flags =
    flag.response |
    (asked.readUInt16BE(2) & (0x7800 | flag.recursionDesired)) |
    (body.authoritative ? flag.authoritative : 0) |
    (fits ? 0 : flag.truncated) |
    (body.rcode & 0xf);
  out.writeUInt16BE(flags, 2);
  out.writeUInt16BE(query.nameEnd === 0 ? 0 : 1, 4);
  out.writeUInt16BE(fits ? body.answers : 0, 6);
  out.writeUInt16BE(fits ? body.authorities : 0, 8);
  out.writeUInt16BE((fits ? body.additionals : 0) + (opt > 0 ? 1 : 0), 10);
  if (fits) out.set(body.bytes, head);
  if (query.edns !== null) writeOpt(out, head + data, query.edns, body.rcode);
  return out;
}

/** Our OPT record (RFC 6891 §6.1.2): version 0, our size, the high bits of the result code. */
function writeOpt(out: Buffer, at: number, edns: Edns, code: number): void {
  out.writeUInt8(0, at);
  out.writeUInt16BE(41, at + 1);
  out.writeUInt16BE(LARGEST_UDP, at + 3);
  out.writeUInt8(code >> 4, at + 5);
  out.writeUInt8(0, at + 6);
  out.writeUInt16BE(edns.dnssecOk ? 0x8000 : 0, at + 7);
  out.writeUInt16BE(0, at + 9);
}
