/** Child process of the DNS bench: our server with the bench's zone. Argument: a folder for its state. */
import { join } from 'node:path';
import { createDnsService, dnsMigrations } from '../../electron/dns/index.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { benchRecords, benchZone } from './dns-zone.ts';

const [, , folder = '.'] = process.argv;
const database = openDatabase(join(folder, 'state.db'));
await database.migrate(dnsMigrations);
const dns = createDnsService({
  database,
  clock: systemClock,
  logger: {
    warn(fields, text) {
      console.error(text, fields);
    },
  },
  responsesPerSecond: () => 0,
});
await dns.load([benchZone]);
await dns.applyAll(benchRecords.map((input) => ({ kind: 'create', input })));
const { port } = await dns.listen({ host: '127.0.0.1', port: 0 });

// Never outlives the bench.
process.once('disconnect', () => process.exit());
process.send?.({ port });
