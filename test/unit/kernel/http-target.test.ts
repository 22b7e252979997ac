/** Who a request may be sent to, as far as its address tells. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAddress, mayLead, originOf } from '../../../electron/kernel/http-target.ts';

const refused = (url: string) => expect(() => checkAddress(url, []), url).toThrow(': refused');
const byte = fc.nat(255);

/** Addresses of private networks and of this machine. */
const inside = fc.oneof(
  fc.tuple(fc.constantFrom(10, 127, 0), byte, byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
);

describe('an address', () => {
  it('of a network inside is refused in any spelling', () => {
    fc.assert(
      fc.property(inside, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const octal = (part: number) => `0${part.toString(8)}`;
        for (const host of [
          [a, b, c, d].join('.'),
          [a, b, c, d].map(octal).join('.'),
          [a, b, c, d].map((part) => `0x${part.toString(16)}`).join('.'),
          String(number),
          `0x${number.toString(16)}`,
          `${String(a)}.${String(number % 2 ** 24)}`,
          `[::ffff:${[a, b, c, d].join('.')}]`,
          `[64:ff9b::${[a, b, c, d].join('.')}]`,
        ]) {
          refused(`http://${host}/`);
          refused(`https://${host}:8443/path`);
        }
      }),
    );
  });

  it('with a line end, a space or a password is refused', () => {
    for (const url of [
      'http://a.example/\r\n',
      'http://a.example/ b',
      ' http://a.example/',
      'http://u@a.example/',
    ])
      refused(url);
  });

  it('of the web is let through, a name for whoever resolves it', () => {
    expect(checkAddress('https://API.example:8443/path?query', [])).toBe('api.example');
    expect(checkAddress('http://[2606:4700::1111]/', [])).toBe('2606:4700::1111');
  });
});

describe('what was named', () => {
  const named = [originOf('http://[fe80::1]:81/'), originOf('https://nas.lan/')];

  it('is one host and port', () => {
    expect(named).toEqual([
      { hostname: 'fe80::1', port: 81 },
      { hostname: 'nas.lan', port: 443 },
    ]);
    expect(mayLead('fe80::1', { host: 'fe80::1', port: 81 }, named)).toBe(true);
    expect(mayLead('fe80::1', { host: 'fe80::1', port: 80 }, named)).toBe(false);
    expect(mayLead('fe80::1', { host: '127.0.0.1', port: 81 }, named)).toBe(false);
  });

  it('leads by name into private networks, and to nothing on the link or of the machine’s host', () => {
    const leads = (host: string) => mayLead('nas.lan', { host, port: 443 }, named);
    expect(['192.168.1.2', '127.0.0.1', '::1', 'fd00::2', '100.64.0.1', '93.184.215.14'].every(leads)).toBe(
      true,
    );
    expect(['169.254.169.254', '100.100.100.200', 'fd00:ec2::254', 'fd00:0ec2:0::254'].some(leads)).toBe(
      false,
    );
    expect(['fe80::1', '0.0.0.0', '::', '224.0.0.1', '255.255.255.255', 'nonsense'].some(leads)).toBe(false);
  });
});
