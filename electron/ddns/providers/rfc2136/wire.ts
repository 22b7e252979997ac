/**
 * Messages as bytes (RFC 1035 §4). Own writing instead of dns-packet's: that one knows neither the class NONE, which an
 * update needs to delete one record (RFC 2136 §2.5.4), nor TSIG. Nothing is compressed, so what is signed is what stands
 * here. Pure.
 */

/** Types of records, by number (RFC 1035 §3.2.2, RFC 3596, RFC 8945). */
export const rrType = { A: 1, CNAME: 5, SOA: 6, TXT: 16, AAAA: 28, TSIG: 250, ANY: 255 } as const;

/** Classes (RFC 1035 §3.2.4, RFC 2136 §1.3). */
export const rrClass = { IN: 1, NONE: 254, ANY: 255 } as const;

/** Operations (RFC 1035 §4.1.1, RFC 2136 §1.3). */
export const opcode = { query: 0, update: 5 } as const;

/** Results that are no failure (RFC 1035 §4.1.1). */
export const rcode = { noError: 0, nxDomain: 3 } as const;

/** Bytes of a message's header. */
export const HEADER_SIZE = 12;

const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;
const OPCODE_SHIFT = 11;

/** What is asked, or the zone of an update. */
export interface Question {
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

/** A record, or a condition or change written in the form of one. Names inside `data` are whole. */
export interface ResourceRecord extends Question {
  /** Seconds. */
  readonly ttl: number;
  readonly data: Buffer;
}

/** A message to send. The sections of an update: zone, prerequisites, changes (RFC 2136 §2). */
export interface OutgoingMessage {
  readonly id: number;
  readonly opcode: number;
  readonly question: Question;
  readonly prerequisites?: readonly ResourceRecord[];
  readonly changes?: readonly ResourceRecord[];
}

/** A name in lower case, as RFC 4034 §6.2 has it. `\DDD` stands for a byte. @throws {RangeError} for what is none. */
export function nameBytes(name: string): Buffer {
  const labels = name === '' ? [] : name.toLowerCase().split('.');
  const parts = labels.flatMap((label) => {
    const bytes = Buffer.from(label.replace(/\\(\d{3})/g, byteOf), 'latin1');
    if (bytes.length === 0 || bytes.length > LONGEST_LABEL)
      throw new RangeError('A label is too long or empty');
    return [Buffer.of(bytes.length), bytes];
  });
  const whole = Buffer.concat([...parts, Buffer.of(0)]);
  if (whole.length > LONGEST_NAME) throw new RangeError('A name is too long');
  return whole;
}

const byteOf = (_: string, digits: string): string => String.fromCharCode(Number(digits) & 0xff);

/** A number in two bytes. */
export function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function questionBytes(question: Question): Buffer {
  return Buffer.concat([nameBytes(question.name), uint16(question.type), uint16(question.class)]);
}

/** A record with its length. */
export function recordBytes(record: ResourceRecord): Buffer {
  const { ttl, data } = record;
  return Buffer.concat([questionBytes(record), uint32(ttl), uint16(data.length), data]);
}

/** The message, unsigned. */
export function messageBytes(message: OutgoingMessage): Buffer {
  const { id, question, prerequisites = [], changes = [] } = message;
  // No other flag: recursion is not wanted from a server that is asked for its own zone.
  const numbers = [id, message.opcode << OPCODE_SHIFT, 1, prerequisites.length, changes.length, 0];
  return Buffer.concat([
    ...numbers.map(uint16),
    questionBytes(question),
    ...[...prerequisites, ...changes].map(recordBytes),
  ]);
}
