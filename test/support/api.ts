/** Calls the API of a running program. */
import type { Pagination } from '../../shared/api/common.ts';

/** An answer, taken apart. */
export interface Reply<Data = unknown> {
  readonly status: number;
  readonly data: Data;
  readonly error: { readonly code: string; readonly message: string; readonly details?: unknown } | undefined;
  /** Of a list. */
  readonly pagination: Pagination | undefined;
  readonly headers: Headers;
}

/** Calls with one sign-in. */
export interface Api {
  readonly token: string;
  call<Data = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Reply<Data>>;
}

/** One request. `path` is below `/api/v2`. */
export async function request<Data = unknown>(
  url: string,
  method: string,
  path: string,
  { body, token }: { readonly body?: object | undefined; readonly token?: string } = {},
): Promise<Reply<Data>> {
  const response = await fetch(`${url}/api/v2${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { data, error, pagination } = (await response.json()) as Pick<
    Reply<Data>,
    'data' | 'error' | 'pagination'
  >;
  return { status: response.status, data, error, pagination, headers: response.headers };
}

/** The administrator that tests make, by the environment of a first start. */
export const admin = { username: 'admin', password: 'correct horse battery staple' } as const;

/** The environment of a first start that makes {@link admin}. */
export const adminEnv = { CLOUDCUBE_ADMIN_PASSWORD: admin.password } as const;

/** Signs in. @throws {Error} where that is refused. */
export async function signIn(url: string, credentials: object = admin): Promise<Api> {
  const { status, data, error } = await request<{ access_token: string }>(url, 'POST', '/auth/login', {
    body: credentials,
  });
  if (status !== 200) throw new Error(`Signing in was answered ${status}: ${error?.message ?? ''}`);
  const token = data.access_token;
  return { token, call: (method, path, body) => request(url, method, path, { body, token }) };
}
