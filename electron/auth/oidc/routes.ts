/** The routes of issuers, and of the way through one. */
import { oidcRoutes } from '../../../shared/api/auth-oidc.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import { answerOf, UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import { addressKey } from '../../kernel/address-key.ts';
import type { Allowance } from '../allowance.ts';
import { signedIn } from '../signed-in.ts';
import type { PageSignIns } from '../page-sign-ins.ts';
import type { Setup } from '../setup.ts';
import { BROWSER_COOKIE, type OidcFlow } from './flow.ts';
import type { UserFrom } from './people.ts';
import type { OidcProviders } from './providers.ts';

/** What the routes act on. */
export interface OidcRouteDeps {
  readonly providers: OidcProviders;
  readonly flow: OidcFlow;
  readonly userFrom: UserFrom;
  readonly page: PageSignIns;
  readonly setup: Pick<Setup, 'needed'>;
  /** How often an address may begin. */
  readonly allowance: Allowance;
  readonly audit: AuditTrail;
  readonly logger: Logger;
}

/** Whoever comes back is a person in front of a browser: what went wrong is told on our own page. */
const problem = (code: string): string => `/sign-in#problem=${code}`;

/** Joins the contract with the operations. */
export function createOidcRoutes(deps: OidcRouteDeps): BoundRoute[] {
  const { providers, flow, userFrom, page, setup, allowance, audit, logger } = deps;

  function problemOf(error: unknown): string {
    const { code, level } = answerOf(error);
    if (level !== 'debug') logger[level]({ error }, 'A sign-in at an issuer failed');
    return problem(code);
  }

  return implement(oidcRoutes, {
    async listOidc() {
      const all = await providers.list();
      return {
        data: { providers: all.filter(({ enabled }) => enabled).map(({ id, title }) => ({ id, title })) },
      };
    },
    async startOidc({ params, cookie, origin, ip }) {
      if (setup.needed()) return { data: { location: problem('AUTH_SETUP_REQUIRED') } };
      try {
        allowance.take(addressKey(ip));
        const begun = await flow.start(params.provider_id, origin, cookie(BROWSER_COOKIE));
        return { data: { location: begun.location }, cookies: [begun.cookie] };
      } catch (error) {
        if (error instanceof UserError && error.code === 'RESOURCE_NOT_FOUND') throw error;
        return { data: { location: problemOf(error) } };
      }
    },
    async finishOidc({ query, cookie, ip, user_agent }) {
      try {
        const back = await flow.finish(query, cookie(BROWSER_COOKIE));
        const user = await userFrom(back);
        const begun = await audit.with(signedIn('session', back.provider.id), () =>
          page.begin(user, { ip, user_agent }),
        );
        logger.info({ user_id: user.id, session_id: begun.session_id, ip }, 'Signed in at an issuer');
        return { data: { location: '/' }, cookies: [begun.cookie] };
      } catch (error) {
        audit.note({
          action: 'auth.sign_in',
          target_type: 'user',
          payload: { error_code: answerOf(error).code },
          result: 'failure',
        });
        return { data: { location: problemOf(error) } };
      }
    },
    async listOidcProviders() {
      const all = await providers.list();
      return { data: { providers: all, count: all.length } };
    },
    getOidcProvider: async ({ params }) => ({ data: await providers.get(params.provider_id) }),
    createOidcProvider: async ({ caller, body }) => ({ data: await providers.create(caller, body) }),
    updateOidcProvider: async ({ caller, params, body }) => ({
      data: await providers.update(caller, params.provider_id, body),
    }),
    async deleteOidcProvider({ caller, params }) {
      await providers.remove(caller, params.provider_id);
      return { data: { id: params.provider_id, deleted: true as const } };
    },
  });
}
