/** API keys as the command line prints them. */
import type { ApiKey } from '../shared/api/auth-keys.ts';
import { visible } from './kernel/visible.ts';

/** Every key in two lines. */
export function keysText(keys: readonly ApiKey[]): string {
  if (keys.length === 0) return 'There are no API keys';
  return keys
    .map(({ key_id, name, username, state, scopes, expires_at, last_used }) =>
      [
        `${key_id}  ${state.padEnd(8)}  ${visible(name)} (${visible(username)})`,
        `    ${scopes.join(' ')}; expires ${expires_at ?? 'never'}; last used ${last_used ?? 'never'}`,
      ].join('\n'),
    )
    .join('\n');
}

/** What became of a key. */
export const revokedText = ({ key_id, name }: ApiKey): string =>
  `The API key ${key_id} (${visible(name)}) is revoked`;
