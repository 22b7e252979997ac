import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asciiName, labelOf, nameOf, ownScript } from '../../../../electron/ddns/providers/zone-label.ts';

it.each([
  ['example.com', 'example.com', '@'],
  ['nas.example.com', 'example.com', 'nas'],
  ['1.example.com', 'example.com', '1'],
  ['*.example.com', 'example.com', '*'],
  ['_acme-challenge.nas.example.com', 'example.com', '_acme-challenge.nas'],
  ['xn--fiq228c.xn--fsqu00a.cn', 'xn--fsqu00a.cn', 'xn--fiq228c'],
])('%s is in %s: %s', (name, zone, label) => {
  expect(labelOf(zone, name)).toBe(label);
  expect(nameOf(zone, label)).toBe(name);
});

it('reads what a service writes in another script, in capitals or with a final dot', () => {
  expect(nameOf('xn--fsqu00a.cn', '中文')).toBe('xn--fiq228c.xn--fsqu00a.cn');
  expect(asciiName('NAS.Example.COM.')).toBe('nas.example.com');
  expect(asciiName('例子.cn')).toBe('xn--fsqu00a.cn');
});

it('leaves a plain name as it is, also one that could be read as an address', () => {
  expect(['1', '10.2', '0x7f', '@', '*', '_a', 'nas'].map(ownScript)).toEqual([
    '1',
    '10.2',
    '0x7f',
    '@',
    '*',
    '_a',
    'nas',
  ]);
  expect(ownScript('xn--fsqu00a.cn')).toBe('例子.cn');
});

it('finds every name again', () => {
  const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9-]{0,10}[a-z0-9])?$/);
  fc.assert(
    fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
      const name = [...labels, 'example.com'].join('.');
      expect(nameOf('example.com', labelOf('example.com', name))).toBe(name);
    }),
  );
});
