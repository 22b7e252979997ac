/** From Update now to the proof, at a real name server that takes signed updates and is asked itself. */
import { randomBytes } from 'node:crypto';
import { startKnot, type KnotKey } from '../support/knot.ts';
import { needs } from '../support/needs.ts';
import { withAccounts } from './accounts-engine.ts';
import { spread, type Effort, type Row } from './figures.ts';

const ZONE = 'example.com';
const NAME = 'Update now to verified, one name by RFC 2136 at Knot';

/** One name, another address each time. */
export async function benchUpdateNow({ short }: Effort): Promise<Row> {
  const need = needs.command('knotd');
  if (!need.ok) return { name: NAME, value: `not measured: ${need.reason}` };
  const key: KnotKey = {
    name: 'ddns-key',
    algorithm: 'hmac-sha256',
    secret: randomBytes(32).toString('base64'),
  };
  const knot = await startKnot(ZONE, [], [key]);
  try {
    return await withAccounts(async (engine) => {
      const { name, ...rest } = key;
      await engine.keep(
        {
          name: 'Knot',
          provider: 'rfc2136',
          endpoint: `dns://127.0.0.1:${String(knot.port)}`,
          zones: [ZONE],
          credentials: { key_name: name, ...rest, transport: 'udp' },
        },
        [`nas.${ZONE}`],
      );
      // The first one makes the record, and the code is cold.
      await engine.updateAll(1, { published: true });
      const times: number[] = [];
      for (let round = 0; round < (short ? 10 : 40); round++) {
        times.push(await engine.updateAll(1, { published: true }));
      }
      return { name: NAME, value: `${spread(times, 1)} ms` };
    });
  } finally {
    await knot.close();
  }
}
