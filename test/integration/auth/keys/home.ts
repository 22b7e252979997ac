/** An installation for each test of a file, and what its administrator does about keys. */
import { beforeEach } from 'vitest';
import type { ApiKey, ApiKeyMade } from '../../../../shared/api/auth-keys.ts';
import { startHome } from '../home.ts';

/** The answer to every key that is not good, whatever is wrong with it. */
export const invalid = { status: 401, code: 'AUTH_KEY_INVALID' };

/** Starts it before each test, with the administrator signed in; ask both inside of a test. */
export function startKeys() {
  const home = startHome();
  let accessToken: string;
  const token = () => accessToken;
  /** Needed once more where a test lets the token expire. */
  async function signIn(): Promise<void> {
    accessToken = (await home().login()).data.access_token;
  }
  beforeEach(signIn);

  const make = (body: object = {}, as = token()) =>
    home().call<ApiKeyMade>('POST', '/auth/keys', {
      body: { name: 'Key', scopes: ['keys:read'], ...body },
      token: as,
    });

  return {
    home,
    token,
    signIn,
    make,
    /** Makes a key that is good. @throws {Error} where it is refused */
    async made(body: object = {}): Promise<ApiKeyMade> {
      const { status, data, code } = await make(body);
      if (status !== 201) throw new Error(code);
      return data;
    },
    change: (keyId: string, body: object) =>
      home().call<ApiKey>('PUT', `/auth/keys/${keyId}`, { body, token: token() }),
    act: (keyId: string, verb: string, body?: object) =>
      home().call<ApiKeyMade>('POST', `/auth/keys/${keyId}/${verb}`, {
        token: token(),
        ...(body && { body }),
      }),
    /** Asks for the own keys, which `keys:read` lets. */
    use: (key: string, options: { ip?: string } = {}) =>
      home().call<{ keys: ApiKey[] }>('GET', '/auth/keys', { headers: { 'x-api-key': key }, ...options }),
    list: async (query = '') =>
      (await home().call<{ keys: ApiKey[] }>('GET', `/auth/keys${query}`, { token: token() })).data.keys,
  };
}
