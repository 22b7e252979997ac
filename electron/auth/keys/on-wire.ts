/** A key as it goes over the wire. */
import type { ApiKey } from '../../../shared/api/auth-keys.ts';
import { toTimestamp, toTimestampOrNull } from '../../kernel/clock.ts';
import { stateOf, type LiveKey } from './register.ts';

/** Puts a key into the shape of the contract; `now` in ms UTC. */
export function keyOnWire({ stored, use }: LiveKey, username: string, now: number): ApiKey {
  const state = stateOf(stored, now);
  const { old_secret_until: until } = stored;
  return {
    key_id: stored.key_id,
    name: stored.name,
    description: stored.description,
    tags: [...stored.tags],
    scopes: [...stored.scopes],
    user_id: stored.user_id,
    username,
    state,
    is_active: state === 'active',
    created_at: toTimestamp(stored.created_at),
    updated_at: toTimestamp(stored.updated_at),
    expires_at: toTimestampOrNull(stored.expires_at),
    revoked_at: toTimestampOrNull(stored.revoked_at),
    rotated_at: toTimestampOrNull(stored.rotated_at),
    old_secret_until: toTimestampOrNull(until !== null && now < until ? until : null),
    networks: [...stored.networks],
    rate_limit: stored.rate_limit && { ...stored.rate_limit },
    concurrency_limit: stored.concurrency_limit,
    last_used: toTimestampOrNull(use.last_used),
    last_used_ip: use.last_used_ip,
    usage_count: use.count,
  };
}
