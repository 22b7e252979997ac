/** What a person reads and does about themselves: profile, password, the second step. Only lazy parts use it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import type { TotpState } from '../../shared/api/auth-totp.ts';
import type { ProfileChange } from '../../shared/api/users.ts';
import { useServices } from '../services.ts';
import { changed } from './access.ts';
import { useChange } from './queries.ts';

/** Asks the server anew who this is, after something of it changed. */
function useKnowAgain() {
  const { client } = useServices();
  return () => {
    client.who().catch(() => {
      // Shown as it was until the next look.
    });
  };
}

/** Changes one's own name and e-mail address. */
export function useChangeProfile() {
  const knowAgain = useKnowAgain();
  return useChange(async (client, body: ProfileChange) => {
    await client.call('PUT /users/me/profile', { body });
    knowAgain();
  }, changed);
}

/** Changes one's own password; all other sign-ins end. */
export function useChangePassword() {
  const { session } = useServices();
  const knowAgain = useKnowAgain();
  return useChange(async (client, body: { old_password: string; new_password: string }) => {
    await client.call('POST /admin/change-password', { body });
    // The sign-in goes on with a new cookie, and that with a new token.
    session.keepCsrf(null);
    knowAgain();
  }, changed);
}

/** How one's own second step stands. */
export function useTotp() {
  const { client } = useServices();
  return useQuery<TotpState>({
    queryKey: ['access', 'totp'],
    queryFn: ({ signal }) => client.call('GET /auth/totp', { signal }),
  });
}

/** Begins the second step: a secret for the app. */
export function useBeginTotp() {
  const { client } = useServices();
  return useMutation({
    mutationFn: (password: string) => client.call('POST /auth/totp', { body: { password } }),
  });
}

/** Turns the second step on; answers the recovery codes, once. */
export function useConfirmTotp() {
  const knowAgain = useKnowAgain();
  return useChange(async (client, code: string) => {
    const { recovery_codes: codes } = await client.call('POST /auth/totp/confirm', { body: { code } });
    knowAgain();
    return codes;
  }, changed);
}

/** Turns the second step off. */
export function useRemoveTotp() {
  const knowAgain = useKnowAgain();
  return useChange(async (client, password: string) => {
    await client.call('DELETE /auth/totp', { body: { password } });
    knowAgain();
  }, changed);
}

/** New recovery codes; the ones before end. */
export function useRenewCodes() {
  return useChange(
    async (client, password: string) =>
      (await client.call('POST /auth/totp/recovery-codes', { body: { password } })).recovery_codes,
    changed,
  );
}
