/** What the page reads and does about roles and what they are made of. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KnownPermission, NewRole, Role, RoleChange } from '../../shared/api/roles.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import { changed } from './access.ts';
import { useChange } from './queries.ts';

/** The roles; none where the reader may not see them. */
export function useRoles() {
  const { client } = useServices();
  const may = useMay();
  const { language } = useLanguage();
  return useQuery<readonly Role[]>({
    ...useLive('roles'),
    queryKey: ['access', 'roles', language],
    queryFn: async ({ signal }) => (await client.call('GET /auth/roles', { signal })).roles,
    placeholderData: keepPreviousData,
    enabled: may('roles:read'),
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
