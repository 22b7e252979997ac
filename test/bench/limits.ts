/**
 * What it costs to refuse: a request beyond a limit, at an address at which nothing is, beside a bare Fastify server
 * that has nothing there either. Both are asked by the same load in turns, see `side-by-side.ts`.
 */
import { setLimit } from '../support/limits.ts';
import type { Effort, Measurement } from './figures.ts';
import { withHelpers } from './processes.ts';
import { compare, compareCallers } from './side-by-side.ts';
import { startSignedIn } from './signed-in.ts';

const PATH = '/api/v2/nothing/here';
const GOAL = '≥ 0.50';

/** By who is refused. */
export function benchLimits({ short }: Effort): Promise<Measurement> {
  return withHelpers('limits', async ({ dataDir, start }) => {
    const { daemon, token } = await startSignedIn(dataDir);
    try {
      // The whole service's limit stays out of the way: it refuses before anything is found out.
      await setLimit(dataDir, 'anonymous_per_minute', '1');
      await setLimit(dataDir, 'caller_per_second', '1');
      await setLimit(dataDir, 'caller_burst', '1');
      const [load] = await start('http-load.ts');
      const [bareProcess, ready] = await start('status-bare.ts');
      const port = Number(new URL(daemon.url).port);
      const ours = { pid: daemon.process.pid, port, path: PATH, statuses: [404, 429] };
      const barePort = (ready as { port: number }).port;
      const bare = { pid: bareProcess.process.pid, port: barePort, path: PATH, statuses: [404] };
      const callers = {
        nobody: [],
        caller: [`Authorization: Bearer ${token}`],
        forged: [`Cookie: admin_session=ccs_${'A'.repeat(43)}`, 'Sec-Fetch-Site: same-origin'],
      };
      const under = (headers: readonly string[]) => compare(load, ours, bare, headers, short);
      return await compareCallers(callers, under, 'limited', (kind) => ({
        ours: `Limited, ${kind}, CloudCube`,
        bare: 'Nothing there, the same headers, bare Fastify',
        ratio: `Limited, ${kind}, CloudCube to bare`,
        goal: GOAL,
      }));
    } finally {
      await daemon.stop();
    }
  });
}
