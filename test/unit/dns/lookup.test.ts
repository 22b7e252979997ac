import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_CHAIN, lookup, queryType } from '../../../electron/dns/lookup.ts';
import { createZoneIndex, parentOf } from '../../../electron/dns/zone.ts';
import { indexOf, recordOf } from './helpers.ts';

const { A, AAAA, TXT, CNAME, SOA, NS, ANY } = queryType;

describe('a question to the zone', () => {
  const index = indexOf([
    ['nas.home.arpa', 'A', '192.168.1.20'],
    ['nas.home.arpa', 'TXT', 'hello'],
    ['www.home.arpa', 'CNAME', 'nas.home.arpa'],
    ['out.home.arpa', 'CNAME', 'example.org'],
    ['gone.home.arpa', 'CNAME', 'missing.home.arpa'],
    ['a.deep.below.home.arpa', 'A', '192.168.1.21'],
    ['ns.home.arpa', 'A', '192.168.1.2'],
  ]);
  const ask = (name: string, type: number) => lookup(index, name, type);

  it('finds what is there', () => {
    expect(ask('nas.home.arpa', A)).toMatchObject({ kind: 'answer', records: [{ value: '192.168.1.20' }] });
  });

  it('tells a missing type from a missing name', () => {
    expect(ask('nas.home.arpa', AAAA).kind).toBe('nodata');
    expect(ask('none.home.arpa', A).kind).toBe('nxdomain');
    expect(ask('below.nas.home.arpa', A).kind).toBe('nxdomain');
  });

  it('knows that a name exists when something stands below it', () => {
    expect(ask('deep.below.home.arpa', A).kind).toBe('nodata');
    expect(ask('below.home.arpa', ANY).kind).toBe('nodata');
  });

  it('follows an alias inside the zone and stops where it leaves', () => {
    expect(ask('www.home.arpa', A)).toMatchObject({
      kind: 'answer',
      chain: [{ name: 'www.home.arpa' }],
      records: [{ name: 'nas.home.arpa' }],
    });
    expect(ask('out.home.arpa', A)).toMatchObject({ kind: 'answer', chain: [{}], records: [] });
    expect(ask('www.home.arpa', AAAA)).toMatchObject({ kind: 'nodata', chain: [{}] });
    expect(ask('gone.home.arpa', A)).toMatchObject({ kind: 'nxdomain', chain: [{}] });
    expect(ask('www.home.arpa', CNAME)).toMatchObject({ kind: 'answer', chain: [], records: [{}] });
  });

  it('answers for the zone itself', () => {
    expect(ask('home.arpa', SOA)).toMatchObject({ kind: 'soa', apex: { serial: 7, server: 'ns.home.arpa' } });
    expect(ask('home.arpa', NS)).toMatchObject({ kind: 'ns', glue: [{ value: '192.168.1.2' }] });
    expect(ask('home.arpa', A).kind).toBe('nodata');
    expect(ask('nas.home.arpa', NS).kind).toBe('nodata');
  });

  it('answers ANY with one small record, or the alias', () => {
    expect(ask('nas.home.arpa', ANY).kind).toBe('any');
    expect(ask('home.arpa', ANY).kind).toBe('any');
    expect(ask('www.home.arpa', ANY)).toMatchObject({ kind: 'answer', records: [{ type: 'CNAME' }] });
    expect(ask('none.home.arpa', ANY).kind).toBe('nxdomain');
  });

  it('refuses transfers, other questions about the zone, and names elsewhere', () => {
    for (const type of [251, 252, 253, 250, queryType.OPT])
      expect(ask('home.arpa', type).kind).toBe('refused');
    for (const name of ['example.org', 'arpa', '', 'xhome.arpa', 'home.arpa.example']) {
      expect(ask(name, A).kind).toBe('refused');
    }
  });
});

it('ends in a loop and in a chain without end', () => {
  const loop = indexOf([
    ['a.home.arpa', 'CNAME', 'b.home.arpa'],
    ['b.home.arpa', 'CNAME', 'a.home.arpa'],
  ]);
  expect(lookup(loop, 'a.home.arpa', A)).toMatchObject({ kind: 'answer', chain: [{}, {}], records: [] });

  const names = Array.from({ length: 30 }, (_, i) => `c${String(i)}.home.arpa`);
  const long = indexOf(names.slice(1).map((name, i) => [names[i] ?? '', 'CNAME', name] as const));
  expect(lookup(long, 'c0.home.arpa', A)).toMatchObject({ kind: 'answer', records: [] });
  expect(lookup(long, 'c0.home.arpa', A)).toHaveProperty('chain.length', LONGEST_CHAIN);
});

it('lets the longest zone answer', () => {
  const index = createZoneIndex();
  index.reset({
    serials: new Map([
      ['home.arpa', 1],
      ['lab.home.arpa', 2],
    ]),
    removed: [],
    put: [recordOf('lab.home.arpa', '1', { name: 'x.lab.home.arpa', type: 'A', value: '10.0.0.1', ttl: 60 })],
  });
  expect(index.zoneOf('x.lab.home.arpa')).toBe('lab.home.arpa');
  expect(lookup(index, 'lab.home.arpa', SOA)).toMatchObject({ apex: { zone: 'lab.home.arpa', serial: 2 } });
  expect(lookup(index, 'y.lab.home.arpa', A)).toMatchObject({ kind: 'nxdomain', apex: { serial: 2 } });
  expect(lookup(index, 'home.arpa', TXT)).toMatchObject({ apex: { serial: 1 } });
});

it('agrees with a plain look through all records, whatever is put and removed', () => {
  const label = fc.constantFrom('a', 'b', 'c');
  const name = fc.array(label, { maxLength: 3 }).map((labels) => [...labels, 'home.arpa'].join('.'));
  const steps = fc.array(
    fc.record({ id: fc.integer({ min: 0, max: 6 }).map(String), name, remove: fc.boolean() }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, fc.array(name), (changes, questions) => {
      const index = indexOf([]);
      const model = new Map<string, ReturnType<typeof recordOf>>();
      for (const change of changes) {
        const record = recordOf('home.arpa', change.id, {
          name: change.name,
          type: 'A',
          value: '10.0.0.1',
          ttl: 9,
        });
        const before = model.get(change.id);
        if (change.remove) {
          model.delete(change.id);
          index.apply({ serials: new Map(), removed: before ? [before] : [], put: [] });
        } else {
          model.set(change.id, record);
          index.apply({ serials: new Map(), removed: [], put: [record] });
        }
      }
      const all = [...model.values()];
      expect(index.list({})).toHaveLength(all.length);
      for (const asked of questions) {
        const found = all.filter((record) => record.name === asked);
        const exists =
          asked === 'home.arpa' || all.some((r) => r.name === asked || r.name.endsWith(`.${asked}`));
        const kind = found.length > 0 ? 'answer' : exists ? 'nodata' : 'nxdomain';
        const answer = lookup(index, asked, A);
        expect(answer.kind).toBe(kind);
        if (answer.kind === 'answer') expect(answer.records).toHaveLength(found.length);
        expect(index.list({ name: asked })).toHaveLength(found.length);
      }
    }),
  );
});

it('knows the name above', () => {
  expect(parentOf('a.b.c')).toBe('b.c');
  expect(parentOf('c')).toBeNull();
});
