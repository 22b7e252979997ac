/** The list of keys. */
import { describe, expect, it } from 'vitest';
import { NOBODY } from '../home.ts';
import { startKeys } from './home.ts';

const { home, token, made, act, use, list } = startKeys();

describe('the list', () => {
  it('is filtered, ordered and paged', async () => {
    const one = await made({ name: 'Beta', tags: ['x'], expires_in: null });
    await home().clock.advance(1);
    const two = await made({ name: 'alpha', description: 'Home Assistant', scopes: ['ddns:*'] });
    await home().clock.advance(1);
    await made({ name: 'Gamma', scopes: ['*'], tags: ['x', 'y'], expires_in: 1 });
    await use(one.api_key);
    await act(two.key_id, 'disable');
    const names = async (query: string) => (await list(query)).map(({ name }) => name);
    expect(await names('')).toEqual(['alpha', 'Beta', 'Gamma']);
    expect(await names('?sort_order=desc')).toEqual(['Gamma', 'Beta', 'alpha']);
    expect(await names('?sort_by=created_at')).toEqual(['Beta', 'alpha', 'Gamma']);
    expect(await names('?sort_by=expires_at')).toEqual(['Gamma', 'alpha', 'Beta']);
    expect(await names('?sort_by=expires_at&sort_order=desc')).toEqual(['alpha', 'Gamma', 'Beta']);
    expect(await names('?sort_by=usage_count&sort_order=desc')).toEqual(['Beta', 'alpha', 'Gamma']);
    expect(await names('?is_active=true')).toEqual(['Beta', 'Gamma']);
    expect(await names('?is_active=false')).toEqual(['alpha']);
    expect(await names('?tag=x')).toEqual(['Beta', 'Gamma']);
    expect(await names('?scope=ddns:read')).toEqual(['alpha', 'Gamma']);
    expect(await names('?search=assist')).toEqual(['alpha']);
    expect(await names(`?search=${one.key_id}`)).toEqual(['Beta']);
    expect(await names(`?user_id=${NOBODY}`)).toEqual([]);
    expect(await names('?page=2&size=2')).toEqual(['Gamma']);
    expect((await home().call('GET', '/auth/keys?sort_by=secret_hash', { token: token() })).status).toBe(400);
  });
});
