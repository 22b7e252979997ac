/**
 * `npm run soak`: kills, many times, and loads. `--short` is one round at each moment and writes nothing;
 * `--loads` leaves the kills out and writes nothing either; `--rounds N`, `--seed N` and `--minutes N` say how many
 * rounds, which ones, and for how long at most.
 * The last line counts the rounds; the full run writes docs/soak.md.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { needsBuild } from '../../scripts/support/inputs.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { buildKillHost } from './build-host.ts';
import { createInstallation, type Installation } from './installation.ts';
import { checkMemory, checkSignIns } from './loads.ts';
import { moments } from './moments.ts';
import { checkConnections } from './connections.ts';
import { checkDay } from './day.ts';
import { createChance } from './random.ts';
import { writeReport } from './report.ts';
import { killAtMoment, killFirstStart, killInBurst } from './rounds.ts';
import { runSeries, type Score } from './series.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    loads: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
  },
});
const { short } = values;
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const rounds = Number(values.rounds ?? (short ? 1 : 100));
const minutes = Number(values.minutes ?? (short ? 5 : 120));

console.log(
  `Seed ${seed}. The same again: npm run soak -- ${short ? '--short ' : ''}--rounds ${rounds} --seed ${seed}`,
);
if (needsBuild()) {
  console.log('Building first…');
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
const deadline = performance.now() + minutes * 60_000;
const chance = createChance(seed);
const scores: Score[] = [];

/** Kills; what they came to is in `scores`. */
async function killAll(program: string): Promise<void> {
  const makeInstallation = async (): Promise<Installation> => {
    const made = createInstallation(program, chance);
    await made.setUp();
    return made;
  };
  let installation = await makeInstallation();

  /** A series over the one installation; one that was found wrong is kept to be looked at, and another takes its place. */
  async function killIn(name: string, round: (victim: Installation) => Promise<void>): Promise<void> {
    const score = await runSeries(name, rounds, deadline, () => round(installation));
    scores.push(score);
    if (score.failed === 0) return;
    console.error(`Its folder: ${installation.folder}`);
    await installation.stop();
    installation = await makeInstallation();
  }

  for (const moment of moments)
    await killIn(`at ${moment}`, (victim) => killAtMoment(victim, moment, chance));
  await killIn('in a burst', (victim) => killInBurst(victim, chance));
  await installation.stop();
  rmSync(installation.folder, { recursive: true });

  scores.push(
    await runSeries('in the first start', rounds, deadline, async () => {
      const fresh = createInstallation(program, chance);
      try {
        await killFirstStart(fresh, chance);
      } catch (error) {
        console.error(`Its folder: ${fresh.folder}`);
        throw error;
      } finally {
        await fresh.stop();
      }
      rmSync(fresh.folder, { recursive: true });
    }),
  );
}

/** Loads, and the report over all. */
async function loadAndReport(): Promise<void> {
  const lines: string[] = [];
  const load = (name: string, work: () => Promise<string>): Promise<Score> =>
    runSeries(name, 1, Infinity, async () => {
      lines.push(await work());
    });
  const loads = [
    await load('memory', () => checkMemory(chance)),
    await load('sign-ins', checkSignIns),
    await load('connections', () => checkConnections(chance)),
    await load('a day', () => checkDay(chance)),
  ];
  for (const line of lines) console.log(line);
  if (!values.loads) writeReport(scores, lines, seed);
  scores.push(...loads);
}

const program = await buildKillHost();
await (values.loads ? Promise.resolve() : killAll(program))
  .then(() => (short ? undefined : loadAndReport()))
  .catch((error: unknown) => {
    console.error(error);
    scores.push({ name: 'the run itself', passed: 0, failed: 1, skipped: 0, seconds: 0 });
  });
rmSync(dirname(program), { recursive: true });

const sum = (part: (score: Score) => number): number =>
  scores.reduce((total, score) => total + part(score), 0);
const failed = sum((score) => score.failed);
console.log(
  `${sum((score) => score.passed)} passed, ${failed} failed, ${sum((score) => score.skipped)} skipped`,
);
process.exit(failed > 0 ? 1 : 0);
