import * as fc from 'fast-check';
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOfPassword, makePassword, passwordOf } from '../../../../electron/ddns/inbound/password.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('a password', () => {
  it('holds all 256 bits in letters and digits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const password = makePassword(() => bytes);
        expect(password).toMatch(/^ccd_[0-9A-Za-z]{43}$/);
        const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
        let value = 0n;
        for (const digit of password.slice(4)) value = value * 62n + BigInt(digits.indexOf(digit));
        expect(value.toString(16).padStart(64, '0')).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('is made of 32 random bytes', () => {
    const sizes: number[] = [];
    makePassword((size) => {
      sizes.push(size);
      return randomBytes(size);
    });
    expect(sizes).toEqual([32]);
  });

  it('is kept as its SHA-256', () => {
    expect(hashOfPassword('ccd_x')).toBe(createHash('sha256').update('ccd_x').digest('base64url'));
  });
});

describe('the header of Basic authentication', () => {
  it('reads the example of RFC 7617 §2', () => {
    expect(passwordOf('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==')).toBe('open sesame');
  });

  it('reads that of RFC 7617 §2.1, in UTF-8', () => {
    expect(passwordOf('Basic dGVzdDoxMjPCow==')).toBe('123£');
  });

  it('takes any user, any case of the scheme, and colons in the password', () => {
    for (const header of [basic(':a:b'), basic('who:a:b'), basic('ü:a:b').replace('Basic', 'bAsIc ')]) {
      expect(passwordOf(header), header).toBe('a:b');
    }
  });

  it.each([undefined, '', 'Basic', 'Basic ', 'Bearer QTpC', 'Basic QTpC, x', 'Basic ?', basic('no colon')])(
    'finds none in %j',
    (header) => {
      expect(passwordOf(header)).toBeNull();
    },
  );

  it('never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const header of [text, `Basic ${text}`]) {
          const password = passwordOf(header);
          expect(password === null || typeof password === 'string').toBe(true);
        }
        expect(passwordOf(basic(`x:${text.toWellFormed()}`))).toBe(text.toWellFormed());
      }),
    );
  });
});
