import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyText, newKeyId, newSecret, parseKey } from '../../../electron/auth/keys/format.ts';
import { createKeyMeter } from '../../../electron/auth/keys/limits.ts';
import { cleanNetwork, createNetworkTest } from '../../../electron/kernel/networks.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const newKey = () => {
  const key_id = newKeyId();
  return { key_id, secret: newSecret(key_id) };
};

describe('an API key', () => {
  it('is read as it was written', () => {
    for (let count = 0; count < 200; count += 1) {
      const key = newKey();
      expect(parseKey(keyText(key))).toEqual(key);
      expect(keyText(key)).toMatch(/^ccb_[0-9A-Za-z]{16}\.[0-9A-Za-z]{49}$/);
    }
  });

  it('has a checksum that other programs can work out: CRC-32 of id, dot and secret in base 62', () => {
    const zeros = `ccb_${'0'.repeat(16)}.${'0'.repeat(43)}`;
    // CRC-32 of '0000000000000000.' and 43 zeros is 2232367657, by Python's zlib.
    expect(parseKey(`${zeros}2R4mnx`)).not.toBeNull();
  });

  it('is none when a single character was changed, left out or swapped with its neighbour', () => {
    fc.assert(
      fc.property(fc.nat({ max: 68 }), fc.constantFrom('a', 'Z', '0', '-', '.'), (index, other) => {
        const text = keyText(newKey());
        const changed = text.slice(0, index) + other + text.slice(index + 1);
        if (changed !== text) expect(parseKey(changed)).toBeNull();
        expect(parseKey(text.slice(0, index) + text.slice(index + 1))).toBeNull();
        const swapped = `${text.slice(0, index)}${text[index + 1] ?? ''}${text[index] ?? ''}${text.slice(index + 2)}`;
        if (swapped !== text) expect(parseKey(swapped)).toBeNull();
      }),
    );
  });

  it('is none, whatever else is sent', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `ccb_${text}`),
        ),
        (text) => {
          expect(parseKey(text)).toBeNull();
        },
      ),
    );
  });
});

describe('networks of a key', () => {
  it.each([
    ['192.0.2.77', '192.0.2.77/32'],
    ['192.0.2.77/24', '192.0.2.0/24'],
    [' 10.0.0.0/8 ', '10.0.0.0/8'],
    ['2001:DB8::1/64', '2001:db8::/64'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::1', '::1/128'],
    ['192.0.2.0/33', null],
    ['192.0.2/24', null],
    ['1', null],
    ['0x7f.1', null],
    ['nas.local', null],
    ['', null],
    ['/24', null],
    ['192.0.2.0/24/24', null],
  ])('%j is %j', (text, expected) => {
    expect(cleanNetwork(text)).toBe(expected);
  });

  it('hold what they say, whichever family an address wears', () => {
    const inside = createNetworkTest(['192.0.2.0/24', '2001:db8::/64']);
    for (const ip of ['192.0.2.0', '192.0.2.255', '::ffff:192.0.2.1', '2001:db8::ffff']) {
      expect(inside(ip), ip).toBe(true);
      expect(inside(ip), ip).toBe(true);
    }
    for (const ip of ['192.0.3.0', '::ffff:10.0.0.1', '2001:db8:0:1::', 'nonsense', '']) {
      expect(inside(ip), ip).toBe(false);
    }
    expect(createNetworkTest([])('192.0.2.1')).toBe(false);
  });
});

describe('the limits of a key', () => {
  it('let no window of their length see more requests than agreed, and refuse none without need', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 40 }),
        async (requests, seconds, waits) => {
          const clock = createVirtualClock();
          const meter = createKeyMeter({ rate_limit: { requests, seconds }, concurrency_limit: null }, clock);
          const passed: number[] = [];
          for (const wait of waits) {
            await clock.advance(wait);
            const now = clock.elapsed();
            const recent = passed.filter((moment) => moment > now - seconds * 1000).length;
            try {
              meter.admit(null);
              expect(recent).toBeLessThan(requests);
              passed.push(now);
            } catch (error) {
              expect(recent).toBe(requests);
              expect(error).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('say how long to wait', async () => {
    const clock = createVirtualClock();
    const meter = createKeyMeter(
      { rate_limit: { requests: 1, seconds: 10 }, concurrency_limit: null },
      clock,
    );
    meter.admit(null);
    await clock.advance(2500);
    expect(() => {
      meter.admit(null);
    }).toThrow(expect.objectContaining({ retryAfter: 8 }));
  });

  it('count what is under way until it has ended', () => {
    const meter = createKeyMeter({ rate_limit: null, concurrency_limit: 2 }, createVirtualClock());
    const ends: (() => void)[] = [];
    const admit = () => {
      meter.admit((end) => ends.push(end));
    };
    admit();
    admit();
    expect(admit).toThrow('RATE_LIMIT_EXCEEDED');
    ends.pop()?.();
    admit();
    expect(admit).toThrow('RATE_LIMIT_EXCEEDED');
    expect(ends).toHaveLength(2);
  });
});
