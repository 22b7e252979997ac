/** Ends the sign-in. */
import { useCallback } from 'react';
import { useServices } from '../services.ts';

/** Ends it here in any case; a server that is away ends it when its time is over. */
export function useSignOut(): () => void {
  const { client, session } = useServices();
  return useCallback(() => {
    client
      .call('POST /admin/logout', { patience: 3_000 })
      .catch(() => {
        // Signed out here all the same; there is nobody left to tell.
      })
      .finally(() => {
        session.leave();
      });
  }, [client, session]);
}
