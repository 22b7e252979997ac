/** The routes of signing in. */
import { authRoutes } from '../../shared/api/auth.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import { noSession } from './page-sign-ins.ts';
import type { SignIn } from './service.ts';
import type { Setup } from './setup.ts';

/** Joins the contract with the operations. `adminUser` names an administrator who gives no name. */
export function createAuthRoutes(deps: { signIn: SignIn; setup: Setup; adminUser: string }): BoundRoute[] {
  const { signIn, setup, adminUser } = deps;
  return implement(authRoutes, {
    login: async ({ body, ip, user_agent }) => ({ data: await signIn.login(body, { ip, user_agent }) }),
    refresh: async ({ body }) => ({ data: await signIn.refresh(body.refresh_token) }),
    async logout({ caller }) {
      await signIn.logout(caller.session_id);
      return {
        data: { signed_out: true as const },
        ...(caller.kind === 'session' ? { cookies: [noSession] } : {}),
      };
    },
    me: async ({ caller }) => ({ data: await signIn.me(caller.user_id) }),
    getSetup: () => ({ data: { needed: setup.needed() } }),
    setup: async ({ body: { token, username = adminUser, password }, ip, user_agent }) => ({
      data: await signIn.setUp({ token, username, password }, { ip, user_agent }),
    }),
  });
}
