/** Names in accounts at providers: checks of what is unchanged, an update until it is proven, and other programs beside it. */
import type { FakeCloudflare } from '../fakes/cloudflare.ts';
import { startFakeCloudflare } from '../fakes/cloudflare.ts';
import { withAccounts, type Addressed } from './accounts-engine.ts';
import { bounded, spread, type Effort, type Measurement, type Row } from './figures.ts';
import { benchOtherClients } from './other-clients.ts';
import { benchUpdateNow } from './update-now.ts';

/** What Cloudflare serves fast, and CloudCube asks for. */
const RECORDS_A_PAGE = 1000;
const ONE_ZONE_NAMES = 200;
const ACCOUNTS = 10;
const NAMES_AN_ACCOUNT = 100;

const namesIn = (zone: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `host${String(index)}.${zone}`);

/** All that is measured at providers. */
export async function benchAccounts(effort: Effort): Promise<Measurement> {
  const oneZone = await benchOneZone(effort);
  const many = await benchManyAccounts(effort);
  const rows = [oneZone, ...many.rows, await benchUpdateNow(effort), ...(await benchOtherClients(effort))];
  return { rows, ratios: many.ratios };
}

async function withZones<T>(
  zones: readonly string[],
  use: (fakes: readonly FakeCloudflare[]) => Promise<T>,
): Promise<T> {
  const fakes = await Promise.all(
    zones.map((zone) => startFakeCloudflare({ zone, mostAPage: RECORDS_A_PAGE })),
  );
  try {
    return await use(fakes);
  } finally {
    await Promise.all(fakes.map((fake) => fake.close()));
  }
}

const callsOf = (fakes: readonly FakeCloudflare[]): number =>
  fakes.reduce((sum, fake) => sum + fake.calls().length, 0);

const account = ({ endpoint, zone, credentials }: FakeCloudflare) => ({
  name: zone,
  provider: 'cloudflare',
  endpoint,
  credentials: credentials as Record<string, string>,
});

function benchOneZone({ short }: Effort): Promise<Row> {
  return withZones(['example.com'], (fakes) =>
    withAccounts(async (engine) => {
      for (const fake of fakes) await engine.keep(account(fake), namesIn(fake.zone, ONE_ZONE_NAMES));
      await engine.updateAll(ONE_ZONE_NAMES, { published: true });
      await engine.checkUnchanged(ONE_ZONE_NAMES);
      const before = callsOf(fakes);
      const times: number[] = [];
      for (let round = 0; round < (short ? 10 : 40); round++) {
        times.push(await engine.checkUnchanged(ONE_ZONE_NAMES));
      }
      const calls = (callsOf(fakes) - before) / times.length;
      return bounded(
        'Cloudflare, 200 names in one zone, unchanged: calls of a check',
        `${String(calls)}, in ${spread(times, 1)} ms`,
        { figure: calls, atMost: Math.ceil(ONE_ZONE_NAMES / RECORDS_A_PAGE), slack: 1 },
        'call, which is a page',
      );
    }),
  );
}

function benchManyAccounts({ short }: Effort): Promise<Measurement> {
  const zones = Array.from({ length: ACCOUNTS }, (_, index) => `example${String(index)}.com`);
  const names = ACCOUNTS * NAMES_AN_ACCOUNT;
  return withZones(zones, (fakes) =>
    withAccounts(async (engine) => {
      for (const fake of fakes) await engine.keep(account(fake), namesIn(fake.zone, NAMES_AN_ACCOUNT));
      await engine.updateAll(names, { published: true });
      const lists = fakes.map(({ endpoint, recordsUrl, credentials }): Addressed => ({
        endpoint,
        url: `${recordsUrl}?page=1&per_page=${String(RECORDS_A_PAGE)}`,
        headers: { authorization: `Bearer ${String(credentials['token'])}` },
      }));
      const times: Record<'check' | 'bare', number[]> = { check: [], bare: [] };
      let calls = 0;
      // In turns; the first ones are cold.
      for (let round = -5; round < (short ? 25 : 50); round++) {
        const before = callsOf(fakes);
        const check = await engine.checkUnchanged(names);
        calls = callsOf(fakes) - before;
        const bare = await engine.bare(lists);
        if (round < 0) continue;
        times.check.push(check);
        times.bare.push(bare);
      }
      // The best of each: whatever else the machine does can only add.
      const ratio = Math.min(...times.bare) / Math.min(...times.check);
      return {
        rows: [
          bounded(
            'Cloudflare, 1,000 names over 10 accounts, unchanged: calls of a check',
            `${String(calls)}, in ${spread(times.check, 1)} ms`,
            { figure: calls, atMost: ACCOUNTS, slack: 1 },
            'calls, one an account',
          ),
          {
            name: 'The same 10 lists asked for and parsed, nothing else',
            value: `${spread(times.bare, 1)} ms; the best beside the best: ${ratio.toFixed(2)}`,
          },
        ],
        ratios: { accounts: ratio },
      };
    }),
  );
}
