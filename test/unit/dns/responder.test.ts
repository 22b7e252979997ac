import { decode, type Answer, type DecodedPacket, type OptAnswer, type SoaAnswer } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Responder, Transport } from '../../../electron/dns/responder.ts';
import { indexOf, queryOf, recordOf, responderOf, type QueryOptions } from './helpers.ts';

const records = [
  ['nas.home.arpa', 'A', '192.168.1.20', 300],
  ['nas.home.arpa', 'A', '192.168.1.21', 60],
  ['nas.home.arpa', 'AAAA', '2001:db8::20'],
  ['www.home.arpa', 'CNAME', 'nas.home.arpa'],
  ['far.home.arpa', 'CNAME', 'www.home.arpa'],
  ['gone.home.arpa', 'CNAME', 'missing.home.arpa'],
  ['text.home.arpa', 'TXT', 'x'.repeat(600)],
  ['big.home.arpa', 'TXT', 'y'.repeat(4096)],
  ['ns.home.arpa', 'A', '192.168.1.2'],
] as const;

/** The result code: dns-packet decodes it and leaves it out of its types. */
const rcodeOf = (packet: DecodedPacket): unknown => (packet as { rcode?: unknown }).rcode;

const optOf = (packet: DecodedPacket): OptAnswer | undefined =>
  packet.additionals?.find((record: Answer): record is OptAnswer => record.type === 'OPT');

function asker(responder: Responder) {
  return (
    name: string,
    type: Parameters<typeof queryOf>[1],
    options: QueryOptions = {},
    transport: Transport = 'udp',
  ) => {
    const bytes = responder.answer(queryOf(name, type, options), transport);
    if (bytes === null) throw new Error('No answer');
    return { ...decode(bytes), bytes };
  };
}

describe('an answer', () => {
  const ask = asker(responderOf(indexOf(records)));

  it('is authoritative, offers no recursion and carries id, question and RD back', () => {
    const answer = ask('nas.home.arpa', 'AAAA', { id: 0xbeef, flags: 0x0100 });
    expect(answer).toMatchObject({
      id: 0xbeef,
      flag_qr: true,
      flag_aa: true,
      flag_rd: true,
      flag_ra: false,
      flag_ad: false,
      flag_tc: false,
      questions: [{ name: 'nas.home.arpa', type: 'AAAA', class: 'IN' }],
      answers: [{ name: 'nas.home.arpa', type: 'AAAA', ttl: 60, data: '2001:db8::20' }],
      authorities: [],
      additionals: [],
    });
  });

  it('gives the records of one set one TTL, the shortest', () => {
    expect(ask('nas.home.arpa', 'A').answers).toMatchObject([
      { data: '192.168.1.20', ttl: 60 },
      { data: '192.168.1.21', ttl: 60 },
    ]);
  });

  it('keeps the upper and lower case of the question, first and repeated', () => {
    for (const name of ['NaS.hOmE.aRpA', 'nAs.HoMe.ArPa', 'nas.home.arpa']) {
      const answer = ask(name, 'A');
      expect(answer.questions?.[0]?.name).toBe(name);
      expect(answer.answers?.map((record) => record.name)).toEqual([name, name]);
    }
    expect(ask('NONE.Home.Arpa', 'A').authorities?.[0]?.name).toBe('Home.Arpa');
  });

  it('follows aliases with the right owners', () => {
    expect(ask('far.home.arpa', 'AAAA').answers).toMatchObject([
      { name: 'far.home.arpa', type: 'CNAME', data: 'www.home.arpa' },
      { name: 'www.home.arpa', type: 'CNAME', data: 'nas.home.arpa' },
      { name: 'nas.home.arpa', type: 'AAAA' },
    ]);
    const gone = ask('gone.home.arpa', 'A');
    expect(rcodeOf(gone)).toBe('NXDOMAIN');
    expect(gone).toMatchObject({
      answers: [{ type: 'CNAME' }],
      authorities: [{ name: 'home.arpa', type: 'SOA' }],
    });
  });

  it('tells what does not exist with the SOA and its negative TTL', () => {
    const nodata = ask('nas.home.arpa', 'TXT');
    const missing = ask('none.home.arpa', 'A');
    expect(rcodeOf(nodata)).toBe('NOERROR');
    expect(rcodeOf(missing)).toBe('NXDOMAIN');
    for (const answer of [nodata, missing]) {
      const soa = answer.authorities?.[0] as SoaAnswer;
      expect(answer.flag_aa).toBe(true);
      expect(soa).toMatchObject({ name: 'home.arpa', type: 'SOA' });
      expect(soa.ttl).toBe(soa.data.minimum);
    }
  });

  it('names its server and gives its address along', () => {
    expect(ask('home.arpa', 'NS')).toMatchObject({
      answers: [{ name: 'home.arpa', type: 'NS', data: 'ns.home.arpa' }],
      additionals: [{ name: 'ns.home.arpa', type: 'A', data: '192.168.1.2' }],
    });
    expect(ask('home.arpa', 'SOA').answers).toMatchObject([
      { data: { mname: 'ns.home.arpa', rname: 'hostmaster.home.arpa', serial: 7 } },
    ]);
  });

  it('answers ANY with one HINFO', () => {
    const bytes = responderOf(indexOf(records)).answer(
      Buffer.concat([queryOf('nas.home.arpa', 'A').subarray(0, -4), Buffer.from([0, 255, 0, 1])]),
      'udp',
    );
    expect(bytes && decode(bytes).answers).toMatchObject([{ type: 'HINFO', data: { cpu: 'RFC8482' } }]);
  });

  it('refuses other zones, other classes and transfers', () => {
    for (const answer of [
      ask('example.org', 'A'),
      ask('version.bind', 'TXT', { class: 'CH' }),
      ask('nas.home.arpa', 'A', { class: 'CH' }),
      ask('home.arpa', 'AXFR', {}, 'tcp'),
      ask('home.arpa', 'IXFR', {}, 'tcp'),
    ]) {
      expect(rcodeOf(answer)).toBe('REFUSED');
      expect(answer).toMatchObject({ flag_aa: false, answers: [], authorities: [], questions: [{}] });
    }
  });

  it('does not take a dot inside a label for two labels', () => {
    const query = queryOf('nasxhome.arpa', 'A');
    query[query.indexOf('x')] = '.'.charCodeAt(0);
    const bytes = responderOf(indexOf(records)).answer(query, 'udp');
    expect(bytes && rcodeOf(decode(bytes))).toBe('REFUSED');
  });
});

describe('the size of an answer', () => {
  const responder = responderOf(indexOf(records));
  const ask = asker(responder);

  it('stays below 512 without EDNS, and is truncated otherwise', () => {
    const answer = ask('text.home.arpa', 'TXT');
    expect(answer).toMatchObject({ flag_tc: true, answers: [], additionals: [] });
    expect(answer.bytes.length).toBeLessThanOrEqual(512);
  });

  it("respects the asker's size up to 1232", () => {
    expect(ask('text.home.arpa', 'TXT', { size: 600 }).flag_tc).toBe(true);
    expect(ask('text.home.arpa', 'TXT', { size: 1232 })).toMatchObject({ flag_tc: false, answers: [{}] });
    expect(ask('text.home.arpa', 'TXT', { size: 1 }).flag_tc).toBe(true);
    const big = ask('big.home.arpa', 'TXT', { size: 65_535 });
    expect(big.flag_tc).toBe(true);
    expect(optOf(big)?.udpPayloadSize).toBe(1232);
  });

  it('is whole over TCP', () => {
    const { answers, flag_tc } = ask('big.home.arpa', 'TXT', {}, 'tcp');
    expect(flag_tc).toBe(false);
    const [record] = answers ?? [];
    const strings = record?.type === 'TXT' ? (record.data as Buffer[]) : [];
    expect(strings.map((part) => part.length)).toEqual([...Array<number>(16).fill(255), 16]);
    expect(Buffer.concat(strings).toString()).toBe('y'.repeat(4096));
  });

  it('is minimal when it shall be truncated', () => {
    const bytes = responder.truncated(queryOf('nas.home.arpa', 'A', { size: 1232 }));
    expect(bytes && decode(bytes)).toMatchObject({
      flag_tc: true,
      answers: [],
      additionals: [{ type: 'OPT' }],
    });
  });
});

describe('EDNS', () => {
  const ask = asker(responderOf(indexOf(records)));

  it('is answered with EDNS, and its absence without', () => {
    expect(optOf(ask('nas.home.arpa', 'A'))).toBeUndefined();
    expect(optOf(ask('nas.home.arpa', 'A', { size: 4096 }))).toMatchObject({
      udpPayloadSize: 1232,
      ednsVersion: 0,
    });
    expect(optOf(ask('none.home.arpa', 'A', { size: 4096 }))).toBeDefined();
  });

  it('sends DO back as it came', () => {
    expect(optOf(ask('nas.home.arpa', 'A', { size: 1232, dnssecOk: true }))?.flag_do).toBe(true);
    expect(optOf(ask('nas.home.arpa', 'A', { size: 1232 }))?.flag_do).toBe(false);
  });

  it('of a later version is told BADVERS', () => {
    const answer = ask('nas.home.arpa', 'A', { size: 1232, version: 1 });
    expect(answer.answers).toEqual([]);
    expect(rcodeOf(answer)).toBe('NOERROR');
    expect(optOf(answer)).toMatchObject({ extendedRcode: 1, ednsVersion: 0 });
  });

  it('twice is a format error', () => {
    const once = queryOf('nas.home.arpa', 'A', { size: 1232 });
    const twice = Buffer.concat([once, once.subarray(-11)]);
    twice.writeUInt16BE(2, 10);
    const bytes = responderOf(indexOf(records)).answer(twice, 'udp');
    expect(bytes && rcodeOf(decode(bytes))).toBe('FORMERR');
  });
});

describe('what is no question', () => {
  const responder = responderOf(indexOf(records));
  const good = queryOf('nas.home.arpa', 'A');
  const answerTo = (change: (bytes: Buffer) => Buffer): DecodedPacket | null => {
    const bytes = responder.answer(change(Buffer.from(good)), 'udp');
    return bytes === null ? null : decode(bytes);
  };

  it('meets silence when it is an answer itself or has no header', () => {
    expect(responder.answer(Buffer.alloc(0), 'udp')).toBeNull();
    expect(responder.answer(good.subarray(0, 11), 'udp')).toBeNull();
    expect(
      answerTo((bytes) => {
        bytes.writeUInt16BE(0x8000, 2);
        return bytes;
      }),
    ).toBeNull();
  });

  it('with another opcode is not implemented', () => {
    for (const opcode of [1, 2, 4, 5, 15]) {
      const answer = answerTo((bytes) => {
        bytes.writeUInt16BE(opcode << 11, 2);
        return bytes;
      });
      expect(answer && rcodeOf(answer)).toBe('NOTIMP');
      expect(answer).toMatchObject({ id: 4711, questions: [] });
    }
  });

  it.each([
    ['no question', (bytes: Buffer) => (bytes.writeUInt16BE(0, 4), bytes)],
    ['two questions', (bytes: Buffer) => (bytes.writeUInt16BE(2, 4), bytes)],
    ['only a header', (bytes: Buffer) => bytes.subarray(0, 12)],
    ['half a name', (bytes: Buffer) => bytes.subarray(0, 20)],
    ['half a question', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['a pointer for a name', (bytes: Buffer) => ((bytes[12] = 0xc0), bytes)],
    ['bytes behind the end', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([1])])],
    ['records that are not there', (bytes: Buffer) => (bytes.writeUInt16BE(65_535, 10), bytes)],
  ])('with %s is a format error', (_, change) => {
    const answer = answerTo(change);
    expect(answer && rcodeOf(answer)).toBe('FORMERR');
    expect(answer?.id).toBe(4711);
  });

  it('answers a name of 255 bytes and refuses a longer one', () => {
    const name = (last: number): string => [63, 63, 63, last].map((length) => 'a'.repeat(length)).join('.');
    const rcodeFor = (length: number): unknown => {
      const bytes = responder.answer(queryOf(name(length), 'A'), 'udp');
      return bytes && rcodeOf(decode(bytes));
    };
    expect(rcodeFor(61)).toBe('REFUSED');
    expect(rcodeFor(62)).toBe('FORMERR');
  });
});

it('forgets what it has kept when the zone changes', () => {
  const index = indexOf([['nas.home.arpa', 'A', '192.168.1.20']]);
  const responder = responderOf(index);
  const ask = asker(responder);
  expect(ask('nas.home.arpa', 'A').answers).toMatchObject([{ data: '192.168.1.20' }]);
  const changed = { name: 'nas.home.arpa', type: 'A', value: '192.168.1.99', ttl: 60 } as const;
  index.apply({
    serials: new Map([['home.arpa', 8]]),
    removed: [],
    put: [recordOf('home.arpa', '0', changed)],
  });
  responder.forget();
  expect(ask('nas.home.arpa', 'A').answers).toMatchObject([{ data: '192.168.1.99' }]);
  expect(ask('home.arpa', 'SOA').answers).toMatchObject([{ data: { serial: 8 } }]);
});

describe('any bytes at all', () => {
  const responder = responderOf(indexOf(records));

  /** Silence, or an answer that is sound, bounded and carries the id. */
  function checkAnswer(bytes: Buffer, transport: Transport): void {
    const before = Buffer.from(bytes);
    const answer = responder.answer(bytes, transport);
    expect(bytes.equals(before)).toBe(true);
    if (answer === null) {
      expect(bytes.length < 12 || (bytes.readUInt8(2) & 0x80) !== 0).toBe(true);
      return;
    }
    expect(answer.length).toBeLessThanOrEqual(transport === 'udp' ? 1232 : 65_535);
    expect(answer.readUInt16BE(0)).toBe(bytes.readUInt16BE(0));
    expect(answer.readUInt8(2) & 0x80).toBe(0x80);
    decode(answer);
  }

  it('are answered soundly or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('udp', 'tcp'), (bytes, transport) => {
        checkAnswer(Buffer.from(bytes), transport);
      }),
      { numRuns: 2000 },
    );
  });

  it('are answered soundly when they are a query with mistakes in it', () => {
    const name = fc.constantFrom(
      'nas.home.arpa',
      'far.home.arpa',
      'big.home.arpa',
      'none.home.arpa',
      'home.arpa',
      'x.org',
    );
    const type = fc.constantFrom('A', 'AAAA', 'TXT', 'CNAME', 'SOA', 'NS', 'AXFR', 'HINFO');
    const query = fc
      .tuple(name, type, fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined }))
      .map(([n, t, size]) => queryOf(n, t as 'A', size === undefined ? {} : { size }));
    const mistakes = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(
        query,
        mistakes,
        fc.nat(20),
        fc.uint8Array({ maxLength: 20 }),
        (bytes, changes, cut, tail) => {
          const bent = Buffer.concat([bytes.subarray(0, bytes.length - (cut > 10 ? cut - 10 : 0)), tail]);
          for (const [at, value] of changes) if (bent.length > 0) bent[at % bent.length] = value;
          checkAnswer(bent, 'udp');
          checkAnswer(bent, 'tcp');
        },
      ),
      { numRuns: 3000 },
    );
  });
});
