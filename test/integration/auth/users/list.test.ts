/** The list of users. */
import { describe, expect, it } from 'vitest';
import type { User } from '../../../../shared/api/auth.ts';
import { PASSWORD } from '../installation.ts';
import { startUsers } from './home.ts';

const { home, admin, create, list } = startUsers();

describe('the list', () => {
  it('has pages, and is searched by name, address and full name, by role and state', async () => {
    for (let index = 0; index < 25; index += 1) {
      await create({
        username: `user${String(index).padStart(2, '0')}`,
        email: `u${String(index)}@Example.com`,
        full_name: index === 7 ? '100%_sure' : null,
        password: PASSWORD,
        role: index % 2 === 0 ? 'user' : 'operator',
        is_active: index !== 3,
      });
    }
    const first = await list('');
    expect([first.names.length, first.total, first.pages]).toEqual([20, 26, 2]);
    expect((await list('?page=2&size=20')).names).toEqual([
      'user19',
      'user20',
      'user21',
      'user22',
      'user23',
      'user24',
    ]);
    expect((await list('?search=USER1')).total).toBe(10);
    expect((await list('?search=u3@example')).names).toEqual(['user03']);
    expect((await list('?search=%25_')).names).toEqual(['user07']);
    expect((await list('?role=super_admin')).names).toEqual(['admin']);
    expect((await list('?is_active=false')).names).toEqual(['user03']);
    expect((await list('?role=operator&is_active=true')).total).toBe(11);
    const aliased = await home().call<{ users: User[] }>('GET', '/users/admin/users?search=user07', {
      token: admin().token,
    });
    expect(aliased.data.users.map(({ username }) => username)).toEqual(['user07']);
  });
});
