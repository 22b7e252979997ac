/**
 * Who calls: an administrator by token and by the page's session, somebody who may do little, and nobody. A sign-in that
 * the fuzzer has ended is begun anew.
 */
import { admin, request, signIn } from '../support/api.ts';
import type { Home } from './home.ts';

/** A kind of caller. */
export const callerNames = ['admin', 'session', 'weak', 'nobody'] as const;
/** One of {@link callerNames}. */
export type CallerName = (typeof callerNames)[number];

type Headers = readonly (readonly [string, string])[];

/** Their sign-ins. */
export interface Callers {
  /** Headers that let somebody in. */
  headersOf(name: CallerName): Headers;
  /** The administrator's token. */
  token(): string;
  /** Signs in again who is signed out, after anything that may have ended a sign-in. */
  renew(): Promise<void>;
}

const weak = { username: 'weak', password: admin.password } as const;

const bearer = (token: string): Headers => [['authorization', `Bearer ${token}`]];

/** Signs all in. */
export async function createCallers(home: Home): Promise<Callers> {
  const url = home.url();
  const known: Record<Exclude<CallerName, 'nobody'>, Headers> = { admin: [], session: [], weak: [] };
  let token = '';

  const isIn = async (headers: Headers): Promise<boolean> =>
    headers.length > 0 &&
    (await fetch(`${url}/api/v2/auth/me`, { headers: Object.fromEntries(headers) })).status === 200;

  /** The administrator, in whatever state the fuzzer has left the account. */
  async function signAdminIn(): Promise<string> {
    await home.command('unlock');
    try {
      return (await signIn(url)).token;
    } catch {
      // Another password, or a second step: what its owner would do at the machine.
      await home.resetAdmin();
      return (await signIn(url)).token;
    }
  }

  /** The page's session of the administrator, by a ticket of the console. */
  async function openSession(): Promise<Headers> {
    const answer = await fetch(`${url}/api/v2/auth/ticket`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: await home.ticket() }),
    });
    const { data } = (await answer.json()) as { data?: { csrf_token: string } };
    return [
      ['cookie', (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''],
      ['origin', url],
      ['x-csrf-token', data?.csrf_token ?? ''],
    ];
  }

  async function signWeakIn(): Promise<string> {
    try {
      return (await signIn(url, weak)).token;
    } catch {
      // Deleted, switched off, or of another password: made anew.
      const path = `/users?limit=1000&search=${weak.username}`;
      const { data } = await request<{ users: { id: string; username: string }[] }>(url, 'GET', path, {
        token,
      });
      for (const { id } of data.users.filter(({ username }) => username === weak.username)) {
        await request(url, 'DELETE', `/users/${id}`, { token });
      }
      await request(url, 'POST', '/users', { token, body: { ...weak, role: 'user' } });
      return (await signIn(url, weak)).token;
    }
  }

  async function renew(): Promise<void> {
    if (!(await isIn(known.admin))) {
      token = await signAdminIn();
      known.admin = bearer(token);
    }
    if (!(await isIn(known.session))) known.session = await openSession();
    if (!(await isIn(known.weak))) known.weak = bearer(await signWeakIn());
  }

  await renew();
  return {
    headersOf: (name) => (name === 'nobody' ? [] : known[name]),
    token: () => token,
    renew,
  };
}
