/**
 * Child process of the cycle bench: a thousand names in the zone of the program itself. Argument: a folder for its
 * state. Told `{change}`, it says `{ms, changed, verified}`.
 */
import { createWords } from '../../shared/i18n/index.ts';
import { createEngine } from './engine.ts';

const NAMES = 1000;

const [, , folder = '.'] = process.argv;
const words = createWords('en');
const { service, database, events, move } = await createEngine(folder);
await database.transact(async () => {
  for (let i = 0; i < NAMES; i++) {
    await service.hosts.create({ name: `host${String(i)}.home.arpa`, families: ['A'] });
  }
});

async function cycle(change: boolean): Promise<{ ms: number; changed: number; verified: number }> {
  if (change) move();
  let changed = 0;
  const done = new Promise<void>((resolve) => {
    const off = events.on('ddns.updated', ({ entries }) => {
      off();
      changed = entries.length;
      resolve();
    });
  });
  const start = performance.now();
  service.checkSoon('schedule');
  await done;
  const ms = performance.now() - start;
  const verified = service.status(words).hosts.filter(({ state }) => state === 'ok').length;
  return { ms, changed, verified };
}

// Never outlives the bench.
process.once('disconnect', () => process.exit());
process.on('message', ({ change }: { change: boolean }) => {
  void cycle(change).then((result) => process.send?.(result));
});
process.send?.({ ready: true });
