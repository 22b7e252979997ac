/**
 * The question to a server that speaks for a zone, and what its reply says. Pure; never throws on what came from
 * outside.
 */
import { decode, encode, type DecodedPacket } from 'dns-packet';
import ipaddr from 'ipaddr.js';
import type { Question, Values } from './ask.ts';
import { HEADER_SIZE, rcode } from './query.ts';

/** Bytes of UDP answer we take: passes every usual path in one piece (https://www.dnsflagday.net/2020/). */
const EDNS_SIZE = 1232;
/** In text, without the last dot: 255 bytes on the wire. */
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;
const OPCODE_MASK = 0x7800;
const RCODE_MASK = 0xf;

/** What a reply says; `null` for what does not answer our question, and is as if it had not come. */
export type AuthorityReply =
  /** The values that stand there; `null` where the server does not speak for the zone, or failed. */
  | { readonly kind: 'answer'; readonly values: Values }
  /** The rest has to be fetched over TCP (RFC 1035 §4.2.1). */
  | { readonly kind: 'truncated' }
  /** The server does not know EDNS: to be asked without (RFC 6891 §6.1.3, §7). */
  | { readonly kind: 'no_edns' }
  | null;

/** A question as bytes, without the wish for recursion, of a name that {@link isAskable}. */
export function authorityQuery(id: number, { name, type }: Question, hasEdns: boolean): Buffer {
  return encode({
    type: 'query',
    id,
    flags: 0,
    questions: [{ name, type, class: 'IN' }],
    additionals: hasEdns
      ? [
          {
            type: 'OPT',
            name: '.',
            udpPayloadSize: EDNS_SIZE,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            options: [],
          },
        ]
      : [],
  });
}

/** Whether a name fits a question (RFC 1035 §2.3.4); the encoder does not look. */
export function isAskable({ name }: Question): boolean {
  const sizes = name.split('.').map((label) => Buffer.byteLength(label));
  return Buffer.byteLength(name) <= LONGEST_NAME && sizes.every((size) => size > 0 && size <= LONGEST_LABEL);
}

/** Bytes of the section compared as text: letters' case means nothing, and no length or type is a capital letter. */
const section = (bytes: Buffer, end: number): string =>
  bytes.toString('latin1', HEADER_SIZE, end).toLowerCase();

/**
 * Addresses that stand under the asked name itself: what a CNAME there leads to is another name's. A canonical text
 * each (RFC 5952), each once.
 * @throws for an address that was cut
 */
function valuesAt({ name, type }: Question, packet: DecodedPacket): readonly string[] {
  const found = (packet.answers ?? []).flatMap((answer) =>
    answer.type === type && answer.class === 'IN' && answer.name.toLowerCase() === name
      ? [ipaddr.parse(answer.data).toString()]
      : [],
  );
  return [...new Set(found)];
}

/**
 * The values, and whether OPT has upper bits of a code: a refused version is NOERROR in the header (RFC 6891 §6.1.3).
 * @throws for rubbish
 */
function readWhole(
  bytes: Buffer,
  question: Question,
): { hasOtherVersion: boolean; values: readonly string[] } {
  const packet = decode(bytes);
  const hasOtherVersion = (packet.additionals ?? []).some(
    (extra) => extra.type === 'OPT' && extra.extendedRcode !== 0,
  );
  return { hasOtherVersion, values: valuesAt(question, packet) };
}

/** Reads a reply to {@link authorityQuery}. `question` has its name in small letters, without the last dot. */
export function readAuthorityReply(bytes: Buffer, id: number, question: Question): AuthorityReply {
  if (bytes.length < HEADER_SIZE || bytes.readUInt16BE(0) !== id) return null;
  const flags = bytes.readUInt16BE(2);
  const isResponse = (flags & 0x8000) !== 0 && (flags & OPCODE_MASK) === 0;
  if (!isResponse) return null;
  const code = flags & RCODE_MASK;
  const isUnread = code === rcode.formatError || code === rcode.notImplemented;
  // Who could not read the question may send the header alone (RFC 6891 §7).
  if (isUnread && bytes.readUInt16BE(4) === 0) return { kind: 'no_edns' };

  const asked = authorityQuery(id, question, false);
  if (bytes.readUInt16BE(4) !== 1 || section(bytes, asked.length) !== section(asked, asked.length))
    return null;
  if (isUnread) return { kind: 'no_edns' };
  if ((flags & 0x0200) !== 0) return { kind: 'truncated' };

  const isAuthoritative = (flags & 0x0400) !== 0;
  const isConclusive = code === rcode.noError || code === rcode.nxDomain;
  try {
    const { hasOtherVersion, values } = readWhole(bytes, question);
    if (hasOtherVersion) return { kind: 'no_edns' };
    return { kind: 'answer', values: isAuthoritative && isConclusive ? values : null };
  } catch {
    // Rubbish is nobody's answer.
    return null;
  }
}
