/** Further users of a test's installation, made and changed by its administrator. */
import type { User } from '../../../../shared/api/auth.ts';
import { PASSWORD, type Installation } from '../installation.ts';

/** A user that a test made. */
export interface TestUser {
  readonly id: string;
  /** Signs in and answers the access token. */
  login(): Promise<string>;
  setRole(role: string): Promise<void>;
  setActive(isActive: boolean): Promise<void>;
}

/** Makes a user. @throws {Error} where that is refused */
export async function addUser(
  home: Installation,
  { username, role }: { username: string; role: string },
): Promise<TestUser> {
  const { access_token: token } = (await home.login()).data;
  const body = { username, role, password: PASSWORD };
  const { status, data, code } = await home.call<User>('POST', '/users', { token, body });
  if (status !== 201) throw new Error(`Making ${username} was answered ${code ?? status}`);
  const change = async (fields: object): Promise<void> => {
    const changed = await home.call('PUT', `/users/${data.id}`, { token, body: fields });
    if (changed.status !== 200) throw new Error(`Changing ${username} was answered ${changed.code ?? ''}`);
  };
  return {
    id: data.id,
    async login() {
      const reply = await home.login({ username });
      if (reply.status !== 200) throw new Error(`Signing in was answered ${reply.code ?? ''}`);
      return reply.data.access_token;
    },
    setRole: (next) => change({ role: next }),
    setActive: (isActive) => change({ is_active: isActive }),
  };
}
