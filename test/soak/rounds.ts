/** The kinds of rounds: each changes something, has the process killed, starts it again, and looks at everything. */
import { startHost } from './killed-host.ts';
import type { Installation } from './installation.ts';
import { moments, type Kill, type Moment } from './moments.ts';
import type { Chance } from './random.ts';

/** How often the process may come to a moment before it is killed there. */
const MOST_TIMES = 3;
/** How many starts after a kill are killed themselves: what recovers must stand a kill, too. */
const KILLED_AGAIN = 0.3;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Killed at a moment of an update. */
export async function killAtMoment(
  installation: Installation,
  moment: Moment,
  chance: Chance,
): Promise<void> {
  const nth = chance.between(1, MOST_TIMES);
  await installation.running().arm({ moment, nth });
  for (let changes = 0; installation.running().isAlive(); changes++) {
    if (changes > nth) throw new Error(`${moment} was not reached ${nth} times by ${changes} changes`);
    await installation.change();
    // Resolves when the update is through, or the process ended in it.
    await installation.settled();
    // An update goes on for a few steps after the last thing that can be seen of it.
    await wait(30);
  }
  await installation.running().ended;
  const again: Kill | null = chance.next() < KILLED_AGAIN ? { moment: chance.of(moments), nth: 1 } : null;
  await installation.start(again);
  // It may be killed right now; or the moment is never reached any more, and then it must not come later.
  if ((await installation.settled()) !== null) await wait(30);
  await installation
    .running()
    .arm(null)
    .catch(() => undefined);
  if (!installation.running().isAlive()) await installation.start();
  await installation.checkOwed();
}

/** Killed from outside at any moment, while addresses change faster than they can be followed. */
export async function killInBurst(installation: Installation, chance: Chance): Promise<void> {
  const { process, ended } = installation.running();
  const killed = wait(chance.between(20, 600)).then(() => process.kill('SIGKILL'));
  let over = false;
  void ended.then(() => (over = true));
  // oxlint-disable-next-line @typescript-eslint/no-unnecessary-condition -- set when the process ends
  while (!over) {
    installation.move();
    await wait(chance.between(1, 60));
  }
  await killed;
  if (chance.next() < KILLED_AGAIN) {
    const kill = chance.next() < 0.5 ? { moment: chance.of(moments), nth: 1 } : null;
    await startAndKill(installation, kill, chance.between(0, 900));
  }
  await installation.start();
  await installation.checkChain();
}

/** A start that is killed, at a moment or after a while, whichever comes first. */
async function startAndKill(installation: Installation, kill: Kill | null, afterMs: number): Promise<void> {
  const host = startHost(installation.place, kill, afterMs);
  await (
    await host
  )?.ended;
}

/** Killed during its very first start. */
export async function killFirstStart(installation: Installation, chance: Chance): Promise<void> {
  const kill = chance.next() < 0.3 ? { moment: chance.of(moments), nth: 1 } : null;
  await startAndKill(installation, kill, chance.between(100, 1200));
  await installation.start();
  await installation.checkFirstStart();
}
