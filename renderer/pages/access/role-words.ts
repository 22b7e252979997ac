/** Roles in words: the built-in ones have words of their own, any other is called as it was named. */
import { useCallback } from 'react';
import { builtInRoles } from '../../../shared/roles.ts';
import { useLookUp } from '../../i18n.ts';

/** Names a role. */
export function useRoleWords(): (role: string) => string {
  const lookUp = useLookUp();
  return useCallback(
    (role) => (builtInRoles.has(role) ? lookUp(`access.role.${role}`, role) : role),
    [lookUp],
  );
}
