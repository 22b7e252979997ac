/** What the page reads and does about users. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { User } from '../../shared/api/auth.ts';
import type { NewUser, UserChange } from '../../shared/api/users.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { changed, type Page, rowsOfPage } from './access.ts';
import { useChange } from './queries.ts';

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
    ...useLive('users'),
    queryKey: ['access', 'users', search, role, state, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /users', {
        signal,
        query: {
          page,
          size: rowsOfPage,
          ...(search === '' ? {} : { search }),
          ...(role === '' ? {} : { role }),
          ...(state === '' ? {} : { is_active: state === 'active' }),
        },
      });
      return { rows: data.users, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
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
