import { describe, expect, it } from 'vitest';
import { readReply } from '../../../../../electron/ddns/providers/rfc2136/reply.ts';
import { sign, verify, type TsigKey } from '../../../../../electron/ddns/providers/rfc2136/tsig.ts';
import {
  messageBytes,
  opcode,
  rrClass,
  rrType,
} from '../../../../../electron/ddns/providers/rfc2136/wire.ts';
import { signReply, type SignedReply } from '../../../../support/tsig-reply.ts';

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

/** A reply to an update of example.com, signed for a request's MAC. */
function replyTo(requestMac: Buffer, options: Partial<SignedReply> = {}): Buffer {
  const question = { name: 'example.com', type: rrType.SOA, class: rrClass.IN };
  const reply = messageBytes({ id: 0x1234, opcode: opcode.update, question });
  reply.writeUInt16BE(reply.readUInt16BE(2) | 0x8000, 2);
  return signReply(reply, requestMac, { secret: key.secret, time: TIME, ...options });
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
