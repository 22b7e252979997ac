/** What the page reads and does about where somebody is signed in. Only lazy parts use it. */
import { useQuery } from '@tanstack/react-query';
import type { SignIn } from '../../shared/api/auth-sessions.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { changed } from './access.ts';
import { useChange } from './queries.ts';

/** One's own sign-ins, or those of a user. */
export function useSignIns(userId?: string) {
  const { client } = useServices();
  return useQuery<readonly SignIn[]>({
    ...useLive('sessions'),
    queryKey: ['access', 'sign-ins', userId],
    queryFn: async ({ signal }) =>
      (userId === undefined
        ? await client.call('GET /auth/sessions', { signal })
        : await client.call('GET /users/{user_id}/sessions', { signal, params: { user_id: userId } })
      ).sessions,
  });
}

/** Ends sign-ins of one's own, or of a user; one that is over already counts as ended. */
export function useEndSignIns(userId?: string) {
  return useChange(async (client, ids: readonly string[]) => {
    for (const id of ids) {
      await (userId === undefined
        ? client.call('DELETE /auth/sessions/{session_id}', { params: { session_id: id } })
        : client.call('DELETE /users/{user_id}/sessions/{session_id}', {
            params: { user_id: userId, session_id: id },
          }));
    }
  }, changed);
}
