/** A running daemon, built, with somebody signed in. */
import { startDaemon, type Daemon } from '../support/daemon.ts';

/** The way in and what to ask with. */
export interface SignedIn {
  readonly daemon: Daemon;
  readonly token: string;
  /** Calls the API. @throws {Error} for any answer but success */
  call(method: string, path: string, body?: object): Promise<string>;
}

/** Of the administrator. */
export const password = 'a password for the bench';

/** Starts the daemon and signs in. With a `dataDir` that has been started before, this is not its first start. */
export async function startSignedIn(dataDir: string): Promise<SignedIn> {
  const daemon = await startDaemon({
    dataDir,
    flags: ['--log-level', 'error'],
    env: { CLOUDCUBE_ADMIN_PASSWORD: password },
  });
  let token = '';
  const call = async (method: string, path: string, body?: object): Promise<string> => {
    const response = await fetch(`${daemon.url}/api/v2${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}: ${text}`);
    return text;
  };
  try {
    const text = await call('POST', '/auth/login', { username: 'admin', password });
    token = (JSON.parse(text) as { data: { access_token: string } }).data.access_token;
    return { daemon, token, call };
  } catch (error) {
    await daemon.stop();
    throw error;
  }
}

/** Waits until the last update has ended. */
export async function settled({ call }: SignedIn): Promise<void> {
  for (;;) {
    const { data } = JSON.parse(await call('GET', '/ddns/status')) as {
      data: { update: unknown; hosts: { last_check: string | null }[] };
    };
    if (data.update === null && data.hosts.every((host) => host.last_check !== null)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
