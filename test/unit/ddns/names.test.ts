import { describe, expect, it } from 'vitest';
import { lanSuffixOf, normaliseName, scopeOf } from '../../../electron/ddns/names.ts';
import { absoluteName, relativeName } from '../../../electron/ddns/zone-names.ts';

describe('a host name', () => {
  it.each([
    ['NAS.Home.Arpa', 'nas.home.arpa'],
    ['nas.home.arpa.', 'nas.home.arpa'],
    ['  nas.home.arpa ', 'nas.home.arpa'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['家.home.arpa', 'xn--fct.home.arpa'],
    ['a-b.c1.example', 'a-b.c1.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%j is kept as %s', (input, name) => expect(normaliseName(input)).toBe(name));

  it.each([
    '',
    '.',
    'nas',
    'nas..arpa',
    '.home.arpa',
    '-nas.home.arpa',
    'nas-.home.arpa',
    'na_s.home.arpa',
    'na s.home.arpa',
    '*.home.arpa',
    'nas.home.arpa/x',
    'nas.home.arpa:80',
    'me@nas.home.arpa',
    'nas.home.arpa?x',
    'na\ts.home.arpa',
    'nas%2ehome.arpa',
    'nas.home.arpa\\x',
    '192.168.1.1',
    'nas.123',
    '[::1]',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])('%j is none', (input) => {
    expect(() => normaliseName(input)).toThrow(expect.objectContaining({ code: 'DDNS_NAME_INVALID' }));
  });
});

describe('the scope of a name', () => {
  it.each(['nas.home.arpa', 'nas.local', 'a.b.internal', 'home.arpa'])('is lan for %s', (name) => {
    expect(scopeOf(name, undefined)).toBe('lan');
    expect(scopeOf(name, 'lan')).toBe('lan');
    expect(() => scopeOf(name, 'public')).toThrow(
      expect.objectContaining({ code: 'DDNS_SCOPE_MISMATCH', params: { name, suffix: lanSuffixOf(name) } }),
    );
  });

  it.each(['nas.example.com', 'nas.notlocal', 'local.example', 'x.home.arpa.example'])(
    'is as asked for %s, public unless asked',
    (name) => {
      expect(lanSuffixOf(name)).toBeNull();
      expect(scopeOf(name, undefined)).toBe('public');
      expect(scopeOf(name, 'lan')).toBe('lan');
    },
  );
});

describe('a name in its zone', () => {
  it.each([
    ['@', 'home.arpa'],
    ['nas', 'nas.home.arpa'],
    ['a.b', 'a.b.home.arpa'],
  ])('%s is %s, and back', (rr, name) => {
    expect(absoluteName(rr, 'home.arpa')).toBe(name);
    expect(relativeName(name, 'home.arpa')).toBe(rr);
  });

  it('is in lower case', () => expect(absoluteName('NAS', 'home.arpa')).toBe('nas.home.arpa'));
});
