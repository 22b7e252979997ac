import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filter, rangeOf, refusalOf, type Refusal } from '../../../electron/ddns/filter.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import { address } from './builders.ts';
import { ipv4, ipv6, isGlobal } from './special-ranges.ts';

/** The first and last address of each range, why a public name refuses them, and whether a lan name does too. */
const ranges: [Refusal, boolean, ...string[]][] = [
  [
    'private',
    false,
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.254',
    '192.168.0.1',
    '192.168.255.254',
  ],
  ['cgnat', false, '100.64.0.0', '100.127.255.255'],
  ['loopback', true, '127.0.0.1', '127.255.255.254', '::1'],
  ['link_local', true, '169.254.0.1', '169.254.255.254', 'fe80::1', 'febf:ffff::1'],
  ['unique_local', false, 'fc00::1', 'fdff:ffff::1'],
  ['multicast', true, '224.0.0.1', '239.255.255.255', 'ff00::1', 'ff02::1'],
  ['unspecified', true, '0.0.0.0', '0.255.255.255', '::'],
  ['broadcast', true, '255.255.255.255'],
  ['benchmark', false, '198.18.0.0', '198.19.255.255', '2001:2::1'],
  [
    'documentation',
    false,
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.255',
    '2001:db8::1',
    '3fff::1',
    '3fff:fff::1',
  ],
  [
    'cdn',
    false,
    // Cloudflare, what WARP and Gateway lend to callers, Fastly.
    '104.16.0.0',
    '104.27.255.255',
    '172.71.255.255',
    '2606:4700::1',
    '2a06:98c7:ffff::1',
    '104.28.0.0',
    '104.28.200.15',
    '104.31.255.255',
    '2a09:bac7::1',
    '151.101.1.1',
    '2a04:4e42::1',
  ],
  ['tunnel', false, '2002::1', '2001:0:1::1', '64:ff9b::1', '64:ff9b:1::1'],
  [
    'reserved',
    false,
    '192.0.0.1',
    '192.88.99.1',
    '240.0.0.1',
    '100::1',
    '2001:10::1',
    '2001:20::1',
    '5f00::1',
  ],
  ['reserved', false, 'fec0::1', '4000::1', '::8.8.8.8', '::ffff:8.8.8.8', '1fff::1'],
  ['invalid', true, '', 'eth0', '1.2.3', '1.2.3.4.5', 'fe80::1::2', '300.1.1.1'],
];

const table = ranges.flatMap(([refusal, everywhere, ...texts]) =>
  texts.map((text) => ({ text, refusal, everywhere })),
);

describe('a refused range', () => {
  it.each(table)('$text is refused as $refusal for a public name', ({ text, refusal }) => {
    expect(refusalOf(address(text), 'public')).toBe(refusal);
  });

  it.each(table)('$text for a lan name: refused is $everywhere', ({ text, refusal, everywhere }) => {
    expect(refusalOf(address(text), 'lan')).toBe(everywhere ? refusal : null);
  });

  it('has words in both languages', () => {
    const codes = [...new Set(ranges.map(([refusal]) => refusal)), 'temporary', 'deprecated', 'tentative'];
    for (const language of ['en', 'zh-CN'] as const) {
      for (const code of codes)
        expect(createWords(language).say(`refused.${code}`)).not.toContain('refused.');
    }
  });
});

it.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.0.1',
  '172.32.0.1',
  '104.15.255.255',
  '104.32.0.0',
  '151.102.0.0',
])('%s, just outside of a range, is an ordinary address', (text) => {
  expect(rangeOf(text)).toBeNull();
  expect(refusalOf(address(text), 'public')).toBeNull();
});

it.each([
  '2a02:8070::1',
  '2a06:98bf::1',
  '2a06:98c8::1',
  '2a04:4e41::1',
  '2600::1',
  '2001:4860:4860::8888',
  '3ffe::1',
  '2003::1',
])('%s is an ordinary address', (text) => expect(refusalOf(address(text), 'public')).toBeNull());

describe('flags of an address', () => {
  it.each(['tentative', 'deprecated', 'temporary'] as const)('%s is refused for both scopes', (flag) => {
    for (const scope of ['public', 'lan'] as const) {
      expect(refusalOf(address('2a02::1', { [flag]: true }), scope)).toBe(flag);
    }
  });

  it('come after the range, which says more', () => {
    expect(refusalOf(address('fe80::1', { tentative: true }), 'lan')).toBe('link_local');
  });
});

describe('filter', () => {
  it('sorts addresses into accepted ones and refused ones with their reason, in their order', () => {
    const addresses = [
      address('fe80::1'),
      address('2a02::1'),
      address('fd00::1'),
      address('2a02::2', { temporary: true }),
    ];
    expect(filter(addresses, 'public')).toEqual({
      accepted: [addresses[1]],
      refused: [
        { address: 'fe80::1', refusal: 'link_local' },
        { address: 'fd00::1', refusal: 'unique_local' },
        { address: '2a02::2', refusal: 'temporary' },
      ],
    });
    expect(filter(addresses, 'lan').accepted.map((accepted) => accepted.address)).toEqual([
      '2a02::1',
      'fd00::1',
    ]);
  });

  it('accepts for a public name exactly what the registries call global', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        // Ranges that are global but made for one use (AS112, AMT, anycast parts of 2001::/23) may be refused as well.
        if (refusalOf(address(text), 'public') === null) expect(isGlobal(text)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no address and names each once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(ipv4, ipv6)), fc.constantFrom('public', 'lan'), (texts, scope) => {
        const { accepted, refused } = filter(
          texts.map((text) => address(text)),
          scope,
        );
        const seen = [...accepted.map((item) => item.address), ...refused.map((item) => item.address)];
        expect(seen.sort()).toEqual([...texts].sort());
      }),
    );
  });
});
