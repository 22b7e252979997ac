import { describe, expect, it } from 'vitest';
import { isLocalName, isOutside, mayCheck } from '../../../electron/checks/guard.ts';

const named = (hostname: string, port = 80) => [{ hostname, port }];
const target = (host: string, port = 80) => ({ host, port });

describe('a check may lead', () => {
  it.each([
    ['example.net', '93.184.216.34'],
    ['2606:4700:4700::1111', '2606:4700:4700::1111'],
  ])('to the Internet: %s at %s, named or not', (host, address) => {
    expect(mayCheck(host, target(address), [])).toBe(true);
  });

  it.each([
    ['192.168.1.10', '192.168.1.10'],
    ['nas.lan', '192.168.1.10'],
    ['nas.example.net', '10.0.0.5'],
    ['nas.example.net', 'fd12::1'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['169.254.7.7', '169.254.7.7'],
  ])('where its owner said: %s at %s', (host, address) => {
    expect(mayCheck(host, target(address), named(host))).toBe(true);
    expect(mayCheck(host, target(address), [])).toBe(false);
    expect(mayCheck(host, target(address, 81), named(host))).toBe(false);
  });

  it.each([
    ['evil.example', '127.0.0.1', 'a name to this machine'],
    ['evil.example', '::1', 'a name to this machine'],
    ['evil.example', '169.254.7.7', 'a name to the link'],
    ['evil.example', '0.0.0.0', 'a name to all addresses'],
    ['169.254.169.254', '169.254.169.254', 'a metadata service'],
    ['::ffff:169.254.169.254', '::ffff:169.254.169.254', 'a metadata service in other clothes'],
    ['64:ff9b::a9fe:a9fe', '64:ff9b::a9fe:a9fe', 'a metadata service behind NAT64'],
    ['2002:a9fe:a9fe::1', '2002:a9fe:a9fe::1', 'a metadata service by 6to4'],
    ['168.63.129.16', '168.63.129.16', "Azure's, which is public"],
    ['evil.example', 'fd00:ec2::254', "AWS's over IPv6"],
  ])('never: %s to %s (%s)', (host, address) => {
    expect(mayCheck(host, target(address), named(host))).toBe(false);
  });
});

describe('the way outside', () => {
  it.each([
    ['example.net', [], true],
    ['example.net', ['192.168.1.1'], false],
    ['example.net', ['93.184.216.34'], true],
    ['nas', [], false],
    ['nas.local', [], false],
    ['nas.home.arpa.', [], false],
    ['192.168.1.1', [], false],
    ['1.1.1.1', [], true],
  ] as const)('%s at %j: %s', (host, addresses, expected) => {
    expect(isOutside(host, addresses)).toBe(expected);
  });

  it('tells names of the local network from the others', () => {
    expect(['localhost', 'a.localhost', 'box.lan'].every(isLocalName)).toBe(true);
    expect(['lan.example', 'local.net', 'notlocal.org'].some(isLocalName)).toBe(false);
  });
});
