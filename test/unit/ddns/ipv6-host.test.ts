import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { deviceAddress, parseIpv6Host } from '../../../electron/ddns/ipv6-host.ts';

const ROUTER = '2a02:8070:1:5a00:aaaa:bbbb:cccc:dddd';

function made(text: string, prefixLength: number | null = 64, detected = ROUTER) {
  const parsed = parseIpv6Host(text);
  return parsed.ok ? deviceAddress(detected, prefixLength, parsed.value) : parsed;
}

describe('a suffix', () => {
  it.each([
    ['::1:2:3:4/64', 64, '2a02:8070:1:5a00:1:2:3:4'],
    ['::1:2:3:4', 64, '2a02:8070:1:5a00:1:2:3:4'],
    ['::1', null, '2a02:8070:1:5a00::1'],
    ['::1', 128, '2a02:8070:1:5a00::1'],
    [' ::211:32ff:feaa:bbcc ', 64, '2a02:8070:1:5a00:211:32ff:feaa:bbcc'],
    ['::7:0:0:0:1', 56, '2a02:8070:1:5a07::1'],
    ['::5:0:0:0:1/60', 64, '2a02:8070:1:5a05::1'],
    ['::ff:0:0:0:1/60', 64, '2a02:8070:1:5a0f::1'],
    ['::1/127', 64, '2a02:8070:1:5a00:aaaa:bbbb:cccc:dddd'],
    ['ffff::1/1', 64, '7fff::1'],
    ['2a02:9999::1/64', 64, '2a02:8070:1:5a00::1'],
  ])('%s in a /%s is %s', (text, prefixLength, address) => {
    expect(made(text, prefixLength)).toEqual({ ok: true, address });
  });

  it.each([
    ['', 'not_a_suffix'],
    ['nas', 'not_a_suffix'],
    ['1.2.3.4', 'not_a_suffix'],
    ['::1%eth0', 'not_a_suffix'],
    ['::1/64/64', 'not_a_suffix'],
    ['::1/', 'mask'],
    ['::1/0', 'mask'],
    ['::1/128', 'mask'],
    ['::1/-1', 'mask'],
    ['::1/6 4', 'mask'],
    ['::1/64.5', 'mask'],
  ])('%j is none: %s', (text, problem) => {
    expect(parseIpv6Host(text)).toEqual({ ok: false, problem });
  });

  it('with any mask: the network gives the first bits, the suffix the others', () => {
    const bits = (address: string): bigint =>
      ipaddr.IPv6.parse(address)
        .toByteArray()
        .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), fc.integer({ min: 1, max: 127 }), (network, suffix, length) => {
        const result = made(`${suffix}/${String(length)}`, 64, network);
        if (!('address' in result)) throw new Error('no address');
        const below = 1n << BigInt(128 - length);
        expect(bits(result.address) / below).toBe(bits(network) / below);
        expect(bits(result.address) % below).toBe(bits(suffix) % below);
      }),
    );
  });
});

describe('a MAC address', () => {
  it.each([
    // RFC 4291 App. A: the universal bit is turned, ff:fe stands in the middle.
    ['00:11:32:aa:bb:cc', '2a02:8070:1:5a00:211:32ff:feaa:bbcc'],
    ['34-56-78-9A-BC-DE', '2a02:8070:1:5a00:3656:78ff:fe9a:bcde'],
    ['02:00:00:00:00:01', '2a02:8070:1:5a00:0:ff:fe00:1'],
  ])('%s is %s', (text, address) => {
    expect(made(text)).toEqual({ ok: true, address });
    // A single address, or a network of unknown size, is taken for one of a /64.
    expect(made(text, null)).toEqual({ ok: true, address });
    expect(made(text, 128)).toEqual({ ok: true, address });
  });

  it.each([48, 56, 63, 65, 80])('makes no address in a /%i', (length) => {
    expect(made('00:11:32:aa:bb:cc', length)).toEqual({ ok: false, problem: 'mac_needs_64' });
  });

  it.each([
    '00:11:32:aa:bb',
    '00:11:32:aa:bb:cc:dd',
    '00:11-32:aa:bb:cc',
    '0:11:32:aa:bb:cc',
    '00:11:32:aa:bb:gg',
  ])('%s is none', (text) => {
    expect(parseIpv6Host(text).ok).toBe(false);
  });
});

it('in an IPv4 network no device has an IPv6 address', () => {
  expect(made('::1', 24, '192.168.1.2')).toEqual({ ok: false, problem: 'not_ipv6' });
});

it('whatever text is given, reading it does not throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.ipV6(), fc.mixedCase(fc.ipV6())), (text) => {
      expect(typeof parseIpv6Host(text).ok).toBe('boolean');
    }),
  );
});
