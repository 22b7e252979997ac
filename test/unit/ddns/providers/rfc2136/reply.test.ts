import { encode } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReply } from '../../../../../electron/ddns/providers/rfc2136/reply.ts';
import { verify } from '../../../../../electron/ddns/providers/rfc2136/tsig.ts';
import {
  messageBytes,
  nameBytes,
  opcode,
  rrType,
} from '../../../../../electron/ddns/providers/rfc2136/wire.ts';

const key = { name: 'ddns-key', algorithm: 'hmac-sha256', secret: Buffer.from('secret') } as const;

const whole = encode({
  type: 'response',
  id: 7,
  flags: 0x0400,
  questions: [{ name: 'NAS.example.com', type: 'A' }],
  answers: [
    { name: 'NAS.example.com', type: 'A', ttl: 60, data: '203.0.113.7' },
    { name: 'www.example.com', type: 'CNAME', ttl: 60, data: 'nas.example.com' },
  ],
});

describe('a reply', () => {
  it('is read as another implementation wrote it', () => {
    expect(readReply(whole)).toMatchObject({
      id: 7,
      isReply: true,
      opcode: opcode.query,
      authoritative: true,
      truncated: false,
      rcode: 0,
      question: { name: 'nas.example.com', type: rrType.A },
      answers: [
        { name: 'nas.example.com', type: rrType.A, ttl: 60, data: Buffer.of(203, 0, 113, 7) },
        { name: 'www.example.com', type: rrType.CNAME, data: nameBytes('nas.example.com') },
      ],
    });
  });

  it('is read only when it is whole, and nothing follows', () => {
    for (let end = 0; end < whole.length; end++) expect(readReply(whole.subarray(0, end))).toBeNull();
    expect(readReply(Buffer.concat([whole, Buffer.of(0)]))).toBeNull();
  });

  it('does not follow a name in circles', () => {
    const loop = Buffer.from(whole);
    loop.writeUInt16BE(0xc00c, 12);
    expect(readReply(loop)).toBeNull();
  });

  it('keeps a dot inside a label apart from the one between two', () => {
    const question = { name: 'a\\046b.example', type: rrType.A, class: 1 };
    const bytes = messageBytes({ id: 1, opcode: opcode.query, question });
    expect(bytes.subarray(12, 16)).toEqual(Buffer.from('\x03a.b'));
    expect(readReply(bytes)?.question?.name).toBe('a\\046b.example');
  });

  it('never breaks the reader, whatever it holds', () => {
    const random = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes.writeUInt8(value, at);
        return bytes;
      });
    const tsig = fc.uint8Array({ maxLength: 80 }).map((data) => {
      const type = Buffer.from('00fa00ff00000000', 'hex');
      const size = Buffer.of(0, data.length);
      const bytes = Buffer.concat([whole, Buffer.of(0), type, size, data]);
      bytes.writeUInt16BE(1, 10);
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(random, damaged, tsig), (bytes) => {
        const reply = readReply(bytes);
        if (!reply) return;
        expect(verify(bytes, reply, key, { mac: Buffer.alloc(32), now: 0 }).trusted).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps any name that it reads', () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 6 }), (labels) => {
        const wire = Buffer.concat([
          ...labels.flatMap((bytes) => [Buffer.of(bytes.length), bytes]),
          Buffer.of(0),
        ]);
        const head = Buffer.from('000180000001000000000000', 'hex');
        const reply = readReply(Buffer.concat([head, wire, Buffer.of(0, 1, 0, 1)]));
        const again = nameBytes(reply?.question?.name ?? '');
        expect(again.toString('latin1')).toBe(lower(wire));
      }),
    );
  });
});

/** Letters of ASCII alone have a case in a name (RFC 4343). */
const lower = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
