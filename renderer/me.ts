/** Who reads this, and what they may do. What they may not do is not offered; the server decides all the same. */
import { useCallback, useSyncExternalStore } from 'react';
import type { User } from '../shared/api/auth.ts';
import { holds } from '../shared/permissions.ts';
import { useServices } from './services.ts';

/** Who is signed in; `null` where nobody is. */
export function useMe(): User | null {
  const { session } = useServices();
  return useSyncExternalStore(session.subscribe, session.state).user;
}

/** Whether the reader holds a permission (`area:verb`). The same function as long as it is the same reader. */
export function useMay(): (permission: string) => boolean {
  const permissions = useMe()?.permissions;
  return useCallback((wanted) => permissions !== undefined && holds(permissions, wanted), [permissions]);
}
