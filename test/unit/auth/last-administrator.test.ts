import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takesLastAdministrator } from '../../../electron/auth/users/last-administrator.ts';
import { builtInRoles, SUPER_ADMIN } from '../../../shared/roles.ts';

const role = fc.constantFrom(...builtInRoles.keys(), 'own-role');
const standing = fc.record({ role, is_active: fc.boolean() });

describe('the last administrator', () => {
  it('is never taken away, and nothing else is held back', () => {
    fc.assert(
      fc.property(
        fc.array(standing, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.option(standing),
        (stand, pick, after) => {
          const all = stand.map((one, index) => ({ ...one, id: String(index) }));
          const target = all[pick % all.length]!;
          const left = all.flatMap((one) =>
            one === target ? (after === null ? [] : [{ ...one, ...after }]) : [one],
          );
          const count = (users: typeof all): number =>
            users.filter((one) => one.role === SUPER_ADMIN && one.is_active).length;
          expect(takesLastAdministrator(all, target.id, after)).toBe(count(all) > 0 && count(left) === 0);
        },
      ),
    );
  });

  it('is not somebody who is not there', () => {
    const all = [{ id: 'a', role: SUPER_ADMIN, is_active: true }];
    expect(takesLastAdministrator(all, 'b', null)).toBe(false);
  });
});
