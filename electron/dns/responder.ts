/**
 * From a query's bytes to the answer's bytes. Bodies of names that exist are kept encoded, so that the usual question
 * costs one look into a map and one copy; the zones' changes make it forget them.
 */
import { encodeBody, type Body } from './body.ts';
import { queryType, type Lookup } from './lookup.ts';
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

/** Encoded bodies, found by what they depend on. */
function createBodyCache(): {
  get(key: string, type: number): Body | undefined;
  keep(key: string, type: number, body: Body): void;
  clear(): void;
} {
  // A map per type: joining name and type to one key would cost as much as all the rest of an answer.
  const byType = new Map<number, Map<string, Body>>();
  let size = 0;

  function clear(): void {
    byType.clear();
    size = 0;
  }

  return {
    get: (key, type) => byType.get(type)?.get(key),
    keep(key, type, body) {
      if (body.bytes.length > LARGEST_KEPT) return;
      if (size >= MOST_KEPT) clear();
      size++;
      const ofType = byType.get(type);
      if (ofType) ofType.set(key, body);
      else byType.set(type, new Map([[key, body]]));
    },
    clear,
  };
}

/** Stands for the type of bodies that say, whatever type was asked for, that a name does not exist. */
const ANY_MISSING = -1;

/** Answers from `ask`, which is given canonical names and numeric types of class IN. */
export function createResponder(ask: (name: string, type: number) => Lookup): Responder {
  const kept = createBodyCache();

  function bodyOf(bytes: Buffer, query: Query): Body {
    if (query.rcode !== rcode.noError) return empty(query.rcode);
    if (query.class !== CLASS_IN) return refused;
    // Upper and lower case differ in ASCII only; what differs beyond is in no zone and therefore never kept.
    const key = bytes.toString('latin1', HEADER_SIZE, query.nameEnd).toLowerCase();
    const known = kept.get(key, query.type);
    if (known) return known;

    const found = ask(questionName(bytes), query.type);
    if (found.kind === 'refused') return refused;
    const questionEnd = query.nameEnd + 4;
    // Names that do not exist are without number: kept one by one they would push out those that do. But for names of
    // one zone and one length the body is the same.
    if (found.kind === 'nxdomain' && found.chain.length === 0) {
      return encoded(found, questionEnd, `${found.apex.zone} ${String(questionEnd)}`, ANY_MISSING);
    }
    return encoded(found, questionEnd, key, query.type);
  }

  function encoded(found: Lookup, questionEnd: number, key: string, type: number): Body {
    const known = kept.get(key, type);
    if (known) return known;
    const body = encodeBody(found, questionEnd);
    kept.keep(key, type, body);
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
  // Byte by byte: for so few a view or a call of copy() takes longer.
  for (let i = 0; i < head; i++) out[i] = asked[i] ?? 0;
  const flags =
    flag.response |
    (asked.readUInt16BE(2) & (0x7800 | flag.recursionDesired)) |
    (body.authoritative ? flag.authoritative : 0) |
    (fits ? 0 : flag.truncated) |
    (body.rcode & 0xf);
  putUint16(out, 2, flags);
  putUint16(out, 4, query.nameEnd === 0 ? 0 : 1);
  putUint16(out, 6, fits ? body.answers : 0);
  putUint16(out, 8, fits ? body.authorities : 0);
  putUint16(out, 10, (fits ? body.additionals : 0) + (opt > 0 ? 1 : 0));
  if (fits) out.set(body.bytes, head);
  if (query.edns !== null) writeOpt(out, head + data, query.edns, body.rcode);
  return out;
}

/** writeUInt16BE without its checks. */
function putUint16(out: Buffer, at: number, value: number): void {
  out[at] = value >> 8;
  out[at + 1] = value & 0xff;
}

/** Our OPT record (RFC 6891 §6.1.2): version 0, our size, the high bits of the result code. */
function writeOpt(out: Buffer, at: number, edns: Edns, code: number): void {
  out[at] = 0;
  putUint16(out, at + 1, queryType.OPT);
  putUint16(out, at + 3, LARGEST_UDP);
  out[at + 5] = code >> 4;
  out[at + 6] = 0;
  putUint16(out, at + 7, edns.dnssecOk ? 0x8000 : 0);
  putUint16(out, at + 9, 0);
}
