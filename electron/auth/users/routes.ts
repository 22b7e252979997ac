/** The routes of users. */
import { pageOf, paginate, type PageQuery } from '../../../shared/api/common.ts';
import { userRoutes } from '../../../shared/api/users-routes.ts';
import { UserError } from '../../kernel/errors.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { ChangeOwnPassword } from '../own-password.ts';
import { noSession } from '../page-sign-ins.ts';
import type { SignIn } from '../service.ts';
import type { UserOnWire } from './on-wire.ts';
import type { Users } from './service.ts';

/** What the routes act on. */
export interface UserRouteDeps {
  readonly users: Users;
  readonly signIn: SignIn;
  readonly changeOwnPassword: ChangeOwnPassword;
  readonly userOnWire: UserOnWire;
}

const missing = (path: string): UserError =>
  new UserError('VALIDATION_ERROR', { params: { path, keyword: 'required', limit: '' } });

/** Joins the contract with the operations. */
export function createUserRoutes(deps: UserRouteDeps): BoundRoute[] {
  const { users, signIn, changeOwnPassword, userOnWire } = deps;

  async function list(query: PageQuery & { search?: string; role?: string; is_active?: boolean }) {
    const position = pageOf(query, 20);
    const { search, role, is_active } = query;
    const { users: found, total } = await users.page({ ...position, search, role, is_active });
    const pagination = paginate(position, total);
    return { data: { users: found.map(userOnWire), pagination }, pagination };
  }

  return implement(userRoutes, {
    listUsers: ({ query }) => list(query),
    adminListUsers: ({ query }) => list(query),
    createUser: async ({ caller, body }) => ({ data: userOnWire(await users.create(caller, body)) }),
    getUser: async ({ params }) => ({ data: userOnWire(await users.get(params.user_id)) }),
    updateUser: async ({ caller, params, body }) => ({
      data: userOnWire(await users.update(caller, params.user_id, body)),
    }),
    async deleteUser({ caller, params: { user_id } }) {
      await users.remove(caller, user_id);
      return { data: { user_id, deleted: true as const } };
    },
    async adminDeleteUser({ caller, params: { user_id } }) {
      await users.remove(caller, user_id);
      return { data: { user_id, deleted: true as const } };
    },
    async adminSetStatus({ caller, params, body: { status, is_active = status === 'active' } }) {
      return { data: userOnWire(await users.update(caller, params.user_id, { is_active })) };
    },
    async resetUserPassword({ caller, params: { user_id }, body }) {
      await users.resetPassword(caller, user_id, body.new_password);
      return { data: { user_id, password_changed: true as const } };
    },
    async removeUserTotp({ caller, params: { user_id } }) {
      await users.removeTotp(caller, user_id);
      return { data: { user_id, totp_enabled: false as const } };
    },
    getMe: async ({ caller }) => ({ data: await signIn.me(caller.user_id) }),
    updateMyProfile: async ({ caller, body, ip }) => ({
      data: userOnWire(await users.updateProfile(caller, body, ip)),
    }),
    async changeMyPassword({ caller, body, ip }) {
      const old = body.old_password ?? body.current_password;
      if (old === undefined) throw missing('old_password');
      const cookies = await changeOwnPassword(caller, { old, next: body.new_password }, ip);
      return { data: { ok: true as const }, cookies };
    },
    userLogin: async ({ body, ip, user_agent }) => ({ data: await signIn.login(body, { ip, user_agent }) }),
    userRefresh: async ({ body }) => ({ data: await signIn.refresh(body.refresh_token) }),
    async userLogout({ caller }) {
      await signIn.logout(caller.session_id);
      return {
        data: { signed_out: true as const },
        ...(caller.kind === 'session' ? { cookies: [noSession] } : {}),
      };
    },
  });
}
