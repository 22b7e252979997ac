import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_RECORDS, planSteps, type RecordStep } from '../../../electron/dns/plan-steps.ts';
import type { DnsRecord, RecordInput } from '../../../electron/dns/records.ts';
import { firstSerial, nextSerial } from '../../../electron/dns/serial.ts';
import { recordOf } from './helpers.ts';

const a = (name: string, value = '10.0.0.1', ttl = 60): RecordInput => ({ name, type: 'A', value, ttl });
const cname = (name: string, value: string): RecordInput => ({ name, type: 'CNAME', value, ttl: 60 });

function plan(steps: readonly RecordStep[], records: readonly DnsRecord[] = [], count = records.length) {
  let id = 0;
  return planSteps(
    steps,
    { records, counts: new Map([['home.arpa', count]]) },
    {
      zoneOf: (name) => (name === 'home.arpa' || name.endsWith('.home.arpa') ? 'home.arpa' : null),
      newId: () => `new-${String(++id)}`,
      now: 99,
    },
  );
}
const codeOf = (run: () => unknown): unknown => {
  try {
    run();
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};
const create = (input: RecordInput): RecordStep => ({ kind: 'create', input });

describe('steps', () => {
  const nas = recordOf('home.arpa', 'nas', a('nas.home.arpa'));

  it('see what the ones before them did', () => {
    const { results, removed, put } = plan(
      [
        { kind: 'remove', record_id: 'nas' },
        create(cname('nas.home.arpa', 'other.home.arpa')),
        create(a('Other.Home.Arpa.')),
      ],
      [nas],
    );
    expect(results.map((record) => record.record_id)).toEqual(['nas', 'new-1', 'new-2']);
    expect(removed).toEqual([nas]);
    expect(put.map((record) => record.name)).toEqual(['nas.home.arpa', 'other.home.arpa']);
  });

  it('without a difference change nothing', () => {
    const same = plan(
      [{ kind: 'update', record_id: 'nas', change: { name: 'NAS.home.arpa.', ttl: 60 } }],
      [nas],
    );
    expect(same).toMatchObject({ results: [nas], removed: [], put: [] });
    expect(same.zones.size).toBe(0);
  });

  it('change a record in place and keep its id and its first moment', () => {
    const { put } = plan([{ kind: 'update', record_id: 'nas', change: { value: '10.0.0.2' } }], [nas]);
    expect(put).toEqual([{ ...nas, value: '10.0.0.2', updated_at: 99 }]);
  });

  it.each<[string, RecordStep, string]>([
    ['the same record twice', create(a('nas.home.arpa')), 'DNS_RECORD_EXISTS'],
    ['the same record in other letters', create(a('NAS.home.arpa')), 'DNS_RECORD_EXISTS'],
    ['an alias beside records', create(cname('nas.home.arpa', 'x.home.arpa')), 'DNS_RECORD_CONFLICT'],
    ['an alias for the zone', create(cname('home.arpa', 'x.home.arpa')), 'DNS_RECORD_CONFLICT'],
    ['an alias for its server', create(cname('ns.home.arpa', 'x.home.arpa')), 'DNS_RECORD_CONFLICT'],
    ['a name elsewhere', create(a('nas.example.org')), 'DNS_ZONE_UNKNOWN'],
    ['an unknown record', { kind: 'remove', record_id: 'none' }, 'RESOURCE_NOT_FOUND'],
    ['a bad value', { kind: 'update', record_id: 'nas', change: { value: 'x' } }, 'DNS_RECORD_INVALID'],
  ])('refuse %s', (_, step, code) => {
    expect(codeOf(() => plan([step], [nas]))).toBe(code);
  });

  it('refuse a record beside an alias, made in the same batch too', () => {
    const steps = [create(cname('x.home.arpa', 'nas.home.arpa')), create(a('x.home.arpa'))];
    expect(codeOf(() => plan(steps))).toBe('DNS_RECORD_CONFLICT');
  });

  it('fill a zone up to its maximum', () => {
    const steps = [create(a('one.home.arpa')), create(a('two.home.arpa'))];
    expect(codeOf(() => plan(steps, [], MOST_RECORDS - 2))).toBeNull();
    expect(codeOf(() => plan(steps, [], MOST_RECORDS - 1))).toBe('DNS_ZONE_FULL');
  });

  it('keep every set small enough for one answer', () => {
    const text = (i: number): RecordStep =>
      create({ name: 't.home.arpa', type: 'TXT', value: `${String(i)}${'家'.repeat(4000)}`, ttl: 60 });
    expect(codeOf(() => plan([1, 2, 3, 4].map(text)))).toBeNull();
    expect(codeOf(() => plan([1, 2, 3, 4, 5].map(text)))).toBe('DNS_NAME_FULL');
  });
});

it('leaves, over any steps that are accepted, a zone in which every rule holds', () => {
  const name = fc.constantFrom('a.home.arpa', 'b.home.arpa', 'home.arpa');
  const input: fc.Arbitrary<RecordInput> = fc.oneof(
    fc.tuple(name, fc.constantFrom('10.0.0.1', '10.0.0.2')).map(([n, v]) => a(n, v)),
    fc.tuple(name, name).map(([n, v]) => cname(n, v)),
  );
  const id = fc.constantFrom('new-1', 'new-2', 'new-3', 'new-4');
  const step: fc.Arbitrary<RecordStep> = fc.oneof(
    input.map(create),
    id.map((record_id): RecordStep => ({ kind: 'remove', record_id })),
    fc.tuple(id, input).map(([record_id, change]): RecordStep => ({ kind: 'update', record_id, change })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let standing: readonly DnsRecord[] = [];
      let made = 0;
      for (const one of steps) {
        try {
          const { put, removed } = planSteps(
            [one],
            { records: standing, counts: new Map([['home.arpa', standing.length]]) },
            { zoneOf: () => 'home.arpa', newId: () => `new-${String(++made)}`, now: 1 },
          );
          const gone = new Set([...put, ...removed].map((record) => record.record_id));
          standing = [...standing.filter((record) => !gone.has(record.record_id)), ...put];
        } catch (error) {
          expect(error).toHaveProperty('code');
        }
      }
      const keys = standing.map((record) => `${record.name} ${record.type} ${record.value}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const record of standing.filter(({ type }) => type === 'CNAME')) {
        expect(standing.filter((other) => other.name === record.name)).toHaveLength(1);
      }
    }),
  );
});

it('counts serials up and round', () => {
  expect(nextSerial(7)).toBe(8);
  expect(nextSerial(0xffff_fffe)).toBe(0xffff_ffff);
  expect(nextSerial(0xffff_ffff)).toBe(1);
  expect(firstSerial(Date.UTC(2026, 10, 20))).toBe(1_795_132_800);
});
