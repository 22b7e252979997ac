/** The routes of two-step sign-in. */
import { totpRoutes } from '../../../shared/api/auth-totp.ts';
import { addressKey } from '../../kernel/address-key.ts';
import { UserError } from '../../kernel/errors.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { CredentialCheck } from '../credentials.ts';
import type { Tries } from '../tries.ts';
import type { Totp } from './service.ts';

/** Joins the contract with the operations. What weakens or begins it wants the present password. */
export function createTotpRoutes(deps: {
  totp: Totp;
  credentials: CredentialCheck;
  tries: Tries;
}): BoundRoute[] {
  const { totp, credentials, tries } = deps;
  return implement(totpRoutes, {
    getTotp: async ({ caller }) => ({ data: await totp.state(caller.user_id) }),
    async beginTotp({ caller, body, ip }) {
      await credentials.ownPassword(caller.user_id, body.password, ip);
      return { data: await totp.begin(caller.user_id) };
    },
    async confirmTotp({ caller, body, ip }) {
      const codes = await tries.guard([addressKey(ip)], () => totp.confirm(caller.user_id, body.code));
      if (codes === null) throw new UserError('AUTH_TOTP_INVALID');
      return { data: { recovery_codes: codes } };
    },
    async removeTotp({ caller, body, ip }) {
      await credentials.ownPassword(caller.user_id, body.password, ip);
      await totp.remove(caller.user_id);
      return { data: { totp_enabled: false as const } };
    },
    async renewRecoveryCodes({ caller, body, ip }) {
      await credentials.ownPassword(caller.user_id, body.password, ip);
      return { data: { recovery_codes: await totp.renewRecoveryCodes(caller.user_id) } };
    },
  });
}
