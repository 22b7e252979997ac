/** What the page reads and does about users, roles, keys and sign-ins. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { ApiKey, ApiKeyOrder } from '../../shared/api/auth-keys.ts';
import type { SignIn } from '../../shared/api/auth-sessions.ts';
import type { TotpState } from '../../shared/api/auth-totp.ts';
import type { User } from '../../shared/api/auth.ts';
import type { KnownPermission, NewRole, Role, RoleChange } from '../../shared/api/roles.ts';
import type { NewUser, ProfileChange, UserChange } from '../../shared/api/users.ts';
import { useLanguage } from '../i18n.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import type { DataFor, KeyChange, NewKey } from './contract-types.ts';
import { useChange } from './queries.ts';

/** People and keys change seldom (ms). */
const slow = 15_000;
/** Rows on a page of users or keys. */
const rows = 20;
const changed = ['access', 'change'];

/** A key whose secret is shown this once. */
export type KeyMade = DataFor<'POST /auth/keys'>;

/** Rows of one page of a list, with how many there are in all. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly pages: number;
}

/** Asks the server anew who this is, after something of it changed. */
function useKnowAgain() {
  const { client } = useServices();
  return () => {
    client.who().catch(() => {
      // Shown as it was until the next look.
    });
  };
}

/** One's own sign-ins, or those of a user. */
export function useSignIns(userId?: string) {
  const { client } = useServices();
  return useQuery<readonly SignIn[]>({
    queryKey: ['access', 'sign-ins', userId],
    queryFn: async ({ signal }) =>
      (userId === undefined
        ? await client.call('GET /auth/sessions', { signal })
        : await client.call('GET /users/{user_id}/sessions', { signal, params: { user_id: userId } })
      ).sessions,
    refetchInterval: slow,
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

/** Which users are asked for. */
export interface UserFilter {
  readonly search: string;
  /** Empty: any. */
  readonly role: string;
  readonly state: '' | 'active' | 'disabled';
  readonly page: number;
}

/** A page of users, by name. */
export function useUsers({ search, role, state, page }: UserFilter) {
  const { client } = useServices();
  return useQuery<Page<User>>({
    queryKey: ['access', 'users', search, role, state, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /users', {
        signal,
        query: {
          page,
          size: rows,
          ...(search === '' ? {} : { search }),
          ...(role === '' ? {} : { role }),
          ...(state === '' ? {} : { is_active: state === 'active' }),
        },
      });
      return { rows: data.users, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
    refetchInterval: slow,
  });
}

/** Makes a user. */
export function useAddUser() {
  return useChange((client, body: NewUser) => client.call('POST /users', { body }), changed);
}

/** Changes a user. */
export function useChangeUser() {
  return useChange(
    (client, { id, body }: { id: string; body: UserChange }) =>
      client.call('PUT /users/{user_id}', { params: { user_id: id }, body }),
    changed,
  );
}

/** Deletes a user with sign-ins and keys. */
export function useDeleteUser() {
  return useChange(
    (client, id: string) => client.call('DELETE /users/{user_id}', { params: { user_id: id } }),
    changed,
  );
}

/** Gives a user another password. */
export function useResetPassword() {
  return useChange(
    (client, { id, password }: { id: string; password: string }) =>
      client.call('POST /users/{user_id}/reset-password', {
        params: { user_id: id },
        body: { new_password: password },
      }),
    changed,
  );
}

/** Turns the second step of a user off who has lost it. */
export function useRemoveUserTotp() {
  return useChange(
    (client, id: string) => client.call('DELETE /users/{user_id}/totp', { params: { user_id: id } }),
    changed,
  );
}

/** The roles; none where the reader may not see them. */
export function useRoles() {
  const { client } = useServices();
  const may = useMay();
  const { language } = useLanguage();
  return useQuery<readonly Role[]>({
    queryKey: ['access', 'roles', language],
    queryFn: async ({ signal }) => (await client.call('GET /auth/roles', { signal })).roles,
    placeholderData: keepPreviousData,
    enabled: may('roles:read'),
    refetchInterval: slow,
  });
}

/** Every permission there is, in words; none where the reader may not see them. */
export function usePermissions() {
  const { client } = useServices();
  const may = useMay();
  const { language } = useLanguage();
  return useQuery<readonly KnownPermission[]>({
    queryKey: ['permissions', language],
    queryFn: async ({ signal }) => (await client.call('GET /auth/permissions', { signal })).permissions,
    enabled: may('roles:read'),
    staleTime: Infinity,
  });
}

/** Makes a role. */
export function useAddRole() {
  return useChange((client, body: NewRole) => client.call('POST /auth/roles', { body }), changed);
}

/** Changes a role. */
export function useChangeRole() {
  return useChange(
    (client, { name, body }: { name: string; body: RoleChange }) =>
      client.call('PUT /auth/roles/{role}', { params: { role: name }, body }),
    changed,
  );
}

/** Deletes a role that nobody has. */
export function useDeleteRole() {
  return useChange(
    (client, name: string) => client.call('DELETE /auth/roles/{role}', { params: { role: name } }),
    changed,
  );
}

/** Which keys are asked for, and in what order. */
export interface KeyFilter {
  readonly search: string;
  readonly state: '' | 'active' | 'inactive';
  readonly order: ApiKeyOrder;
  readonly page: number;
}

/** A page of API keys. */
export function useKeys({ search, state, order, page }: KeyFilter) {
  const { client } = useServices();
  return useQuery<Page<ApiKey>>({
    queryKey: ['access', 'keys', search, state, order, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /auth/keys', {
        signal,
        query: {
          page,
          size: rows,
          sort_by: order,
          // By name from A; by time what happens or happened next to now.
          sort_order: order === 'name' || order === 'expires_at' ? 'asc' : 'desc',
          ...(search === '' ? {} : { search }),
          ...(state === '' ? {} : { is_active: state === 'active' }),
        },
      });
      return { rows: data.keys, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
    refetchInterval: slow,
  });
}

/** Makes an API key; its secret is in the answer and nowhere else. */
export function useAddKey() {
  return useChange((client, body: NewKey) => client.call('POST /auth/keys', { body }), changed);
}

/** Changes an API key. */
export function useChangeKey() {
  return useChange(
    (client, { id, body }: { id: string; body: KeyChange }) =>
      client.call('PUT /auth/keys/{key_id}', { params: { key_id: id }, body }),
    changed,
  );
}

/** Gives an API key a new secret; the old one works for some seconds more. */
export function useRotateKey() {
  return useChange(
    (client, { id, overlap }: { id: string; overlap: number }) =>
      client.call('POST /auth/keys/{key_id}/rotate', {
        params: { key_id: id },
        body: { overlap_seconds: overlap },
      }),
    changed,
  );
}

/** Lets nobody in with an API key for now, or lets it in again. */
export function useSwitchKey() {
  return useChange(
    (client, { id, on }: { id: string; on: boolean }) =>
      client.call(on ? 'POST /auth/keys/{key_id}/enable' : 'POST /auth/keys/{key_id}/disable', {
        params: { key_id: id },
      }),
    changed,
  );
}

/** Revokes an API key for good. */
export function useRevokeKey() {
  return useChange(
    (client, id: string) => client.call('DELETE /auth/keys/{key_id}', { params: { key_id: id } }),
    changed,
  );
}
