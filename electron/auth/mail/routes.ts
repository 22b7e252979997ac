/** The routes of what may be asked without signing in. */
import type { CodePurpose } from '../../../shared/api/users-public.ts';
import { userPublicRoutes } from '../../../shared/api/users-public.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { TokenSignIns } from '../token-sign-ins.ts';
import type { UserOnWire } from '../users/on-wire.ts';
import { CODE_MS } from './codes.ts';
import type { SelfService } from './self-service.ts';

/** Joins the contract with the operations. */
export function createSelfServiceRoutes(deps: {
  selfService: SelfService;
  tokens: Pick<TokenSignIns, 'endBy'>;
  userOnWire: UserOnWire;
}): BoundRoute[] {
  const { selfService, tokens, userOnWire } = deps;

  async function sendCode(body: { email: string; purpose?: CodePurpose }, ip: string, words: Words) {
    await selfService.sendCode({ email: body.email, purpose: body.purpose ?? 'register' }, ip, words);
    return { data: { accepted: true as const, expires_in: CODE_MS / 1000 } };
  }

  return implement(userPublicRoutes, {
    sendCode: ({ body, ip, words }) => sendCode(body, ip, words),
    sendCodePublic: ({ body, ip, words }) => sendCode(body, ip, words),
    register: async ({ body, ip }) => ({ data: userOnWire(await selfService.register(body, ip)) }),
    async resetPassword({ body, ip }) {
      await selfService.resetPassword(body, ip);
      return { data: { ok: true as const } };
    },
    checkUsername: async ({ query: { username }, ip }) => ({
      data: { username, available: await selfService.isNameFree(username, ip) },
    }),
    checkEmail: async ({ query: { email }, ip }) => ({
      data: { email, available: await selfService.isEmailFree(email, ip) },
    }),
    async publicLogout({ body }) {
      await tokens.endBy(body.refresh_token);
      return { data: { signed_out: true as const } };
    },
  });
}
