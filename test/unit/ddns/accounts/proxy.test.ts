import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSamePlace, readProxy } from '../../../../electron/ddns/accounts/proxy.ts';
import { UserError } from '../../../../electron/kernel/errors.ts';

describe('a proxy', () => {
  it.each([
    ['http://proxy.lan:3128', 'http://proxy.lan:3128', 'http://proxy.lan:3128'],
    ['HTTP://Proxy.LAN:3128/', 'http://proxy.lan:3128', 'http://proxy.lan:3128'],
    ['http://me:pa%3Ass@10.0.0.2:8080', 'http://me:pa%3Ass@10.0.0.2:8080', 'http://me@10.0.0.2:8080'],
    ['https://me@[fd00::1]:8443', 'https://me@[fd00::1]:8443', 'https://me@[fd00::1]:8443'],
  ])('%s is dialled whole and shown without its password', (given, whole, shown) => {
    expect(readProxy(given)).toEqual({ whole, shown });
  });

  it.each([
    'proxy.lan:3128',
    'socks5://proxy.lan:1080',
    'http://',
    'http://proxy.lan:3128/path',
    'http://proxy.lan:3128?x=1',
    'http://proxy.lan:3128#x',
    'http://:password@proxy.lan:3128',
    'http://me:100%@proxy.lan:3128',
    'file:///etc/passwd',
    '',
  ])('is not: %s', (given) => {
    expect(() => readProxy(given)).toThrow(expect.objectContaining({ code: 'DDNS_PROXY_INVALID' }));
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true })), (given) => {
        try {
          const { whole } = readProxy(given);
          expect(readProxy(whole).whole).toBe(whole);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
    );
  });

  it('keeps a password of any characters, and never shows it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (password) => {
        const given = `http://me:${encodeURIComponent(password)}@proxy.lan:3128`;
        const { whole, shown } = readProxy(given);
        expect(decodeURIComponent(new URL(whole).password)).toBe(password);
        expect(shown).toBe('http://me@proxy.lan:3128');
      }),
    );
  });

  it('is the same place with another user, and another one at another port', () => {
    expect(isSamePlace('http://me@proxy:1', 'http://you@proxy:1')).toBe(true);
    expect(isSamePlace('http://proxy:1', 'http://proxy:2')).toBe(false);
    expect(isSamePlace('http://proxy:1', null)).toBe(false);
    expect(isSamePlace(null, null)).toBe(true);
  });
});
