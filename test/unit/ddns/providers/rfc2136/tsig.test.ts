import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readReply } from '../../../../../electron/ddns/providers/rfc2136/reply.ts';
import { sign, verify, type TsigKey } from '../../../../../electron/ddns/providers/rfc2136/tsig.ts';
import {
  messageBytes,
  opcode,
  rrClass,
  rrType,
} from '../../../../../electron/ddns/providers/rfc2136/wire.ts';

const key: TsigKey = {
  name: 'ddns-key',
  algorithm: 'hmac-sha256',
  secret: Buffer.from('c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0IQ==', 'base64'),
};

/** Made by dnspython 2.8.0: id 0x1234, zone example.com, replaces nas with 300 A 203.0.113.7, at 1767323045. */
const message =
  '123428000001000000020000076578616d706c6503636f6d0000060001' +
  '036e6173c00c000100ff000000000000c01d000100010000012c0004cb007107';
const signature =
  '0864646e732d6b65790000fa00ff00000000003d0b686d61632d736861323536000000695735a5012c0020' +
  '7c1765a746d23e9f82f197d0c7393bf9d3f6a2a6bdc15ece6de627473c52813f' +
  'bd9200000000';
const TIME = 1767323045;

describe('a signature', () => {
  it('is the one that another implementation makes', () => {
    // The published message bears the id 0xbd92 in its signature: the one it was signed with.
    const original = Buffer.from(message, 'hex');
    original.writeUInt16BE(0xbd92, 0);
    const { bytes, mac } = sign(original, key, TIME);
    expect(bytes.subarray(original.length).toString('hex')).toBe(signature);
    expect(mac.toString('hex')).toBe('7c1765a746d23e9f82f197d0c7393bf9d3f6a2a6bdc15ece6de627473c52813f');
  });
});

const REPLY_FLAG = 0x8000;

/** A reply as a server makes it, by RFC 8945 §5.3: bound to the request's MAC. Written here, apart from ours. */
function replyTo(
  requestMac: Buffer,
  options: {
    secret?: Buffer;
    time?: number;
    error?: number;
    other?: Buffer;
    keyName?: string;
    cut?: number;
  } = {},
): Buffer {
  const {
    secret = key.secret,
    time = TIME,
    error = 0,
    other = Buffer.alloc(0),
    keyName = 'ddns-key',
  } = options;
  const question = messageBytes({
    id: 0x1234,
    opcode: opcode.update,
    question: { name: 'example.com', type: rrType.SOA, class: rrClass.IN },
  });
  question.writeUInt16BE(question.readUInt16BE(2) | REPLY_FLAG, 2);
  const name = (text: string) =>
    Buffer.concat([
      ...text.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`)),
      Buffer.of(0),
    ]);
  const hex = (value: number, digits: number) => Buffer.from(value.toString(16).padStart(digits, '0'), 'hex');
  const head = Buffer.concat([name('hmac-sha256'), hex(time, 12), hex(300, 4)]);
  const tail = Buffer.concat([hex(error, 4), hex(other.length, 4), other]);
  const mac = createHmac('sha256', secret)
    .update(
      Buffer.concat([
        hex(requestMac.length, 4),
        requestMac,
        question,
        name(keyName),
        hex(255, 4),
        hex(0, 8),
        head,
        tail,
      ]),
    )
    .digest()
    .subarray(0, options.cut ?? 32);
  const data = Buffer.concat([head, hex(mac.length, 4), mac, hex(0x1234, 4), tail]);
  const whole = Buffer.concat([
    question,
    name(keyName),
    hex(250, 4),
    hex(255, 4),
    hex(0, 8),
    hex(data.length, 4),
    data,
  ]);
  whole.writeUInt16BE(1, 10);
  return whole;
}

const requestMac = Buffer.alloc(32, 7);
const check = (bytes: Buffer, mac = requestMac) => verify(bytes, readReply(bytes)!, key, { mac, now: TIME });

describe('the signature of a reply', () => {
  it('is trusted when it is made with our key, for our request, in time', () => {
    expect(check(replyTo(requestMac))).toEqual({ trusted: true, error: 0, serverTime: null });
    expect(check(replyTo(requestMac, { time: TIME + 300 })).trusted).toBe(true);
  });

  it.each([
    ['another secret', { secret: Buffer.from('another') }],
    ['another key name', { keyName: 'other-key' }],
    ['a moment long ago', { time: TIME - 301 }],
    ['a moment to come', { time: TIME + 301 }],
    ['a shortened MAC', { cut: 16 }],
    ['no MAC', { cut: 0 }],
  ])('is not trusted with %s', (_, options) => {
    expect(check(replyTo(requestMac, options)).trusted).toBe(false);
  });

  it('is not trusted for another request', () => {
    expect(check(replyTo(requestMac), Buffer.alloc(32, 8)).trusted).toBe(false);
  });

  it('is not trusted once any byte of the message has changed', () => {
    const reply = replyTo(requestMac);
    for (let at = 0; at < reply.length; at++) {
      const changed = Buffer.from(reply);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      const read = readReply(changed);
      // The id itself is not signed, the original one is; whoever asked compares it.
      const isTrusted = read !== null && at >= 2 && check(changed).trusted;
      expect(isTrusted, `byte ${at}`).toBe(false);
    }
  });

  it('tells the server’s time only where it is signed', () => {
    const other = Buffer.from((TIME + 9000).toString(16).padStart(12, '0'), 'hex');
    const badTime = { error: 18, other };
    expect(check(replyTo(requestMac, badTime))).toEqual({
      trusted: true,
      error: 18,
      serverTime: TIME + 9000,
    });
    const forged = check(replyTo(requestMac, { ...badTime, secret: Buffer.from('another') }));
    expect(forged).toEqual({ trusted: false, error: 18, serverTime: null });
  });
});
