/** A real OpenID provider (oidc-provider) on loopback, and a browser that signs in there. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider says of somebody, by account. */
export type People = Record<string, Readonly<Record<string, unknown>>>;

/** A running provider. */
export interface Issuer {
  readonly url: string;
  readonly people: People;
  /** Signs in there as a browser would, from our redirect to the address that it sends the browser back to. */
  signIn(location: string, account: string): Promise<URL>;
  stop(): Promise<void>;
}

/** The client that it knows. */
export const client = { client_id: 'cloudcube', client_secret: 'a secret of thirty-two characters' } as const;

/** Starts one. Groups stand in the ID token, or (`userinfo`) only where they are asked for. */
export async function startIssuer(groupsIn: 'id_token' | 'userinfo' = 'id_token'): Promise<Issuer> {
  const people: People = {};
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const provider = new Provider(url, {
    clients: [{ ...client, redirect_uris: ['http://localhost/api/v2/auth/oidc/callback'] }],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    conformIdTokenClaims: groupsIn === 'userinfo',
    pkce: { required: () => true },
    cookies: { keys: ['of this test alone'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people[id] }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    void answer(request, response);
  });

  async function signIn(location: string, account: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let address = new URL(location);
    let body: URLSearchParams | null = null;
    for (let steps = 0; steps < 12; steps += 1) {
      if (address.origin !== url) return address;
      const response = await fetch(address, {
        method: body ? 'POST' : 'GET',
        body,
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      const text = await response.text();
      const next = response.headers.get('location');
      if (next !== null) {
        address = new URL(next, url);
        body = null;
        continue;
      }
      const [, action] = /<form[^>]*action="([^"]+)"/.exec(text) ?? [];
      const [, prompt] = /name="prompt" value="(\w+)"/.exec(text) ?? [];
      if (action === undefined || prompt === undefined)
        throw new Error(`The issuer answers: ${text.slice(0, 500)}`);
      address = new URL(action, url);
      body = new URLSearchParams({
        prompt,
        ...(prompt === 'login' ? { login: account, password: 'any' } : {}),
      });
    }
    throw new Error('The issuer sends the browser around in circles');
  }

  return {
    url,
    people,
    signIn,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
