import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeMessage,
  encodeCall,
  LONGEST_MESSAGE,
  MalformedMessage,
  type Writer,
} from '../../../electron/session-bus/wire.ts';

const call = { destination: 'a.b', path: '/a', interface: 'a.b', member: 'C' };

describe('a call', () => {
  it('is written as the specification has it', () => {
    const bytes = encodeCall(
      { ...call, body: { signature: 's', write: (writer) => writer.string('é\0') } },
      7,
    );
    // Byte by byte: l, call, no flags, version 1; body of 10; serial 7; fields.
    expect(bytes.toString('hex')).toBe(
      [
        '6c010001 0a000000 07000000 47000000',
        '01016f00 02000000 2f610000 00000000',
        '02017300 03000000 612e6200 00000000',
        '03017300 01000000 43000000 00000000',
        '06017300 03000000 612e6200 00000000',
        '08016700 01730000 05000000 c3a9efbf bd00',
      ]
        .join('')
        .replaceAll(' ', ''),
    );
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (one, two, number) => {
        const write = (writer: Writer): void => {
          writer.string(one);
          writer.array(4, () => [two, one].forEach((text) => writer.string(text)));
          writer.uint32(number);
        };
        const bytes = encodeCall({ ...call, body: { signature: 'sasu', write } }, 1);
        const found = decodeMessage(Buffer.concat([bytes, Buffer.from('more')]));
        expect(found?.length).toBe(bytes.length);
        expect(found?.message).toMatchObject({
          path: '/a',
          interface: 'a.b',
          member: 'C',
          signature: 'sasu',
        });
        const reader = found?.message.body();
        const clean = (text: string) => Buffer.from(text.replaceAll('\0', '\uFFFD')).toString();
        expect(reader?.string()).toBe(clean(one));
        expect(reader?.strings()).toEqual([clean(two), clean(one)]);
        expect(reader?.uint32()).toBe(number);
      }),
    );
  });
});

describe('what comes', () => {
  /** An answer to call 1 with the number 258, in the byte order of a PowerPC. */
  const big = Buffer.from(
    ['42020001 00000004 00000009 0000000f', '05017500 00000001 08016700 01750000', '00000102']
      .join('')
      .replaceAll(' ', ''),
    'hex',
  );

  it('is read in both orders of bytes', () => {
    const found = decodeMessage(big);
    expect(found?.message).toMatchObject({ kind: 2, reply_serial: 1, signature: 'u', sender: null });
    expect(found?.message.body().uint32()).toBe(258);
  });

  it('is waited for until it is all there', () => {
    for (let length = 0; length < big.length; length++)
      expect(decodeMessage(big.subarray(0, length))).toBeNull();
  });

  it('is refused where it lies about itself', () => {
    const bend = (at: number, value: number): Buffer => {
      const bytes = Buffer.from(big);
      bytes.writeUInt32BE(value, at);
      return bytes;
    };
    expect(() => decodeMessage(Buffer.alloc(16))).toThrow(MalformedMessage);
    expect(() => decodeMessage(bend(4, LONGEST_MESSAGE))).toThrow('too long');
    expect(() => decodeMessage(bend(12, 0xffffffff))).toThrow('too long');
    expect(() => decodeMessage(bend(12, 13))).toThrow(MalformedMessage);
    expect(() => decodeMessage(bend(16, 0x05017600))).toThrow('no known type');
    expect(() => decodeMessage(big)?.message.body().strings()).toThrow('too late');
    expect(() => decodeMessage(big)?.message.body().string()).toThrow('too soon');
  });

  it('never ends in anything else than a message, a wait or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 40 }), (noise, at) => {
        const bytes = Buffer.from(big);
        bytes.set(noise.subarray(0, bytes.length - Math.min(at, bytes.length)), Math.min(at, bytes.length));
        for (const candidate of [Buffer.from(noise), bytes]) {
          try {
            const reader = decodeMessage(candidate)?.message.body();
            reader?.strings();
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedMessage);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
