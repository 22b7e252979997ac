/** An installation for each test of a file, and what its first administrator does about users. */
import { beforeEach } from 'vitest';
import type { User } from '../../../../shared/api/auth.ts';
import { startHome } from '../home.ts';

/** Starts it before each test, with the administrator signed in; ask both inside of a test. */
export function startUsers() {
  const home = startHome();
  let signedIn: { id: string; token: string };
  beforeEach(async () => {
    const { data } = await home().login();
    signedIn = { id: data.user.id, token: data.access_token };
  });
  const admin = () => signedIn;

  return {
    home,
    admin,
    create: (body: object, token = admin().token) => home().call<User>('POST', '/users', { token, body }),
    update: (id: string, body: object, token = admin().token) =>
      home().call<User>('PUT', `/users/${id}`, { token, body }),
    me: (token: string) => home().call<User>('GET', '/users/me', { token }),
    /** The names of one page of the list, and how many there are in all. */
    async list(query: string) {
      const { data } = await home().call<{ users: User[]; pagination: { total: number; pages: number } }>(
        'GET',
        `/users${query}`,
        { token: admin().token },
      );
      return { names: data.users.map(({ username }) => username), ...data.pagination };
    },
  };
}
