import { isIPv4 } from 'node:net';
import { encode, type Answer, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../electron/dns/ask.ts';
import { authorityQuery, readAuthorityReply } from '../../../electron/dns/authority-reply.ts';

const ID = 4711;
const AUTHORITATIVE = 0x0400;
const [SERVER_FAILURE, NAME_ERROR, NOT_IMPLEMENTED, REFUSED] = [2, 3, 4, 5];
const nas: Question = { name: 'nas.example.org', type: 'A' };
const nas6: Question = { ...nas, type: 'AAAA' };

function reply(answers: Answer[], more: Packet & { flags?: number } = {}, { name, type } = nas): Buffer {
  const questions = [{ name, type, class: 'IN' as const }];
  return encode({ type: 'response', id: ID, flags: AUTHORITATIVE, questions, answers, ...more });
}

const a = (data: string, name = nas.name): Answer => ({ name, type: 'A', class: 'IN', ttl: 60, data });
const values = (...found: string[]) => ({ kind: 'answer', values: found });
const nothing = { kind: 'answer', values: null };

describe('what a reply says', () => {
  it('are the values of the asked name and type, each once', () => {
    const others: Answer[] = [
      { name: nas.name, type: 'AAAA', ttl: 60, data: '2001:db8::1' },
      { name: nas.name, type: 'A', class: 'CH', ttl: 60, data: '203.0.113.8' },
      a('203.0.113.9', 'www.example.org'),
    ];
    const bytes = reply([a('203.0.113.1', 'NAS.Example.org'), a('203.0.113.1'), a('203.0.113.2'), ...others]);
    expect(readAuthorityReply(bytes, ID, nas)).toEqual(values('203.0.113.1', '203.0.113.2'));
  });

  it('is an IPv6 address in its canonical text', () => {
    const answers: Answer[] = [{ name: nas.name, type: 'AAAA', ttl: 60, data: '2001:0DB8:0:0:1:0:0:1' }];
    expect(readAuthorityReply(reply(answers, {}, nas6), ID, nas6)).toEqual(values('2001:db8::1:0:0:1'));
  });

  it('is that there is none, for a name without such records and for one that does not exist', () => {
    expect(readAuthorityReply(reply([]), ID, nas)).toEqual(values());
    expect(readAuthorityReply(reply([], { flags: AUTHORITATIVE | NAME_ERROR }), ID, nas)).toEqual(values());
  });

  it('is nothing without authority, or from a server that fails or refuses', () => {
    for (const flags of [0, AUTHORITATIVE | SERVER_FAILURE, AUTHORITATIVE | REFUSED]) {
      expect(readAuthorityReply(reply([a('203.0.113.1')], { flags }), ID, nas)).toEqual(nothing);
    }
  });

  it('is to leave EDNS out, with a code in the header or in OPT', () => {
    const badVersion: Answer = {
      type: 'OPT',
      name: '.',
      udpPayloadSize: 512,
      extendedRcode: 1,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [],
    };
    for (const more of [{ flags: NOT_IMPLEMENTED }, { additionals: [badVersion] }]) {
      expect(readAuthorityReply(reply([], more), ID, nas)).toEqual({ kind: 'no_edns' });
    }
  });

  it('does not count for another id, question or type, and a question is no reply', () => {
    expect(readAuthorityReply(reply([a('203.0.113.1')], { id: ID + 1 }), ID, nas)).toBeNull();
    expect(readAuthorityReply(reply([a('203.0.113.1')], {}, nas6), ID, nas)).toBeNull();
    const other = { ...nas, name: 'nas.example.net' };
    expect(readAuthorityReply(reply([a('203.0.113.1')], {}, other), ID, nas)).toBeNull();
    expect(readAuthorityReply(authorityQuery(ID, nas, true), ID, nas)).toBeNull();
  });

  it('is one name in other letters, and never a name with a dot inside a label', () => {
    const loud = { ...nas, name: 'NAS.example.ORG' };
    expect(readAuthorityReply(reply([a('203.0.113.1')], {}, loud), ID, nas)).toEqual(values('203.0.113.1'));
    const joined = reply([a('203.0.113.1')]);
    // "nas" "example" become one label "nas.example".
    joined[12] = 11;
    joined[16] = 0x2e;
    expect(readAuthorityReply(joined, ID, nas)).toBeNull();
  });

  it('is nothing where the reply was cut, wherever that was', () => {
    const whole = reply([a('203.0.113.1')]);
    for (let kept = 0; kept < whole.length; kept++) {
      expect(readAuthorityReply(whole.subarray(0, kept), ID, nas)).toBeNull();
    }
  });

  it('is never an error, whatever comes after the first bytes', () => {
    const whole = reply([a('203.0.113.1')]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(whole.length), (noise, kept) => {
        const read = readAuthorityReply(Buffer.concat([whole.subarray(0, kept), noise]), ID, nas);
        // A value that was read is always a whole address.
        return read?.kind !== 'answer' || (read.values ?? []).every((value) => isIPv4(value));
      }),
      { numRuns: 1000 },
    );
  });
});
