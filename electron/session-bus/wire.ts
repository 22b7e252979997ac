/**
 * D-Bus messages as bytes, as much of them as a caller of methods needs
 * (https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages). Written little-endian, read in both
 * orders; what does not fit is refused. Pure.
 */

/** Kinds of messages by the number that stands for them. */
const CALL = 1;
/** The answer to a call. */
export const ANSWER = 2;
/** The refusal of one; its name is in `error_name`. */
export const REFUSAL = 3;
/** What is told to all who listen. */
export const SIGNAL = 4;

/** Larger ones are nothing that a desktop answers; the specification permits 128 MiB. */
export const LONGEST_MESSAGE = 1024 * 1024;

/** Bytes that are no message. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

/** Writes values, each at its alignment. */
export interface Writer {
  byte(value: number): void;
  uint32(value: number): void;
  int32(value: number): void;
  string(value: string): void;
  /** A signature, which is shorter and not aligned. */
  signature(value: string): void;
  /** An array whose entries begin at multiples of `alignment` bytes. */
  array(alignment: 4 | 8, entries: () => void): void;
  /** Begins a struct or an entry of a dictionary. */
  struct(): void;
}

/** Reads values, each at its alignment. @throws {MalformedMessage} beyond the end */
export interface Reader {
  byte(): number;
  uint32(): number;
  string(): string;
  signature(): string;
  /** An array of strings. */
  strings(): readonly string[];
}

/** The arguments of a message. */
export interface Body {
  readonly signature: string;
  readonly write: (writer: Writer) => void;
}

/** A call of a method. */
export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body?: Body;
}

/** A message that came. */
export interface Message {
  readonly kind: number;
  /** Of the call that it answers. */
  readonly reply_serial: number | null;
  readonly path: string | null;
  readonly interface: string | null;
  readonly member: string | null;
  readonly error_name: string | null;
  /** The unique name of who sent it, which the bus vouches for. */
  readonly sender: string | null;
  /** Of its arguments. */
  readonly signature: string;
  /** Begins with the first argument. */
  body(): Reader;
}

const padding = (at: number, alignment: number): number => (alignment - (at % alignment)) % alignment;

function createWriter() {
  const bytes: number[] = [];
  const align = (alignment: number): void => {
    for (let left = padding(bytes.length, alignment); left > 0; left--) bytes.push(0);
  };
  const put32 = (value: number): void => {
    align(4);
    bytes.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
  };
  /** A zero ends each text, so none may stand in it: the bus would end the connection. */
  const putText = (text: string): void => {
    for (const byte of Buffer.from(text.replaceAll('\0', '\uFFFD'), 'utf8')) bytes.push(byte);
    bytes.push(0);
  };
  const writer: Writer = {
    byte: (value) => void bytes.push(value & 0xff),
    uint32: put32,
    int32: put32,
    string(value) {
      put32(Buffer.byteLength(value.replaceAll('\0', '\uFFFD')));
      putText(value);
    },
    signature(value) {
      bytes.push(value.length);
      putText(value);
    },
    array(alignment, entries) {
      put32(0);
      const lengthAt = bytes.length - 4;
      align(alignment);
      const from = bytes.length;
      entries();
      const length = bytes.length - from;
      for (let i = 0; i < 4; i++) bytes[lengthAt + i] = (length >>> (8 * i)) & 0xff;
    },
    struct: () => align(8),
  };
  return { writer, align, bytes };
}

/** The bytes of a call. `serial` is not 0 and is nobody else's on this connection. */
export function encodeCall({ body, ...call }: Call, serial: number): Buffer {
  const args = createWriter();
  body?.write(args.writer);
  const { writer, align, bytes } = createWriter();
  for (const byte of [0x6c /* l: little-endian */, CALL, 0 /* no flags */, 1 /* version */])
    writer.byte(byte);
  writer.uint32(args.bytes.length);
  writer.uint32(serial);
  const field = (code: number, type: 's' | 'o' | 'g', value: string): void => {
    writer.struct();
    writer.byte(code);
    writer.signature(type);
    if (type === 'g') writer.signature(value);
    else writer.string(value);
  };
  writer.array(8, () => {
    field(1, 'o', call.path);
    field(2, 's', call.interface);
    field(3, 's', call.member);
    field(6, 's', call.destination);
    if (body) field(8, 'g', body.signature);
  });
  align(8);
  return Buffer.from([...bytes, ...args.bytes]);
}

function createReader(bytes: Buffer, isLittle: boolean, from: number, to: number) {
  let at = from;
  /** Goes on by `length` bytes; answers where they begin. */
  function take(length: number, alignment = 1): number {
    const begins = at + padding(at, alignment);
    if (begins + length > to) throw new MalformedMessage('A message ends too soon');
    at = begins + length;
    return begins;
  }
  function uint32(): number {
    const begins = take(4, 4);
    return isLittle ? bytes.readUInt32LE(begins) : bytes.readUInt32BE(begins);
  }
  function text(length: number): string {
    const begins = take(length + 1);
    return bytes.toString('utf8', begins, begins + length);
  }
  const byte = (): number => bytes.readUInt8(take(1));
  const string = (): string => text(uint32());
  const reader: Reader = {
    ...{ byte, uint32, string },
    signature: () => text(byte()),
    strings() {
      const length = uint32();
      const ends = at + length;
      if (ends > to) throw new MalformedMessage('An array ends too late');
      const found: string[] = [];
      while (at < ends) found.push(string());
      return found;
    },
  };
  return { reader, align: (alignment: number) => take(0, alignment), position: () => at };
}

/** What stands in a header field, by its type; no other type stands in one. */
function valueOf(reader: Reader): string | number {
  const type = reader.signature();
  if (type === 's' || type === 'o') return reader.string();
  if (type === 'u') return reader.uint32();
  if (type === 'g') return reader.signature();
  throw new MalformedMessage('A header field is of no known type');
}

/** Bytes of the fixed part of a header, with the length of the fields behind it. */
const FIXED = 16;

/**
 * Takes the first message from what has come.
 * @returns it with the bytes that it took; `null` while it is not all there.
 * @throws {MalformedMessage} where no message can begin so, or where it is too long
 */
export function decodeMessage(bytes: Buffer): { message: Message; length: number } | null {
  if (bytes.length < FIXED) return null;
  const order = bytes[0];
  if (order !== 0x6c && order !== 0x42) throw new MalformedMessage('No message begins so');
  const isLittle = order === 0x6c;
  const fixed = createReader(bytes, isLittle, 4, FIXED).reader;
  const bodyLength = fixed.uint32();
  fixed.uint32();
  const fieldsLength = fixed.uint32();
  const bodyAt = FIXED + fieldsLength + padding(fieldsLength, 8);
  const length = bodyAt + bodyLength;
  if (length > LONGEST_MESSAGE) throw new MalformedMessage('A message is too long');
  if (bytes.length < length) return null;

  const fields = new Map<number, string | number>();
  const header = createReader(bytes, isLittle, FIXED, FIXED + fieldsLength);
  while (header.position() < FIXED + fieldsLength) {
    header.align(8);
    fields.set(header.reader.byte(), valueOf(header.reader));
  }
  const textOf = (code: number): string | null => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : null;
  };
  const replySerial = fields.get(5);
  const message: Message = {
    kind: bytes.readUInt8(1),
    reply_serial: typeof replySerial === 'number' ? replySerial : null,
    ...{ path: textOf(1), interface: textOf(2), member: textOf(3), error_name: textOf(4) },
    ...{ sender: textOf(7), signature: textOf(8) ?? '' },
    // Alignment counts from the start of the message, whose body begins at a multiple of 8.
    body: () => createReader(bytes, isLittle, bodyAt, length).reader,
  };
  return { message, length };
}
