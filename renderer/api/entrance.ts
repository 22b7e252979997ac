/** How somebody comes in without a form: by the one-time ticket of the address, or by the cookie of an earlier visit. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';
import { ApiError } from './errors.ts';

/** Between two tries while the server does not answer (ms). */
const again = 3_000;

/** Asks until it is known who is here. Its error is why a ticket was refused, or that the server is away. */
export function useEntrance(wanted: boolean): { readonly error: Error | null } {
  const { client, session, ticket } = useServices();
  const { signedIn } = useSyncExternalStore(session.subscribe, session.state);
  const held = useSyncExternalStore(ticket.subscribe, ticket.held);
  const query = useQuery({
    queryKey: ['entrance', held],
    queryFn: async () => {
      if (held === null) {
        await client.who();
        return null;
      }
      try {
        session.enter(await client.call('POST /auth/ticket', { body: { ticket: held } }));
      } catch (error) {
        // A ticket that was refused is of no use any more; a server that is away may still take it.
        if (error instanceof ApiError) await client.who();
        throw error;
      }
      ticket.forget();
      return null;
    },
    enabled: wanted && (signedIn === null || held !== null),
    // Nobody is signed in yet, so there is nothing that would tell: it is asked.
    refetchInterval: ({ state }) => (state.status === 'success' || signedIn !== null ? false : again),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });
  const { isFetched } = query;

  useEffect(() => {
    // Whoever came in some other way has no use for a ticket that was refused.
    if (signedIn === true && isFetched) ticket.forget();
  }, [signedIn, isFetched, ticket]);

  return query;
}
