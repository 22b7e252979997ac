/**
 * `GET /ddns/status`, signed in, beside a bare Fastify route that serialises the same body by the same schema. Both
 * are asked by the same load in turns, see `side-by-side.ts`.
 */
import type { Effort, Measurement, Row } from './figures.ts';
import { withHelpers } from './processes.ts';
import { compare, ratioOf, rowsOf } from './side-by-side.ts';
import { settled, startSignedIn } from './signed-in.ts';

const PATH = '/api/v2/ddns/status';
const GOAL = '≥ 0.60';
/** With one name, as at first, and with twenty. */
export function benchStatus({ short }: Effort): Promise<Measurement> {
  return withHelpers('status', async ({ dataDir, start }) => {
    const running = await startSignedIn(dataDir);
    try {
      const [load] = await start('http-load.ts');
      const [bareProcess, ready] = await start('status-bare.ts');
      const { port } = ready as { port: number };
      const bare = { pid: bareProcess.process.pid, port, path: '/bare' };
      const { daemon, token, call } = running;
      const ours = { pid: daemon.process.pid, port: Number(new URL(daemon.url).port), path: PATH };

      const rows: Row[] = [];
      const ratios: Record<string, number> = {};
      for (const count of [1, 20]) {
        for (let i = count === 1 ? count : 1; i < count; i++) {
          await call('POST', '/ddns/hosts', { name: `host${String(i)}.home.arpa` });
        }
        await settled(running);
        const body = await call('GET', '/ddns/status');
        await bareProcess.ask(JSON.parse(body));
        const found = await compare(load, ours, bare, [`Authorization: Bearer ${token}`], short);
        const names = count === 1 ? '1 name' : `${String(count)} names`;
        const whole = {
          ours: `Status of ${names}, ${String(Buffer.byteLength(body))} bytes, CloudCube`,
          bare: `Status of ${names}, bare Fastify`,
          ratio: `Status of ${names}, CloudCube to bare`,
        };
        rows.push(...rowsOf({ ...whole, goal: GOAL }, found));
        ratios[`status_${String(count)}`] = ratioOf(found);
      }
      return { rows, ratios };
    } finally {
      await running.daemon.stop();
    }
  });
}
