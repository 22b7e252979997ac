import * as fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readAddresses, readNames } from '../../../../electron/ddns/inbound/told.ts';

const CALLER = '192.168.1.30';
const read = (query: Parameters<typeof readAddresses>[0], caller = CALLER) =>
  readAddresses(query, caller)?.map(({ family, address }) => `${family} ${address}`) ?? null;

describe('names', () => {
  it('keep their order, in their one spelling', () => {
    expect(readNames('NAS.Example.com., cam.example.com ,ü.example.com')).toEqual([
      'nas.example.com',
      'cam.example.com',
      'xn--tda.example.com',
    ]);
  });

  it('that are none keep their place', () => {
    expect(readNames('nas,,a b.example.com,*.example.com,nas.example.com')).toEqual([
      null,
      null,
      null,
      null,
      'nas.example.com',
    ]);
  });

  it.each([undefined, '', ' '])('%j are none at all', (hostname) => {
    expect(readNames(hostname)).toBe('notfqdn');
  });

  it('may be twenty', () => {
    const names = (count: number): string => Array.from({ length: count }, () => 'a.b').join(',');
    expect(readNames(names(20))).toHaveLength(20);
    expect(readNames(names(21))).toBe('numhost');
    expect(readNames(','.repeat(60_000))).toBe('numhost');
  });
});

describe('addresses', () => {
  it.each([
    [{ myip: '93.184.216.34' }, ['A 93.184.216.34']],
    [{ myip: '2606:4700:0:0::1' }, ['AAAA 2606:4700::1']],
    [{ myip: '93.184.216.34, 2606:4700::1' }, ['A 93.184.216.34', 'AAAA 2606:4700::1']],
    [{ myip: '93.184.216.34', myipv6: '2606:4700::1' }, ['A 93.184.216.34', 'AAAA 2606:4700::1']],
    [{ myip: '', myipv6: '2606:4700::1' }, ['AAAA 2606:4700::1']],
    [{ myip: '::ffff:93.184.216.34' }, ['A 93.184.216.34']],
    [{ myip: '2606:4700::1', myipv6: '2606:4700:0::1' }, ['AAAA 2606:4700::1']],
  ])('%j are %j', (query, addresses) => {
    expect(read(query)).toEqual(addresses);
  });

  it('that are not told are the one the device calls from', () => {
    expect(read({})).toEqual(['A 192.168.1.30']);
    expect(read({ myip: ' ', myipv6: '' }, '::ffff:192.168.1.30')).toEqual(['A 192.168.1.30']);
    expect(read({}, '2606:4700::1')).toEqual(['AAAA 2606:4700::1']);
  });

  it.each([
    { myip: '93.184.216' },
    { myip: '93.184.216.034' },
    { myip: '93.184.216.34,' },
    { myip: '93.184.216.34,93.184.216.35' },
    { myip: '2606:4700::1', myipv6: '2606:4700::2' },
    { myip: '2606:4700::/64' },
    { myip: 'no', myipv6: '2606:4700::1' },
    { myip: 'fe80::1%eth0' },
    { myip: '<html>' },
  ])('%j leave open what is meant, and nothing is guessed', (query) => {
    expect(read(query)).toBeNull();
  });
});

it('whatever is told, at most one address of each family comes of it, and it is one', () => {
  const text = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string(),
    fc.array(fc.oneof(fc.ipV4(), fc.ipV6())).map((all) => all.join(',')),
  );
  fc.assert(
    fc.property(fc.option(text), fc.option(text), fc.option(text), (hostname, myip, myipv6) => {
      const query = { ...(myip === null ? {} : { myip }), ...(myipv6 === null ? {} : { myipv6 }) };
      const addresses = readAddresses(query, CALLER) ?? [];
      expect(new Set(addresses.map(({ family }) => family)).size).toBe(addresses.length);
      for (const { family, address } of addresses) expect(isIP(address)).toBe(family === 'A' ? 4 : 6);
      const names = readNames(hostname ?? undefined);
      expect(typeof names === 'string' || names.length <= 20).toBe(true);
    }),
  );
});
