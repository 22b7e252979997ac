import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

describe('passwords', () => {
  it('are counted in characters, not in code units', () => {
    expect(() => {
      checkNewPassword('🔑'.repeat(11));
    }).toThrow('AUTH_PASSWORD_TOO_SHORT');
    expect(() => {
      checkNewPassword('🔑'.repeat(12));
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
