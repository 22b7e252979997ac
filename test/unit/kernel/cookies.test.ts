import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cookieLine, cookieName, readCookie } from '../../../electron/kernel/cookies.ts';

describe('a cookie', () => {
  it('is read as it was written', () => {
    const value = fc.stringMatching(/^[\w.~!#$%&'()*+/:<=>?@[\]^`{|}-]{0,60}$/);
    fc.assert(
      fc.property(value, fc.boolean(), (text, secure) => {
        const [sent] = cookieLine({ name: 'a', value: text, max_age: 5 }, secure).split('; ');
        expect(readCookie(`other=1; ${sent ?? ''};last=2`, cookieName('a', secure))).toBe(text);
      }),
    );
  });

  it('is found by its whole name only', () => {
    expect(readCookie('aa=1; ba=2; a =3', 'a')).toBe('3');
    expect(readCookie('A=1', 'a')).toBeUndefined();
    expect(readCookie('a', 'a')).toBeUndefined();
    expect(readCookie(undefined, 'a')).toBeUndefined();
  });

  it.each(['a=1; a=2', 'a=1; a=1', 'a="1"', 'a=\u00e9', 'a=1 2', 'a=1,2', 'a=1\\', 'a=1\u0000'])(
    'is none in %j',
    (header) => {
      expect(readCookie(header, 'a')).toBeUndefined();
    },
  );

  it('is never a bug of ours, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), (header) => {
        expect(['string', 'undefined']).toContain(typeof readCookie(header, 'a'));
      }),
    );
  });

  it('is for its host alone under TLS, and never for scripts', () => {
    const cookie = { name: 'admin_session', value: 'x', max_age: 60 };
    expect(cookieLine(cookie, true)).toBe(
      '__Host-admin_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure',
    );
    expect(cookieLine({ ...cookie, same_site: 'Lax' }, false)).toBe(
      'admin_session=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax',
    );
  });
});
