/** Reads a reply from its bytes (RFC 1035 §4). Pure; what is no whole message is `null`, whatever it holds. */
import { HEADER_SIZE, nameBytes, rrType, type Question, type ResourceRecord } from './wire.ts';

/** A record and where it begins in the message. */
export interface PlacedRecord extends ResourceRecord {
  readonly start: number;
}

/** A reply as far as this program wants to know it. */
export interface Reply {
  readonly id: number;
  readonly isReply: boolean;
  readonly opcode: number;
  /** The server speaks for the zone itself (RFC 1035 §4.1.1, AA). */
  readonly authoritative: boolean;
  /** Cut to fit a datagram. */
  readonly truncated: boolean;
  readonly rcode: number;
  readonly question: Question | null;
  readonly answers: readonly ResourceRecord[];
  readonly additional: readonly PlacedRecord[];
}

const RECORD_HEAD = 10;
const LONGEST_NAME = 255;

class Unreadable extends Error {}

interface Name {
  /** In lower case; bytes that no host name has are written `\DDD`, dots inside labels too (RFC 1035 §5.1). */
  readonly text: string;
  readonly end: number;
}

function readName(bytes: Buffer, start: number): Name {
  const labels: string[] = [];
  let length = 0;
  let end: number | null = null;
  let at = start;
  // A pointer leads only backwards from where the name read last began, so no name goes in circles.
  let before = start;
  for (;;) {
    const size = bytes[at];
    if (size === undefined) throw new Unreadable();
    if (size === 0) break;
    if (size >= 0xc0) {
      const low = bytes[at + 1];
      if (low === undefined) throw new Unreadable();
      end ??= at + 2;
      at = ((size & 0x3f) << 8) | low;
      if (at >= before) throw new Unreadable();
      before = at;
      continue;
    }
    length += size + 1;
    if (size > 63 || length >= LONGEST_NAME || at + size >= bytes.length) throw new Unreadable();
    labels.push(bytes.toString('latin1', at + 1, at + 1 + size).replace(/[^A-Za-z0-9_*-]/g, escapeByte));
    at += size + 1;
  }
  return { text: labels.join('.').toLowerCase(), end: end ?? at + 1 };
}

const escapeByte = (char: string): string => `\\${String(char.charCodeAt(0)).padStart(3, '0')}`;

function readQuestion(bytes: Buffer, start: number): { question: Question; end: number } {
  const { text: name, end } = readName(bytes, start);
  if (end + 4 > bytes.length) throw new Unreadable();
  const question = { name, type: bytes.readUInt16BE(end), class: bytes.readUInt16BE(end + 2) };
  return { question, end: end + 4 };
}

function readRecord(bytes: Buffer, start: number): { record: PlacedRecord; end: number } {
  const { text: name, end: head } = readName(bytes, start);
  if (head + RECORD_HEAD > bytes.length) throw new Unreadable();
  const type = bytes.readUInt16BE(head);
  const dataStart = head + RECORD_HEAD;
  const end = dataStart + bytes.readUInt16BE(head + 8);
  if (end > bytes.length) throw new Unreadable();
  const record = {
    name,
    type,
    class: bytes.readUInt16BE(head + 2),
    ttl: bytes.readUInt32BE(head + 4),
    data: type === rrType.CNAME ? wholeName(bytes, dataStart, end) : bytes.subarray(dataStart, end),
    start,
  };
  return { record, end };
}

function wholeName(bytes: Buffer, start: number, end: number): Buffer {
  const name = readName(bytes, start);
  if (name.end !== end) throw new Unreadable();
  return nameBytes(name.text);
}

function read(bytes: Buffer): Reply {
  if (bytes.length < HEADER_SIZE) throw new Unreadable();
  const flags = bytes.readUInt16BE(2);
  let at = HEADER_SIZE;
  let question: Question | null = null;
  const questions = bytes.readUInt16BE(4);
  if (questions > 1) throw new Unreadable();
  if (questions === 1) ({ question, end: at } = readQuestion(bytes, at));

  function section(count: number): PlacedRecord[] {
    const records: PlacedRecord[] = [];
    // A record takes eleven bytes at least, so the message's length bounds this, whatever the count claims.
    for (let i = 0; i < count; i++) {
      const { record, end } = readRecord(bytes, at);
      records.push(record);
      at = end;
    }
    return records;
  }

  const answers = section(bytes.readUInt16BE(6));
  section(bytes.readUInt16BE(8));
  const additional = section(bytes.readUInt16BE(10));
  if (at !== bytes.length) throw new Unreadable();
  return {
    id: bytes.readUInt16BE(0),
    isReply: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 0xf,
    authoritative: (flags & 0x0400) !== 0,
    truncated: (flags & 0x0200) !== 0,
    rcode: flags & 0xf,
    question,
    answers,
    additional,
  };
}

/** The reply, or `null` for what is no whole message. */
export function readReply(bytes: Buffer): Reply | null {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
