/** The operations: the update at the root of the server, and the tokens of devices below the API. */
import { ddnsInboundRoutes } from '../../../shared/api/ddns-inbound.ts';
import type { ddnsSourceRoutes } from '../../../shared/api/ddns-source-routes.ts';
import type { InboundToken } from '../../../shared/api/ddns-sources.ts';
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import { implement, type BoundRoute, type Handlers } from '../../server/route.ts';
import type { StoredToken } from './store.ts';
import type { InboundTokens } from './tokens.ts';
import type { InboundUpdate, UpdateRequest } from './update.ts';

/** Where devices come: `/nic/update` and `/v3/update`. */
export function createInboundRoutes(update: InboundUpdate): BoundRoute[] {
  const answer = async (request: UpdateRequest): Promise<{ data: string }> => ({
    data: await update(request),
  });
  return implement(ddnsInboundRoutes, { updateAddress: answer, updateAddressV3: answer });
}

/** The operations on `/ddns/inbound-tokens`; those on sources stand in the same contract. */
export type TokenHandlers = Pick<
  Handlers<typeof ddnsSourceRoutes>,
  'listInboundTokens' | 'createInboundToken' | 'deleteInboundToken'
>;

function show({ token_hash: _, host_ids, created_at, last_used, ...token }: StoredToken): InboundToken {
  return {
    ...token,
    host_ids: [...host_ids],
    created_at: toTimestamp(created_at),
    last_used: toTimestampOrNull(last_used),
  };
}

/** Handlers of the tokens. */
export function createTokenHandlers(tokens: InboundTokens): TokenHandlers {
  return {
    listInboundTokens() {
      const all = tokens.list().map(show);
      return { data: { tokens: all, count: all.length } };
    },
    async createInboundToken({ body }) {
      const { token, password } = await tokens.create(body);
      return { data: { ...show(token), token: password } };
    },
    async deleteInboundToken({ params }) {
      await tokens.remove(params.token_id);
      return { data: { token_id: params.token_id } };
    },
  };
}
