/**
 * The same signed-in operation by access token, API key and session cookie, beside a bare Fastify route that
 * serialises the same body by the same schema and looks at nobody: what it costs to know who asks.
 */
import type { Effort, Measurement } from './figures.ts';
import { withHelpers } from './processes.ts';
import { compare, compareCallers } from './side-by-side.ts';
import { password, settled, startSignedIn, type SignedIn } from './signed-in.ts';

const PATH = '/api/v2/ddns/status';
const GOAL = '≥ 0.50';

/** A key as strict as keys get, but for a rate that this load would spend at once. */
async function keyOf({ call }: SignedIn): Promise<string> {
  const text = await call('POST', '/auth/keys', {
    ...{ name: 'Bench', scopes: ['ddns:read'], networks: ['127.0.0.0/8'], concurrency_limit: 100 },
  });
  return (JSON.parse(text) as { data: { api_key: string } }).data.api_key;
}

async function cookieOf({ daemon }: SignedIn): Promise<string> {
  const response = await fetch(`${daemon.url}/api/v2/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
  await response.body?.cancel();
  const [cookie] = response.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`Signing in was answered ${String(response.status)}`);
  return cookie.split(';')[0] ?? '';
}

/** By each kind of caller. */
export function benchAuth({ short }: Effort): Promise<Measurement> {
  return withHelpers('auth', async ({ dataDir, start }) => {
    const running = await startSignedIn(dataDir);
    const { daemon, token, call } = running;
    try {
      const [load] = await start('http-load.ts');
      const [bareProcess, ready] = await start('status-bare.ts');
      const bare = { pid: bareProcess.process.pid, port: (ready as { port: number }).port, path: '/bare' };
      const ours = { pid: daemon.process.pid, port: Number(new URL(daemon.url).port), path: PATH };
      await settled(running);
      await bareProcess.ask(JSON.parse(await call('GET', '/ddns/status')));
      const callers = {
        token: [`Authorization: Bearer ${token}`],
        key: [`X-API-Key: ${await keyOf(running)}`],
        session: [`Cookie: ${await cookieOf(running)}`, 'Sec-Fetch-Site: same-origin'],
      };
      const under = (headers: readonly string[]) => compare(load, ours, bare, headers, short);
      return await compareCallers(callers, under, 'auth', (kind) => ({
        ours: `Signed in by ${kind}, CloudCube`,
        bare: `The same headers, bare Fastify`,
        ratio: `Signed in by ${kind}, CloudCube to bare`,
        goal: GOAL,
      }));
    } finally {
      await daemon.stop();
    }
  });
}
