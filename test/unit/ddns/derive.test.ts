import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, derive } from '../../../electron/ddns/derive.ts';
import { filter, rangeOf } from '../../../electron/ddns/filter.ts';
import { normaliseValue } from '../../../electron/dns/records.ts';
import { address } from './builders.ts';
import { ipv4, ipv6 } from './special-ranges.ts';

const of = (...texts: string[]) => texts.map((text) => address(text));

describe('derive', () => {
  it('answers nothing for nothing', () => {
    expect(derive([], null)).toBeNull();
    expect(derive([], '192.168.1.20')).toBeNull();
  });

  it('keeps what is published while it is among the accepted', () => {
    expect(derive(of('192.168.1.10', '192.168.1.20'), '192.168.1.20')).toBe('192.168.1.20');
    expect(derive(of('fd00:0:0::20', '2a02::1'), 'fd00::20')).toBe('fd00::20');
  });

  it('prefers a globally reachable address, then the lowest by value, not by text', () => {
    expect(derive(of('fd00::1', '2a02::9', '2a02::10'), null)).toBe('2a02::9');
    expect(derive(of('192.168.1.100', '192.168.1.20'), null)).toBe('192.168.1.20');
  });

  it('answers the canonical form (RFC 5952)', () => {
    expect(derive(of('2A02:0000:0:0:1:0:0:1'), null)).toBe('2a02::1:0:0:1');
  });
});

/** Addresses that passed the filter of a lan name, of one family. */
const accepted = fc
  .oneof(fc.array(ipv4, { maxLength: 6 }), fc.array(ipv6, { maxLength: 6 }))
  .map((texts) => filter(of(...texts), 'lan').accepted);

describe('what is derived', () => {
  it('is one of the accepted, or nothing where there is none', () => {
    fc.assert(
      fc.property(accepted, fc.option(fc.oneof(ipv4, ipv6)), (addresses, published) => {
        const value = derive(addresses, published && canonical(published));
        if (addresses.length === 0) expect(value).toBeNull();
        else expect(addresses.map((item) => canonical(item.address))).toContain(value);
      }),
    );
  });

  it('does not depend on the order of the addresses', () => {
    fc.assert(
      fc.property(
        accepted.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(derive(shuffled, null)).toBe(derive(list, null));
        },
      ),
    );
  });

  it('is stable: once published it stays, also when others come and go', () => {
    fc.assert(
      fc.property(accepted, accepted, (before, more) => {
        const value = derive(before, null);
        fc.pre(value !== null);
        const kept = before.filter((item) => canonical(item.address) === value);
        expect(derive([...more, ...kept], value)).toBe(value);
      }),
    );
  });

  it('is global whenever any accepted address is', () => {
    fc.assert(
      fc.property(accepted, (addresses) => {
        fc.pre(addresses.some((item) => rangeOf(item.address) === null));
        expect(rangeOf(derive(addresses, null) ?? '')).toBeNull();
      }),
    );
  });

  it('is written as the zone writes it, so that what is right is seen to be right', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        expect(normaliseValue(text.includes(':') ? 'AAAA' : 'A', canonical(text))).toBe(canonical(text));
      }),
    );
  });
});
