import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodedSize,
  normaliseName,
  normaliseRecord,
  normaliseValue,
} from '../../../electron/dns/records.ts';
import { encodeBody } from '../../../electron/dns/body.ts';

describe('names', () => {
  it('are lower case without the last dot', () => {
    expect(normaliseName('NAS.Home.ARPA.')).toBe('nas.home.arpa');
    expect(normaliseName('_acme-challenge.nas.home.arpa')).toBe('_acme-challenge.nas.home.arpa');
  });

  it.each([
    '',
    '.',
    'a..b',
    '.a',
    'a b',
    '-a.b',
    'a-.b',
    '*.home.arpa',
    'nas\\046x',
    'ü.arpa',
    `${'a'.repeat(64)}.b`,
    Array(128).fill('a').join('.'),
  ])('refuses %j', (name) => {
    expect(normaliseName(name)).toBeNull();
  });

  it('takes the longest name and label that the wire can carry', () => {
    const label = 'a'.repeat(63);
    expect(normaliseName([label, label, label, 'b'.repeat(61)].join('.'))).toHaveLength(253);
    expect(normaliseName([label, label, label, 'b'.repeat(62)].join('.'))).toBeNull();
  });

  it('are left alone by a second normalising', () => {
    fc.assert(
      fc.property(fc.domain(), (name) => {
        const once = normaliseName(name);
        return once === null || normaliseName(once) === once;
      }),
    );
  });
});

describe('values', () => {
  it.each([
    ['AAAA', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['AAAA', '2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['A', '192.168.1.20', '192.168.1.20'],
    ['CNAME', 'NAS.home.arpa.', 'nas.home.arpa'],
    ['TXT', 'Grüße; "quoted" \\ 家', 'Grüße; "quoted" \\ 家'],
  ] as const)('%s %j is stored as %j', (type, value, canonical) => {
    expect(normaliseValue(type, value)).toBe(canonical);
  });

  it.each([
    ['A', '10.1'],
    ['A', '010.0.0.1'],
    ['A', '256.1.1.1'],
    ['A', '::1'],
    ['AAAA', '192.168.1.1'],
    ['AAAA', 'fe80::1%eth0'],
    ['AAAA', '2001:db8::1::'],
    ['CNAME', 'not a name'],
    ['TXT', ''],
    ['TXT', 'x'.repeat(4097)],
    ['TXT', 'bell \u0007'],
    ['TXT', 'half a pair \ud800'],
  ] as const)('%s %j is refused', (type, value) => {
    expect(normaliseValue(type, value)).toBeNull();
  });

  it.each([
    { name: 'nas.home.arpa', type: 'CNAME', value: 'NAS.home.arpa', ttl: 60 },
    { name: 'nas.home.arpa', type: 'A', value: '10.0.0.1', ttl: 0 },
    { name: 'nas.home.arpa', type: 'A', value: '10.0.0.1', ttl: 604_801 },
    { name: 'nas.home.arpa', type: 'A', value: '10.0.0.1', ttl: 1.5 },
    { name: 'n s', type: 'A', value: '10.0.0.1', ttl: 60 },
  ] as const)('a record like $name $type $value $ttl is refused with its code', (input) => {
    expect(() => normaliseRecord(input)).toThrow(expect.objectContaining({ code: 'DNS_RECORD_INVALID' }));
  });
});

it('knows the size of every record in an answer', () => {
  const value = fc.oneof(
    fc.ipV4().map((text) => ({ type: 'A' as const, value: text })),
    fc.ipV6().map((text) => ({ type: 'AAAA' as const, value: text })),
    fc.domain().map((text) => ({ type: 'CNAME' as const, value: text })),
    fc.string({ unit: 'grapheme', maxLength: 2000 }).map((text) => ({ type: 'TXT' as const, value: text })),
  );
  fc.assert(
    fc.property(value, (given) => {
      const canonical = normaliseValue(given.type, given.value);
      fc.pre(canonical !== null);
      const input = { name: 'x.home.arpa', type: given.type, value: canonical, ttl: 60 };
      const record = { ...input, record_id: '', zone: 'home.arpa', created_at: 0, updated_at: 0 };
      const { bytes } = encodeBody({ kind: 'answer', chain: [], records: [record] }, 29);
      expect(bytes).toHaveLength(encodedSize(input));
    }),
  );
});
