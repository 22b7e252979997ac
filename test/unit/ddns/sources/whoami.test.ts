import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createAskWhoami, readWhoami, whoamiQuery } from '../../../../electron/ddns/sources/whoami.ts';
import { whoamiServices, type WhoamiQuestion } from '../../../../electron/ddns/sources/whoami-services.ts';
import { isAllowedTarget, type Target } from '../../../../electron/kernel/egress.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

/** Messages are written here by hand from RFC 1035 §4.1, so that nothing is proved by what it is made of. */
const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff];
const nameBytes = (name: string): number[] => [
  ...name.split('.').flatMap((label) => [label.length, ...Buffer.from(label, 'latin1')]),
  0,
];
const numbers = { A: 1, TXT: 16, AAAA: 28, IN: 1, CH: 3 } as const;
type Type = 'A' | 'AAAA' | 'TXT';

interface Asked {
  readonly id: number;
  readonly flags: number;
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

function readAsked(bytes: Buffer): Asked {
  const labels: string[] = [];
  let at = 12;
  for (let length = bytes.readUInt8(at); length !== 0; length = bytes.readUInt8(at)) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  expect([4, 6, 8, 10].map((offset) => bytes.readUInt16BE(offset))).toEqual([1, 0, 0, 0]);
  expect(bytes).toHaveLength(at + 5);
  return {
    id: bytes.readUInt16BE(0),
    flags: bytes.readUInt16BE(2),
    name: labels.join('.'),
    type: bytes.readUInt16BE(at + 1),
    class: bytes.readUInt16BE(at + 3),
  };
}

interface Reply {
  readonly id: number;
  readonly flags?: number;
  readonly name: string;
  readonly type: Type;
  readonly class: 'IN' | 'CH';
  readonly answers: readonly { name?: string; type?: Type; class?: 'IN' | 'CH'; data: readonly number[] }[];
}

const txt = (...strings: readonly string[]): number[] =>
  strings.flatMap((text) => [text.length, ...Buffer.from(text, 'latin1')]);
const v4 = (address: string): number[] => address.split('.').map(Number);
const RESPONSE_AA = 0x8400;

function reply({ id, flags = RESPONSE_AA, name, type, class: ofClass, answers }: Reply): Buffer {
  return Buffer.from([
    ...u16(id),
    ...u16(flags),
    ...u16(1),
    ...u16(answers.length),
    ...u16(0),
    ...u16(0),
    ...nameBytes(name),
    ...u16(numbers[type]),
    ...u16(numbers[ofClass]),
    ...answers.flatMap((one) => [
      ...nameBytes(one.name ?? name),
      ...u16(numbers[one.type ?? type]),
      ...u16(numbers[one.class ?? ofClass]),
      ...[0, 0, 0, 60],
      ...u16(one.data.length),
      ...one.data,
    ]),
  ]);
}

const question: WhoamiQuestion = {
  name: 'o-o.myaddr.l.google.com',
  type: 'TXT',
  class: 'IN',
  isAuthoritative: true,
  servers: ['216.239.32.10'],
};
const base = { id: 7, name: question.name, type: 'TXT', class: 'IN' } as const;
const read = (bytes: Buffer, family: 'A' | 'AAAA' = 'A') => readWhoami(bytes, 7, question, family);

describe('the question', () => {
  it.each(
    whoamiServices.flatMap(({ id, questions }) =>
      Object.entries(questions).map(([family, asked]) => ({ id, family, asked })),
    ),
  )('to $id for $family is what its servers know', ({ asked }) => {
    expect(readAsked(whoamiQuery(0xbeef, asked))).toEqual({
      id: 0xbeef,
      flags: asked.isAuthoritative ? 0 : 0x0100,
      name: asked.name,
      type: numbers[asked.type],
      class: numbers[asked.class],
    });
  });

  it('goes to public addresses of the family alone', () => {
    for (const { questions, families } of whoamiServices) {
      expect(Object.keys(questions)).toEqual(families);
      for (const [family, { servers }] of Object.entries(questions)) {
        for (const host of servers) {
          expect(isIP(host)).toBe(family === 'A' ? 4 : 6);
          expect(isAllowedTarget({ host, port: 53 }, [])).toBe(true);
        }
      }
    }
  });

  it('can be put to at least three operators in each family', () => {
    for (const family of ['A', 'AAAA'] as const) {
      const own = whoamiServices.filter(({ families }) => families.includes(family));
      expect(new Set(own.map(({ operator }) => operator)).size).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('a reply counts', () => {
  it('with the address in its one TXT', () => {
    expect(read(reply({ ...base, answers: [{ data: txt('93.184.216.34') }] }))).toEqual({
      address: '93.184.216.34',
    });
    expect(read(reply({ ...base, answers: [{ data: txt('2A02:0::1') }] }), 'AAAA')).toEqual({
      address: '2a02::1',
    });
  });

  it('with the address in its one A or AAAA', () => {
    const a = { ...question, type: 'A' } as const;
    const bytes = reply({ ...base, type: 'A', answers: [{ data: v4('93.184.216.34') }] });
    expect(readWhoami(bytes, 7, a, 'A')).toEqual({ address: '93.184.216.34' });
    const aaaa = { ...question, type: 'AAAA' } as const;
    const data = [0x2a, 0x02, ...Array.from({ length: 13 }, () => 0), 1];
    expect(readWhoami(reply({ ...base, type: 'AAAA', answers: [{ data }] }), 7, aaaa, 'AAAA')).toEqual({
      address: '2a02::1',
    });
  });

  it('of the class CHAOS where that was asked', () => {
    const chaos = { ...question, name: 'whoami.cloudflare', class: 'CH', isAuthoritative: false } as const;
    const whole = { ...base, name: chaos.name, class: 'CH', flags: 0x8180 } as const;
    const bytes = reply({ ...whole, answers: [{ data: txt('93.184.216.34') }] });
    expect(readWhoami(bytes, 7, chaos, 'A')).toEqual({ address: '93.184.216.34' });
    const internet = reply({ ...whole, class: 'IN', answers: [{ data: txt('93.184.216.34') }] });
    expect(readWhoami(internet, 7, chaos, 'A')).toBeNull();
  });
});

describe('a reply is as if it had not come', () => {
  const answers = [{ data: txt('93.184.216.34') }];
  it.each([
    ['of another id', reply({ ...base, id: 8, answers })],
    ['to another name', reply({ ...base, name: 'o-o.myaddr.example', answers })],
    ['to another type', reply({ ...base, type: 'A', answers: [{ data: v4('93.184.216.34') }] })],
    ['of another class', reply({ ...base, class: 'CH', answers })],
    ['that is a question itself', reply({ ...base, flags: 0x0400, answers })],
    ['to another operation', reply({ ...base, flags: RESPONSE_AA | 0x2800, answers })],
    ['that is rubbish', Buffer.from('<html>93.184.216.34</html>')],
    ['that is empty', Buffer.alloc(0)],
    ['that is cut', reply({ ...base, answers }).subarray(0, 70)],
  ])('%s', (_, bytes) => {
    expect(read(bytes)).toBeNull();
  });
});

describe('a reply does not count', () => {
  const answers = [{ data: txt('93.184.216.34') }];
  it.each([
    ['with an error code', { answers, flags: RESPONSE_AA | 3 }, 'status'],
    ['refused', { answers: [], flags: 0x8005 }, 'status'],
    ['cut short by UDP', { answers, flags: RESPONSE_AA | 0x0200 }, 'too_large'],
    ['of a resolver on the way', { answers, flags: 0x8180 }, 'not_authentic'],
    ['without an answer', { answers: [] }, 'not_authentic'],
    [
      'with two answers',
      { answers: [...answers, { data: txt('edns0-client-subnet 10.0.0.0/24') }] },
      'not_authentic',
    ],
    [
      'with the answer of another name',
      { answers: [{ name: 'other.example', data: txt('1.1.1.1') }] },
      'not_authentic',
    ],
    ['with an answer of another type', { answers: [{ type: 'A', data: v4('1.1.1.1') }] }, 'not_authentic'],
    [
      'with an answer of another class',
      { answers: [{ class: 'CH', data: txt('1.1.1.1') }] },
      'not_authentic',
    ],
    ['with two strings', { answers: [{ data: txt('93.184.', '216.34') }] }, 'not_an_address'],
    ['with more than an address', { answers: [{ data: txt('ip 93.184.216.34') }] }, 'not_an_address'],
    ['with an address of the other family', { answers: [{ data: txt('2a02::1') }] }, 'wrong_family'],
  ] as const)('%s', (_, change, problem) => {
    expect(read(reply({ ...base, ...change }))).toEqual({ problem });
  });

  it('whatever bytes come, nothing is thrown', () => {
    const sound = reply({ ...base, answers });
    const damaged = fc
      .array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), { maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(sound);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, any), (bytes) => {
        const reading = read(bytes);
        if (reading !== null && 'address' in reading) expect(isIP(reading.address)).toBe(4);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('asking', () => {
  /** A network in which servers answer by a script; whoever is not named is silent. */
  function network(
    answerOf: (host: string, asked: Asked) => readonly Buffer[],
    ids: readonly number[] = [0, 7],
  ) {
    const clock = createVirtualClock();
    const sent: { target: Target; asked: Asked }[] = [];
    let open = 0;
    let drawn = 0;
    const ask = createAskWhoami({
      clock,
      random16: () => ids[drawn++ % ids.length] ?? 0,
      egress: {
        udp: (target) => {
          if (target.host.includes(':')) return Promise.reject(new Error('connect ENETUNREACH'));
          open++;
          let hear: (payload: Buffer) => void = () => undefined;
          return Promise.resolve({
            onMessage: (listener) => {
              hear = listener;
            },
            send: (payload) => {
              const asked = readAsked(Buffer.from(payload));
              sent.push({ target, asked });
              for (const bytes of answerOf(target.host, asked)) clock.after(5, () => hear(bytes));
            },
            close: () => {
              open--;
            },
          });
        },
      },
    });
    return { clock, sent, ask, open: () => open };
  }

  const good = (asked: Asked): Buffer =>
    reply({ ...base, id: asked.id, name: asked.name, answers: [{ data: txt('93.184.216.34') }] });

  it('takes the first reply to its own question', async () => {
    const net = network((_, asked) => [
      reply({ ...base, id: asked.id + 1, answers: [{ data: txt('10.0.0.1') }] }),
      good(asked),
    ]);
    const asking = net.ask('google', 'A');
    await net.clock.advance(5);
    expect(await asking).toEqual({
      member: 'google',
      family: 'A',
      address: '93.184.216.34',
      problem: null,
      elapsed_ms: 5,
    });
    expect(net.sent).toMatchObject([{ target: { host: '216.239.32.10', port: 53 } }]);
    expect(net.open()).toBe(0);
  });

  it('asks a second server where the first is silent, with another id', async () => {
    const net = network((host, asked) => (host === '216.239.36.10' ? [good(asked)] : []), [1, 100, 200]);
    const asking = net.ask('google', 'A');
    await net.clock.advance(1505);
    expect(await asking).toMatchObject({ address: '93.184.216.34', elapsed_ms: 1505 });
    expect(net.sent.map(({ target, asked }) => [target.host, asked.id])).toEqual([
      ['216.239.34.10', 100],
      ['216.239.36.10', 200],
    ]);
  });

  it('gives up after two', async () => {
    const net = network(() => []);
    const asking = net.ask('opendns', 'A');
    await net.clock.advance(3000);
    expect(await asking).toMatchObject({ address: null, problem: 'timeout', elapsed_ms: 3000 });
    expect(net.sent).toHaveLength(2);
    expect(net.open()).toBe(0);
  });

  it('knows at once that there is no way out for a family', async () => {
    expect(await network(() => []).ask('opendns', 'AAAA')).toMatchObject({
      problem: 'unreachable',
      elapsed_ms: 0,
    });
  });

  it.each([
    ['akamai', 'AAAA'],
    ['nobody', 'A'],
    ['https://example.net/', 'A'],
  ] as const)('%s has nothing to say of %s', async (member, family) => {
    expect(await network(() => []).ask(member, family)).toMatchObject({ problem: 'no_such_member' });
  });

  it('ends at once when it is not needed any more', async () => {
    const net = network(() => []);
    const abort = new AbortController();
    const asking = net.ask('google', 'A', abort.signal);
    await net.clock.advance(100);
    abort.abort();
    expect(await asking).toMatchObject({ problem: 'aborted', elapsed_ms: 100 });
    expect(net.open()).toBe(0);
  });
});
