/** The routes that other programs' libraries look for. */
import { authOAuthRoutes } from '../../../shared/api/auth-oauth.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { SigningKeys } from '../signing-keys.ts';
import type { GiveToken } from './oauth.ts';

/** Joins the contract with the operations. */
export function createOAuthRoutes(deps: { giveToken: GiveToken; keys: SigningKeys }): BoundRoute[] {
  const { giveToken, keys } = deps;
  return implement(authOAuthRoutes, {
    token: async ({ body, authorization, ip }) => ({ data: await giveToken(body, { authorization, ip }) }),
    jwks: () => ({
      data: {
        keys: [...keys.publicKeys()].map(([kid, key]) => {
          const { n = '', e = '' } = key.export({ format: 'jwk' });
          return { kty: 'RSA' as const, use: 'sig' as const, alg: 'RS256' as const, kid, n, e };
        }),
      },
    }),
  });
}
