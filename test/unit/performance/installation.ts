/** Statistics over a real database, that can be started anew. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { performanceMigrations } from '../../../electron/performance/index.ts';
import { createStatistics, type Statistics } from '../../../electron/performance/statistics.ts';
import type { Answered } from '../../../electron/server/answered.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from '../kernel/folder.ts';

/** What a test works with. */
export interface Installation {
  readonly clock: VirtualClock;
  database: Database;
  statistics: Statistics;
  /** As after `kill -9`: what was not flushed is gone. */
  restart(enabled?: boolean): Promise<void>;
}

/** A whole hour's start. */
export const START = Date.UTC(2026, 10, 20, 8);

/** A new one. */
export async function install(enabled = true): Promise<Installation> {
  const file = join(newFolder(), 'metrics.db');
  const clock = createVirtualClock(START);
  const open = async (isOn: boolean) => {
    const database = openDatabase(file, { synchronous: 'normal' });
    await database.migrate(performanceMigrations);
    return { database, statistics: await createStatistics({ database, clock, enabled: isOn }) };
  };
  const installation: Installation = {
    clock,
    ...(await open(enabled)),
    async restart(isOn = true) {
      installation.database.close();
      Object.assign(installation, await open(isOn));
    },
  };
  onTestFinished(() => installation.database.close());
  return installation;
}

/** A request that was answered. */
export const answered = (given: Partial<Answered> = {}): Answered => ({
  method: 'GET',
  route: '/api/v2/ddns/status',
  status: 200,
  duration: 2,
  caller: null,
  request_id: 'r1',
  bytes: 100,
  ...given,
});

/** Somebody who has signed in. */
export const callerOf = (user: string): NonNullable<Answered['caller']> => ({
  ...{ kind: 'token', user_id: user, username: user, session_id: 's', key_id: null, permissions: [] },
  ...{ role: 'user', token: null },
});
