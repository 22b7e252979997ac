/**
 * `npm run bench`: measures everything side by side, prints one table and writes docs/performance.md.
 * `--short` takes a minute, writes nothing, and fails where a ratio is worse than the committed one. On a host that gives
 * a good part of the processor to others no ratio says anything: it says so, and ends.
 * `--update` commits this run's ratios; further words pick measurements (start, idle, cycle, accounts, status, auth, limits, dns,
 * sampler, alerts, outbox, live, page).
 */
import { spawnSync } from 'node:child_process';
import { needsBuild } from '../../scripts/support/inputs.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { complaints, readBaseline, writeBaseline } from './baseline.ts';
import { benchAlerts } from './alerts.ts';
import { benchAccounts } from './accounts.ts';
import { benchAuth } from './auth.ts';
import { benchCycle } from './cycle.ts';
import { benchDns } from './dns.ts';
import type { Effort, Measurement } from './figures.ts';
import { benchIdle } from './idle.ts';
import { benchLimits } from './limits.ts';
import { benchLive } from './live.ts';
import { loadNow, watchTheft } from './machine.ts';
import { benchOutbox } from './outbox.ts';
import { benchPage } from './page.ts';
import { tableText, writeDocument } from './report.ts';
import { benchSampler } from './sampler.ts';
import { benchStart } from './start.ts';
import { benchStatus } from './status.ts';

/** The part of the processor that others may have had before figures mean nothing. */
const MOST_STOLEN = 0.1;

const measurements: Readonly<Record<string, (effort: Effort) => Promise<Measurement>>> = {
  start: benchStart,
  idle: benchIdle,
  cycle: benchCycle,
  accounts: benchAccounts,
  status: benchStatus,
  auth: benchAuth,
  limits: benchLimits,
  dns: benchDns,
  sampler: benchSampler,
  alerts: benchAlerts,
  outbox: benchOutbox,
  live: benchLive,
  page: benchPage,
};

const given = process.argv.slice(2);
const short = given.includes('--short');
const picked = given.filter((word) => word in measurements);
const unknown = given.filter((word) => !['--short', '--update', ...picked].includes(word));
if (unknown.length > 0) {
  console.error(
    `Unknown: ${unknown.join(', ')}. Known: --short, --update, ${Object.keys(measurements).join(', ')}`,
  );
  process.exit(2);
}

if (needsBuild()) {
  console.log('Building first…');
  // In a process of its own: what the build loads would stay beside everything that is measured.
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}

const baseline = readBaseline();
const load = loadNow();
const found: Measurement[] = [];
const failures: string[] = [];
for (const [name, bench] of Object.entries(measurements)) {
  if (picked.length > 0 && !picked.includes(name)) continue;
  console.log(`Measuring: ${name}`);
  const stolen = watchTheft();
  let measured = await bench({ short });
  // Somebody else's burst is not our loss: what looks worse is measured once more.
  if (short && complaints(measured, baseline).length > 0) measured = await bench({ short });
  found.push(measured);
  if (short && stolen() > MOST_STOLEN) {
    const share = Math.round(stolen() * 100);
    console.log(`Not judged, and nothing more is measured: others had ${String(share)} % of the processor.`);
    break;
  }
  if (short) failures.push(...complaints(measured, baseline));
}

const rows = found.flatMap((measured) => measured.rows);
console.log(`\n${tableText(rows)}\n\nLoad when it began: ${load}`);
if (given.includes('--update')) {
  writeBaseline(Object.assign({}, ...found.map(({ ratios }) => ratios)) as Measurement['ratios']);
} else if (failures.length > 0) {
  console.error(`\nWorse than it was:\n${failures.join('\n')}`);
  process.exitCode = 1;
}
if (!short && picked.length === 0) writeDocument(rows, load);
