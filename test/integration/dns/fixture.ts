/** A DNS service over a state database in a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDnsService, dnsMigrations, type DnsService } from '../../../electron/dns/index.ts';
import type { Clock } from '../../../electron/kernel/clock.ts';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

/** What a test has. */
export interface DnsFixture {
  readonly service: DnsService;
  readonly database: Database;
  readonly warnings: string[];
  /** Answers per second and network; 0 switches the limit off. */
  limit: number;
  /** Closes the file and opens it again with a new service. */
  reopen(zones?: readonly string[]): Promise<DnsFixture>;
  close(): void;
}

/** Opens a service with `home.arpa`, in a new folder unless one is given. */
export async function openDns(
  options: { clock?: Clock; folder?: string; zones?: readonly string[] } = {},
): Promise<DnsFixture> {
  const { clock = createVirtualClock(), zones = ['home.arpa'] } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'cloudcube-dns-'));
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate(dnsMigrations);
  const warnings: string[] = [];
  const service = createDnsService({
    database,
    clock,
    logger: { warn: (_fields, text) => void warnings.push(text) },
    responsesPerSecond: () => fixture.limit,
  });
  await service.load(zones);
  const fixture: DnsFixture = {
    service,
    database,
    warnings,
    limit: 0,
    reopen(next = zones) {
      database.close();
      return openDns({ clock, folder, zones: next });
    },
    close() {
      database.close();
      rmSync(folder, { recursive: true });
    },
  };
  return fixture;
}
