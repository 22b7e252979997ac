import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownPermissions } from '../../../shared/api/known-permissions.ts';
import { covers, holds, intersect, isKnown } from '../../../shared/permissions.ts';
import { builtInRoles } from '../../../shared/roles.ts';

const exact = fc.constantFrom('ddns:read', 'ddns:write', 'users:read', 'users:admin', 'dns:read');
const permission = fc.oneof(exact, fc.constantFrom('ddns:*', 'users:*', '*'));
const held = fc.array(permission, { maxLength: 4 });

describe('holding a permission', () => {
  it.each([
    [['ddns:read'], 'ddns:read', true],
    [['ddns:read'], 'ddns:write', false],
    [['ddns:*'], 'ddns:write', true],
    [['ddns:*'], 'dns:read', false],
    [['dns:*'], 'ddns:read', false],
    [['ddns:read'], 'ddns:*', false],
    [['ddns:*'], 'ddns:*', true],
    [['ddns:*', 'users:*'], '*', false],
    [['*'], 'ddns:*', true],
    [['*'], '*', true],
    [[], 'ddns:read', false],
    [['ddns:'], 'ddns:read', false],
    [['ddns'], 'ddns:read', false],
    [[':*'], 'ddns:read', false],
  ])('%j holds %s: %j', (given, wanted, expected) => {
    expect(holds(given, wanted)).toBe(expected);
  });

  it('covers exactly what grants no single permission more', () => {
    fc.assert(
      fc.property(held, held, exact, (mine, theirs, one) => {
        if (covers(mine, theirs) && holds(theirs, one)) expect(holds(mine, one)).toBe(true);
      }),
    );
  });

  it('in both is holding it in the intersection', () => {
    fc.assert(
      fc.property(held, held, permission, (one, other, wanted) => {
        const both = intersect(one, other);
        expect(holds(both, wanted)).toBe(holds(one, wanted) && holds(other, wanted));
        expect(covers(one, both) && covers(other, both)).toBe(true);
        expect(new Set(both).size).toBe(both.length);
      }),
    );
  });
});

describe('the permissions there are', () => {
  it('know what is meant, and nothing that nobody asks for', () => {
    for (const one of [...knownPermissions, '*', 'ddns:*', 'keys:*']) {
      expect(isKnown(one, knownPermissions), one).toBe(true);
    }
    for (const one of ['ddns:fly', 'moon:*', 'ddns', '**', 'signed_in', 'public']) {
      expect(isKnown(one, knownPermissions), one).toBe(false);
    }
  });

  it('of the built-in roles are known, and each role covers the one before it', () => {
    const roles = [...builtInRoles.values()];
    for (const [index, permissions] of roles.entries()) {
      for (const one of permissions) expect(isKnown(one, knownPermissions), one).toBe(true);
      expect(covers(permissions, roles[index - 1] ?? [])).toBe(true);
      expect(covers(roles[index - 1] ?? [], permissions)).toBe(false);
    }
  });
});
