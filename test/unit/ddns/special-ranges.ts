/**
 * Which addresses the whole Internet can reach, told a second time and by other means than the program does: by the
 * IANA registries of special-purpose addresses (RFC 6890 and its updates) and Node's own `BlockList`.
 */
import { BlockList } from 'node:net';
import fc from 'fast-check';

const special4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Within 2000::/3, the only block of global unicast addresses that has been given out (RFC 4291 §2.4). */
const special6 = [
  '2001::/32',
  '2001:2::/48',
  '2001:10::/28',
  '2001:20::/28',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
];

function listOf(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits = ''] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
}

const blocked4 = listOf('ipv4', special4);
const blocked6 = listOf('ipv6', special6);
const given6 = listOf('ipv6', ['2000::/3']);

/** Whether an address may be reached from anywhere. */
export function isGlobal(address: string): boolean {
  if (!address.includes(':')) return !blocked4.check(address, 'ipv4');
  return given6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6');
}

const bytes = (length: number, prefixes: readonly number[][]): fc.Arbitrary<number[]> =>
  fc
    .tuple(
      fc.constantFrom(...prefixes),
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length }),
    )
    .map(([prefix, rest]) => [...prefix, ...rest].slice(0, length));

/** IPv4 addresses, most of them in or beside a special range. */
export const ipv4: fc.Arbitrary<string> = bytes(4, [
  [],
  [10],
  [100, 64],
  [100, 127],
  [127],
  [169, 254],
  [172, 16],
  [172, 31],
  [192, 0],
  [192, 0, 2],
  [192, 88, 99],
  [192, 168],
  [198, 18],
  [198, 19],
  [198, 51, 100],
  [203, 0, 113],
  [255, 255, 255],
]).map((parts) => parts.join('.'));

const groups = (parts: readonly number[]): string =>
  Array.from({ length: 8 }, (_, at) =>
    ((parts[2 * at] ?? 0) * 256 + (parts[2 * at + 1] ?? 0)).toString(16),
  ).join(':');

/** IPv6 addresses in full form, most of them in or beside a special range. */
export const ipv6: fc.Arbitrary<string> = bytes(16, [
  [],
  [0x20, 0x01],
  [0x20, 0x01, 0, 0],
  [0x20, 0x01, 0, 2, 0, 0],
  [0x20, 0x01, 0, 0x10],
  [0x20, 0x01, 0, 0x2f],
  [0x20, 0x01, 0x0d, 0xb8],
  [0x20, 0x02],
  [0x2a, 0x02],
  [0x3f, 0xff],
  [0x3f, 0xff, 0x0f],
  [0x40],
  [0xfc],
  [0xfd],
  [0xfe, 0x80],
  [0xfe, 0xc0],
  [0xff, 0x02],
  Array.from({ length: 10 }, () => 0),
  [...Array.from({ length: 10 }, () => 0), 0xff, 0xff],
  [...Array.from({ length: 12 }, () => 0)],
  [0, 0x64, 0xff, 0x9b],
]).map(groups);
