/** What survives a restart, over a real database: the tries of an address, however the wall clock was set meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limitSettings, settingDefinitions } from '../../../../electron/app-settings.ts';
import { openDatabase } from '../../../../electron/kernel/database.ts';
import { createEventBus } from '../../../../electron/kernel/events.ts';
import type { Logger } from '../../../../electron/kernel/logger.ts';
import { createSettings, settingMigrations, type Settings } from '../../../../electron/kernel/settings.ts';
import { startRequestLimits } from '../../../../electron/request-limits.ts';
import { limitMigrations } from '../../../../electron/server/limits/kept-accounts.ts';
import type { RequestLimits, Told } from '../../../../electron/server/limits/request-limits.ts';
import type { RouteContract } from '../../../../shared/api/contract.ts';
import { authRoutes } from '../../../../shared/api/auth.ts';
import { createFakeAudit } from '../../../fakes/audit.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let folder: string;
let stop: () => Promise<void>;
let warnings: string[];

/** One process over the folder, with a clock of its own. */
interface Run {
  readonly limits: RequestLimits;
  readonly settings: Settings;
  readonly clock: VirtualClock;
  /** Rows that are stored. */
  rows(): Promise<number>;
  /** How many of so many sign-ins from one address are let in. */
  tries(count: number, ip?: string): number;
  /** Ends as a killed process does: nothing more is written. */
  kill(): void;
  breakDatabase(): void;
}

async function start(now: number): Promise<Run> {
  const clock = createVirtualClock(now);
  const note = (): void => undefined;
  const warn = (_fields: object, text: string): void => void warnings.push(text);
  const logger: Logger = { error: note, warn, info: note, debug: note };
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({ ...settingMigrations, ...limitMigrations });
  const events = createEventBus({ database, logger });
  const settings = await createSettings({
    database,
    clock,
    events,
    audit: createFakeAudit(),
    definitions: settingDefinitions,
  });
  const { limits, stop: end } = await startRequestLimits({ database, clock, logger, settings, events });
  let isOpen = true;
  const kill = (): void => {
    if (isOpen) database.close();
    isOpen = false;
  };
  stop = async () => {
    if (isOpen) await end();
    kill();
  };
  const reply: Told = { headers: () => undefined, getHeader: () => undefined, hasHeader: () => false };
  const login: RouteContract = authRoutes.login;
  return {
    ...{ limits, settings, clock, kill },
    async rows() {
      const tables = database.query<{ limit_accounts: { key: string } }>();
      return (await tables.selectFrom('limit_accounts').select('key').execute()).length;
    },
    tries: (count, ip = '192.0.2.1') =>
      Array.from({ length: count }, () => limits.countOperation(login, null, ip, reply)).filter(
        (refusal) => refusal === null,
      ).length,
    breakDatabase: kill,
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-limits-'));
  warnings = [];
});

afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

const NOON = Date.UTC(2026, 10, 20, 12);

it('goes on where it stood', async () => {
  const before = await start(NOON);
  expect(before.tries(11)).toBe(10);
  await stop();
  const after = await start(NOON + 2 * MINUTE);
  expect(after.tries(1)).toBe(0);
  expect(after.tries(1, '192.0.2.2')).toBe(1);
  await after.clock.advance(3 * MINUTE - 1);
  expect(after.tries(1)).toBe(0);
  await after.clock.advance(1);
  expect(after.tries(11)).toBe(10);
});

it.each([
  ['back by a day', -DAY, 5 * MINUTE],
  ['to 1970, as on a NAS without a battery', -NOON, 5 * MINUTE],
  ['forth by a minute', MINUTE, 4 * MINUTE],
])('holds where the wall clock was set %s meanwhile', async (_title, by, until) => {
  const before = await start(NOON);
  before.tries(10);
  await stop();
  const after = await start(NOON + by);
  expect(after.tries(1)).toBe(0);
  await after.clock.advance(until - 1);
  expect(after.tries(1)).toBe(0);
  await after.clock.advance(1);
  expect(after.tries(1)).toBe(1);
});

it('loses two seconds at most to a crash, and writes no oftener', async () => {
  const before = await start(NOON);
  before.tries(4);
  await before.clock.advance(1999);
  expect(await before.rows()).toBe(0);
  await before.clock.advance(1);
  expect(await before.rows()).toBe(1);
  before.tries(6);
  before.kill();
  const after = await start(NOON + 2000);
  expect(after.tries(10)).toBe(6);
});

it('keeps no address longer than its tries count', async () => {
  const { tries, clock, rows } = await start(NOON);
  tries(1, '192.0.2.2');
  await clock.advance(2000);
  expect(await rows()).toBe(1);
  await clock.advance(5 * MINUTE);
  tries(1, '192.0.2.3');
  await clock.advance(2000);
  expect(await rows()).toBe(1);
});

it('counts all the same where nothing can be written, and says so', async () => {
  const run = await start(NOON);
  run.tries(9);
  run.breakDatabase();
  await run.clock.advance(2000);
  expect(warnings).toEqual(['What callers have used up could not be kept']);
  expect(run.tries(2)).toBe(1);
});

it('goes by a changed setting at once', async () => {
  const { tries, settings } = await start(NOON);
  expect(tries(11)).toBe(10);
  await settings.set(limitSettings.authPerFiveMinutes.key, 12, 'a test');
  expect(tries(3)).toBe(2);
  await settings.set(limitSettings.authPerFiveMinutes.key, 3, 'a test');
  expect(tries(1)).toBe(0);
  expect(tries(4, '192.0.2.2')).toBe(3);
});
