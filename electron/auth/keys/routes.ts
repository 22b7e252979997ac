/** The routes of API keys. */
import { authKeyRoutes } from '../../../shared/api/auth-keys.ts';
import { pageOf, paginate } from '../../../shared/api/common.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { ApiKeys, MadeKey } from './service.ts';

const shownOnce = ({ key, api_key }: MadeKey, words: Words) => ({
  data: { ...key, api_key, warning: words.say('auth.key_once') },
});

/** Joins the contract with the operations. */
export function createKeyRoutes(keys: ApiKeys): BoundRoute[] {
  return implement(authKeyRoutes, {
    listKeys({ caller, query }) {
      const position = pageOf(query);
      const found = keys.list(caller, query);
      const { limit, offset } = position;
      return {
        data: { keys: found.slice(offset, offset + limit) },
        pagination: paginate(position, found.length),
      };
    },
    createKey: async ({ caller, body, words }) => shownOnce(await keys.create(caller, body), words),
    getKey: ({ caller, params }) => ({ data: keys.get(caller, params.key_id) }),
    updateKey: async ({ caller, params, body }) => ({
      data: await keys.update(caller, params.key_id, body),
    }),
    revokeKey: async ({ caller, params }) => ({ data: await keys.revoke(caller, params.key_id) }),
    rotateKey: async ({ caller, params, body, words }) =>
      shownOnce(await keys.rotate(caller, params.key_id, body?.overlap_seconds ?? 0), words),
    disableKey: async ({ caller, params }) => ({
      data: await keys.setDisabled(caller, params.key_id, true),
    }),
    enableKey: async ({ caller, params }) => ({
      data: await keys.setDisabled(caller, params.key_id, false),
    }),
  });
}
