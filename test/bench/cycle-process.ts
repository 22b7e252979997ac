/**
 * Child process of the cycle bench: the names, the zone, its sockets and the database as the program joins them, over a
 * machine whose address can be changed. Argument: a folder for its state. Told `{change}`, it says `{ms, changed}`.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createDdns, ddnsMigrations, providers, type Machine } from '../../electron/ddns/index.ts';
import { createAsk, createDnsService, dnsMigrations } from '../../electron/dns/index.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { createEgress } from '../../electron/kernel/egress.ts';
import { createEventBus } from '../../electron/kernel/events.ts';
import { createJobs, jobMigrations } from '../../electron/kernel/jobs.ts';
import { createLogger } from '../../electron/kernel/logger.ts';
import { createScheduler } from '../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations } from '../../electron/kernel/secret-box.ts';
import { createNetwork } from '../../electron/network.ts';
import { dnsResponsesPerSecond } from '../../electron/app-settings.ts';
import { createWords } from '../../shared/i18n/index.ts';

const NAMES = 1000;

const [, , folder = '.'] = process.argv;
const clock = systemClock;
const logger = createLogger('error');
const words = createWords('en');
const database = openDatabase(join(folder, 'state.db'));
await database.migrate({ ...jobMigrations, ...secretMigrations, ...dnsMigrations, ...ddnsMigrations });
const events = createEventBus({ database, logger });

const dns = createDnsService({
  database,
  clock,
  logger,
  responsesPerSecond: () => dnsResponsesPerSecond.standard,
});
await dns.load(['home.arpa']);
const server = await dns.listen({ host: '127.0.0.1', port: 0 });
const egress = createEgress(() => [server]);

let last = 0;
const machine: Machine = {
  read: () =>
    Promise.resolve({
      addresses: [
        {
          interface: 'lan0',
          family: 'A',
          address: `10.0.0.${String(last)}`,
          prefix_length: 24,
          temporary: false,
          deprecated: false,
          tentative: false,
        },
      ],
      default_interface: { A: 'lan0', AAAA: null },
    }),
  signature: () => String(last),
};

const nobody = (): Promise<never> => Promise.reject(new Error('Nobody is asked here'));
const network = createNetwork({ resolver: { ns: nobody, addresses: nobody }, clock, logger });
const { service } = await createDdns({
  ...network.ddns,
  database,
  secretBox: await createSecretBox({ database, stores: [], clock, logger }),
  providers,
  zones: dns,
  askZone: createAsk({ egress, clock, logger, server: () => server }),
  machine,
  clock,
  events,
  logger,
  scheduler: createScheduler({ clock, logger, random: Math.random }),
  jobs: await createJobs({ database, clock }),
  random: Math.random,
  randomBytes,
  intervalSeconds: () => 300,
  holdDownSeconds: () => 60,
  maxChangesPerHour: () => 6,
});
await database.transact(async () => {
  for (const { host_id: id } of service.hosts.list()) await service.hosts.remove(id, 'delete');
  for (let i = 0; i < NAMES; i++) {
    await service.hosts.create({ name: `host${String(i)}.home.arpa`, families: ['A'] });
  }
});

async function cycle(change: boolean): Promise<{ ms: number; changed: number; verified: number }> {
  if (change) last = (last % 250) + 1;
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
