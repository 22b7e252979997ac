/** The part of `alerts` that keeps alerts from being told: silences, maintenance, quiet hours. */
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { Scheduler } from '../../kernel/scheduler.ts';
import type { BoundRoute } from '../../server/route.ts';
import { createJudge } from './judge.ts';
import { createMaintenance } from './maintenance.ts';
import type { ActiveAlert } from './model.ts';
import type { Muting } from './muting.ts';
import { createQuietHours } from './quiet-hours.ts';
import { createMutingRoutes } from './routes.ts';
import { createSilences } from './silences.ts';
import { createMutingStore } from './store.ts';

export { mutingMigrations } from './migrations.ts';
export type { ActiveAlert } from './model.ts';

/** What it stands on. */
export interface MutingDeps {
  /** `state.db` */
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly scheduler: Pick<Scheduler, 'every'>;
  /**
   * Alerts that fire, acknowledged ones too; each with the same labels object for as long as it does. First asked some
   * seconds after the start: by then it has to be what fired before, or silences that wait for an end think that it came.
   */
  readonly activeAlerts: () => readonly ActiveAlert[];
  /** Told, at most {@link SWEEP_MS} later, when something that mutes has begun or ended, also by time alone. */
  readonly onTurned: () => void;
  /** Of this machine unless told. */
  readonly timeZone?: string;
}

/** The running part. */
export interface MutingPart extends Muting {
  readonly routes: readonly BoundRoute[];
  stop(): void;
}

/** How long (ms) after the last alert's end a silence that waits for it ends, at most; and how late a turn is told. */
const SWEEP_MS = 15_000;

/** Starts it. */
export async function createMuting(deps: MutingDeps): Promise<MutingPart> {
  const { database, clock, audit, activeAlerts } = deps;
  const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = deps;
  const store = createMutingStore(database);
  const judge = createJudge();
  const on = { store, audit, clock, judge };
  const silences = await createSilences({ ...on, activeAlerts });
  const maintenance = await createMaintenance(on);
  const quietHours = await createQuietHours({ ...on, timeZone });
  let stood = judge.standing(clock.now());
  const sweeping = deps.scheduler.every({
    name: 'alerts.silences',
    intervalMs: () => SWEEP_MS,
    async run() {
      await silences.sweep();
      const stands = judge.standing(clock.now());
      if (stands !== stood) deps.onTurned();
      stood = stands;
    },
  });
  return {
    routes: createMutingRoutes({ silences, maintenance, quietHours, muting: judge, clock, activeAlerts }),
    judge: (alert, at) => judge.judge(alert, at),
    stop() {
      sweeping.stop();
    },
  };
}
