/** A browser: keeps the cookie it was given, and sends what our page sends. */
import type { SessionBegun } from '../../../shared/api/auth-sessions.ts';
import { PASSWORD, type CallOptions, type Installation, type Reply } from './installation.ts';

/** Somebody signed in on the page. */
export interface Browser {
  readonly begun: SessionBegun;
  /** The cookie as it is sent back: `admin_session=ccs_…`. */
  readonly cookie: string;
  /** Headers of our own page. */
  readonly headers: Readonly<Record<string, string>>;
  call<Data = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    options?: CallOptions,
  ): Promise<Reply<Data>>;
}

/** The `name=value` of a `Set-Cookie` line. */
export const sentBack = (line = ''): string => line.split(';')[0] ?? '';

/** Signs in on the page. @throws {Error} where that is refused */
export async function openPage(
  home: Installation,
  body: object = { password: PASSWORD },
  options: CallOptions = {},
): Promise<Browser> {
  const reply = await home.call<SessionBegun>('POST', '/admin/login', { ...options, body });
  if (reply.status !== 200) throw new Error(`Signing in was answered ${reply.code ?? reply.status}`);
  const cookie = sentBack(reply.cookies[0]);
  const headers = { cookie, origin: 'http://localhost', 'x-csrf-token': reply.data.csrf_token };
  return {
    begun: reply.data,
    cookie,
    headers,
    call: (method, path, more = {}) =>
      home.call(method, path, { ...more, headers: { ...headers, ...more.headers } }),
  };
}
