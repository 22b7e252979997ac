/** Which keys a list holds, and in which order. Pure. */
import type { ApiKeyOrder } from '../../../shared/api/auth-keys.ts';
import { holds } from '../../../shared/permissions.ts';
import { stateOf, type LiveKey } from './register.ts';

/** What is asked for. */
export interface KeyQuery {
  readonly is_active?: boolean;
  readonly scope?: string;
  readonly tag?: string;
  readonly search?: string;
  readonly user_id?: string;
  readonly sort_by?: ApiKeyOrder;
  readonly sort_order?: 'asc' | 'desc';
}

const sortValue = ({ stored, use }: LiveKey, by: ApiKeyOrder): string | number | null => {
  switch (by) {
    case 'name':
      return stored.name.toLowerCase();
    case 'created_at':
      return stored.created_at;
    case 'last_used':
      return use.last_used;
    case 'expires_at':
      return stored.expires_at;
    case 'usage_count':
      return use.count;
  }
};

/** What was never is last, whichever way the list runs; of equals the older one comes first. */
function compare(a: LiveKey, b: LiveKey, by: ApiKeyOrder, direction: 1 | -1): number {
  const [one, other] = [sortValue(a, by), sortValue(b, by)];
  if (one !== other) {
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -direction : direction;
  }
  return a.stored.created_at - b.stored.created_at || (a.stored.key_id < b.stored.key_id ? -1 : 1);
}

/** The keys that match, in their order. By name unless told; `now` in ms UTC. */
export function selectKeys(keys: readonly LiveKey[], query: KeyQuery, now: number): LiveKey[] {
  const { is_active, scope, tag, user_id, sort_by = 'name', sort_order = 'asc' } = query;
  const search = query.search?.toLowerCase();
  const matches = ({ stored }: LiveKey): boolean =>
    (is_active === undefined || (stateOf(stored, now) === 'active') === is_active) &&
    (scope === undefined || holds(stored.scopes, scope)) &&
    (tag === undefined || stored.tags.includes(tag)) &&
    (user_id === undefined || stored.user_id === user_id) &&
    (search === undefined ||
      [stored.name, stored.description ?? '', stored.key_id].some((text) =>
        text.toLowerCase().includes(search),
      ));
  const direction = sort_order === 'asc' ? 1 : -1;
  return keys.filter(matches).sort((a, b) => compare(a, b, sort_by, direction));
}
