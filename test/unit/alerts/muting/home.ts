/** Muting over a real SQLite file, with a clock that the test turns and alerts that it is told of. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  createMuting,
  mutingMigrations,
  type ActiveAlert,
} from '../../../../electron/alerts/muting/index.ts';
import type { Judgement } from '../../../../electron/alerts/muting/muting.ts';
import { openDatabase } from '../../../../electron/kernel/database.ts';
import type { Logger } from '../../../../electron/kernel/logger.ts';
import { createScheduler } from '../../../../electron/kernel/scheduler.ts';
import type { Call } from '../../../../electron/server/route.ts';
import { createWords, type Language } from '../../../../shared/i18n/index.ts';
import type { Severity } from '../../../../shared/notice.ts';
import { createFakeAudit, type FakeAudit } from '../../../fakes/audit.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';

/** An operation's parts. */
export interface Request {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly language?: Language;
}

/** The running part. */
export interface Home {
  readonly clock: VirtualClock;
  readonly audit: FakeAudit;
  /** The test's to change. */
  readonly active: ActiveAlert[];
  /** When it was told that something that mutes has begun or ended. */
  readonly turns: readonly number[];
  /** What a handler answers: `call('POST /alerts/silence', …)`. */
  call<Data = Record<string, unknown>>(operation: string, request?: Request): Promise<Data>;
  judge(labels: Record<string, string>): Judgement;
  /** Ends as a killed process does, and starts again over the same file. */
  restart(): Promise<void>;
}

let count = 0;

/** An alert that fires. */
export function alertOf(labels: Record<string, string>, started_at = Date.UTC(2026, 10, 20, 7)): ActiveAlert {
  count++;
  const severity = (labels['severity'] ?? 'warning') as Severity;
  const alert_id = `0198f3a0-0000-7000-8000-${String(count).padStart(12, '0')}`;
  return { alert_id, severity, labels: { severity, ...labels }, started_at };
}

/** Starts one, to end with the test. */
export async function startHome(now?: number, timeZone = 'Europe/Berlin'): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-muting-'));
  const clock = createVirtualClock(now);
  const audit = createFakeAudit();
  const active: ActiveAlert[] = [];
  const turns: number[] = [];
  const logger = {
    error(fields: unknown) {
      throw new Error(JSON.stringify(fields));
    },
  } as unknown as Logger;

  const open = async () => {
    const database = openDatabase(join(folder, 'state.db'));
    await database.migrate(mutingMigrations);
    const scheduler = createScheduler({ clock, logger, random: () => 0 });
    const part = await createMuting({
      ...{ database, clock, audit, scheduler, activeAlerts: () => active, timeZone },
      onTurned() {
        turns.push(clock.now());
      },
    });
    const close = (): void => {
      part.stop();
      database.close();
    };
    return { part, close };
  };
  let running = await open();
  onTestFinished(() => {
    running.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    clock,
    audit,
    active,
    turns,
    async call(operation, { params = {}, query = {}, body, language = 'en' } = {}) {
      const route = running.part.routes.find(
        ({ contract }) => `${contract.method} ${contract.path}` === operation,
      );
      if (!route) throw new Error(`There is no ${operation}`);
      const words = createWords(language);
      const call = { params, query, body, words, caller: { username: 'ada' } } as unknown as Call;
      return (await route.handler(call)).data as never;
    },
    judge: (labels) => running.part.judge(alertOf(labels), clock.now()),
    async restart() {
      running.close();
      running = await open();
    },
  };
}
