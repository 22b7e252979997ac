import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import commonPasswords from '../../../electron/auth/common-passwords.json' with { type: 'json' };
import { isGuessable } from '../../../electron/auth/guessable.ts';
import { checkNewPassword, createPasswords } from '../../../electron/auth/passwords.ts';
import { cleanUsername, foldUsername } from '../../../electron/auth/usernames.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 80 });

describe('names', () => {
  it('are cleaned once and for all', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const name = cleanUsername(typed);
        if (name === null) return;
        expect(cleanUsername(name)).toBe(name);
        expect(name).not.toMatch(/\p{Cc}/u);
      }),
    );
  });

  it('compare alike however often they are folded, cleaned or not', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        expect(foldUsername(foldUsername(typed))).toBe(foldUsername(typed));
        const name = cleanUsername(typed);
        if (name !== null) expect(foldUsername(name)).toBe(foldUsername(typed));
      }),
    );
  });

  it.each(['', '  ', 'a\nb', 'a\u202eb', 'a\u2028b', '\ud800', 'x'.repeat(65)])('%j is none', (typed) => {
    expect(cleanUsername(typed)).toBeNull();
  });
});

describe('passwords that are easily guessed', () => {
  it.each([
    ['123456789012'],
    ['password1234'],
    ['PassWord2026!'],
    ['!dragon20261'],
    ['iloveyouiloveyou'],
    ['letmein letmein'],
    ['abcabcabcabc'],
    ['aaaaaaaaaaaa'],
    ['qwertyuiopas'],
    ['zyxwvutsrqpo'],
    ['1qaz2wsx3edc'],
    ['cloudcube2026'],
    ['motherfucker'],
    ['grandmother-1'],
    ['Grandmother, ada'],
  ])('%s', (password) => {
    expect(() => {
      checkNewPassword(password, 'grandmother');
    }).toThrow('AUTH_PASSWORD_COMMON');
  });

  it.each([
    ['correct horse battery staple'],
    ['dragon-8374920183'],
    ['grandmother has seven cats'],
    ['f3Wq-91zL-0pXm'],
    ['密码要长一点才安全哦朋友'],
  ])('are not such as %s', (password) => {
    expect(() => {
      checkNewPassword(password, 'grandmother');
    }).not.toThrow();
  });

  it('are more than 3000', () => {
    expect(commonPasswords.length).toBeGreaterThan(3000);
  });

  it('take no long time to find, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 256 }),
        fc.string({ maxLength: 64 }),
        (password, name) => {
          expect(typeof isGuessable(password, name, 12)).toBe('boolean');
        },
      ),
    );
  });
});

describe('passwords', () => {
  it('are counted in characters, not in code units', () => {
    expect(() => {
      checkNewPassword('🔑🏠'.repeat(6).slice(2), 'ada');
    }).toThrow('AUTH_PASSWORD_TOO_SHORT');
    expect(() => {
      checkNewPassword('🔑🏠🚪🌊🐎🔋📎🧭🗝🪴🧵🪵', 'ada');
    }).not.toThrow();
  });

  it('are kept as argon2id with the advised cost and a salt of their own', async () => {
    const passwords = createPasswords();
    const [one, other] = await Promise.all([passwords.hash('a password'), passwords.hash('a password')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.matches('a password', one)).toBe(true);
    expect(await passwords.matches('another password', one)).toBe(false);
  });

  it('are checked against a hash of equal cost where there is no user, and never match', async () => {
    expect(await createPasswords().matches('', undefined)).toBe(false);
  });
});
