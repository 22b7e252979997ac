import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, matchingStep, otpauthUri, stepOf, toBase32 } from '../../../electron/auth/totp/codes.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from '../../../electron/auth/totp/recovery-codes.ts';

/** The secret of both RFCs' examples. */
const secret = Buffer.from('12345678901234567890');

describe('codes of an authenticator', () => {
  // RFC 6238, appendix B, SHA-1; errata aside, eight digits.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %i s is %s', (seconds, code) => {
    expect(codeOf(secret, stepOf(seconds * 1000), 8)).toBe(code);
    expect(codeOf(secret, stepOf(seconds * 1000))).toBe(code.slice(2));
  });

  // RFC 4226, appendix D.
  it('are those of RFC 4226 for the first ten counts', () => {
    const codes = Array.from({ length: 10 }, (_, count) => codeOf(secret, count));
    expect(codes.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489');
  });

  it('are taken a step before and after their time, and not two', () => {
    const now = 1_111_111_109_000;
    const at = stepOf(now);
    const steps = [-2, -1, 0, 1, 2].map((by) => matchingStep(secret, codeOf(secret, at + by), now, null));
    expect(steps).toEqual([null, at - 1, at, at + 1, null]);
  });

  it('are not taken again, nor is one from before the last', () => {
    const now = 1_111_111_109_000;
    const at = stepOf(now);
    expect(matchingStep(secret, codeOf(secret, at), now, at)).toBeNull();
    expect(matchingStep(secret, codeOf(secret, at - 1), now, at)).toBeNull();
    expect(matchingStep(secret, codeOf(secret, at + 1), now, at)).toBe(at + 1);
  });

  it('may be typed with a space, and nothing else is a code', () => {
    const code = codeOf(secret, stepOf(0));
    expect(matchingStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, 0, null)).toBe(0);
    for (const typed of ['', code.slice(1), `${code}0`, '１２３４５６', 'abcdef', '-1'])
      expect(matchingStep(secret, typed, 0, null)).toBeNull();
  });

  it('come from a secret in base32', () => {
    // RFC 4648 §10, without padding.
    const vectors = {
      '': '',
      f: 'MY',
      fo: 'MZXQ',
      foo: 'MZXW6',
      foob: 'MZXW6YQ',
      fooba: 'MZXW6YTB',
      foobar: 'MZXW6YTBOI',
    };
    for (const [text, encoded] of Object.entries(vectors)) expect(toBase32(Buffer.from(text))).toBe(encoded);
    const uri = new URL(otpauthUri(secret, 'Änne & co'));
    expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
      'otpauth:',
      'totp',
      '/CloudCube:Änne & co',
    ]);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      issuer: 'CloudCube',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});

describe('recovery codes', () => {
  it('are ten different ones of 120 bits', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/);
  });

  it('are the same however they are typed', () => {
    const [code = ''] = newRecoveryCodes();
    const kept = hashOfRecoveryCode(code);
    expect(kept).not.toBeNull();
    for (const typed of [code.toUpperCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
      expect(hashOfRecoveryCode(typed)).toBe(kept);
  });

  it('are nothing else that somebody types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        if (!/^[a-z2-7]{24}$/i.test(typed.replaceAll(/[\s-]/g, '')))
          expect(hashOfRecoveryCode(typed)).toBeNull();
      }),
    );
  });
});
