/** The `alerts` area: rules over what is measured and checked, and the alerts that they raise. */
import type { Alert, AlertSummary } from '../../shared/api/alerts.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import type { BoundRoute } from '../server/route.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { isFiring } from './engine/step.ts';
import type { Judged, Muting } from './muting/muting.ts';
import type { Culprits, Measurements, Objects, Outbox } from './ports.ts';
import { createPreview } from './preview.ts';
import { createAlertRoutes } from './routes.ts';
import { createRules, installStandard } from './rules/rules.ts';
import { templatesFor } from './rules/templates.ts';
import type { AlertRecord } from './store/alert.ts';
import { showAlert } from './shown.ts';
import { createAlertStore } from './store/alert-store.ts';
import { createRuleStore } from './store/rule-store.ts';

export { alertMigrations } from './migrations.ts';
export type { Muting } from './muting/muting.ts';
export type { Culprits, Described, Measurements, Objects, Outbox } from './ports.ts';
export { bytes, figure } from './telling/figures.ts';

/** What `core.ts` fills in. */
export interface AlertsDeps {
  /** `state.db` */
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly audit: AuditTrail;
  readonly events: EventBus;
  readonly measurements: Measurements;
  readonly objects: Objects;
  readonly culprits: Culprits;
  readonly muting: Muting;
  readonly outbox: Outbox;
  readonly hostname: string;
  /** Processors of this machine. */
  readonly cores: number;
  /** Seconds after a start in which nobody is told anything. */
  readonly graceSeconds: () => number;
}

/** An alert that goes on, acknowledged or not. */
export interface FiringAlert extends Judged {
  readonly alert_id: string;
  /** ms UTC */
  readonly started_at: number;
}

/** An alert that has begun, was acknowledged or is over. */
export interface TurnedAlert {
  readonly severity: AlertRecord['severity'];
  /** As it stood then, with the value of when it is asked for. */
  readonly show: (words: Words) => Alert;
}

/** The running area. */
export interface Alerts {
  readonly routes: readonly BoundRoute[];
  /** Of what goes on now. */
  counts(): Omit<AlertSummary, 'total'>;
  /** Alerts that go on. */
  active(): readonly AlertRecord[];
  /** The same as whoever mutes them wants it: the labels of each are one object for as long as they are the same. */
  firing(): readonly FiringAlert[];
  /** Calls `listener` when an alert has turned; what is only decided about telling of it is no turn. Returns its end. */
  onTurned(listener: (turned: TurnedAlert) => void): () => void;
  /** Objects have changed: rules are matched anew and asked at once. */
  objectsChanged(): void;
  /** Asks the rules at once. */
  look(): Promise<void>;
  /** Writes how far what is pending has come. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** ms between two looks. */
const LOOK_MS = 10_000;
const HOUR_MS = 3600_000;
/** How long alerts are kept after their end. */
const KEEP_MS = 90 * 24 * HOUR_MS;

function countsOf(engine: Engine): Omit<AlertSummary, 'total'> {
  const active = engine.open().filter(({ state }) => state !== 'resolved');
  const of = (severity: AlertRecord['severity']): number =>
    active.filter((alert) => alert.severity === severity).length;
  const pending = [...engine.board.instances()].filter(
    ({ state }) => !isFiring(state) && state.phase === 'pending',
  );
  return {
    ...{ active: active.length, critical: of('critical'), warning: of('warning'), info: of('info') },
    acknowledged: active.filter(({ state }) => state === 'acknowledged').length,
    pending: pending.length,
  };
}

/** Starts it. */
export async function createAlerts(deps: AlertsDeps): Promise<Alerts> {
  const { database, clock, scheduler, audit, measurements, objects } = deps;
  const templates = templatesFor(deps);
  const ruleStore = createRuleStore(database);
  const store = createAlertStore(database);
  await installStandard({ database, store: ruleStore }, templates, clock.now());
  const stored = await ruleStore.all();
  const listeners = new Set<(turned: TurnedAlert) => void>();
  const show = (alert: AlertRecord, words: Words): Alert =>
    showAlert(alert, engine.instanceOf(alert.id)?.series.value ?? null, words);
  const turned = (alert: AlertRecord): void => {
    for (const listener of listeners) {
      try {
        listener({ severity: alert.severity, show: (words) => show(alert, words) });
      } catch (error) {
        deps.logger.error({ error }, 'A listener to alerts failed');
      }
    }
  };
  const engine: Engine = await createEngine({ ...deps, turned, alerts: store, rules: ruleStore }, stored);
  const { setRules } = engine;
  const rules = createRules({ store: ruleStore, audit, clock, templates, setRules }, stored);
  const stopListening = measurements.onValues((values) => {
    engine.take(values);
  });
  const looking = scheduler.every({
    name: 'alerts.look',
    intervalMs: () => LOOK_MS,
    run: () => engine.look(),
  });
  const pruning = scheduler.every({
    name: 'alerts.prune',
    intervalMs: () => HOUR_MS,
    run: () => store.prune(clock.now() - KEEP_MS),
  });
  const active = (): AlertRecord[] => engine.open().filter(({ state }) => state !== 'resolved');
  const counts = (): Omit<AlertSummary, 'total'> => countsOf(engine);
  return {
    routes: createAlertRoutes({
      ...{ engine, show, rules, store, templates, measurements, outbox: deps.outbox, audit, clock, counts },
      preview: createPreview({ measurements, objects, clock }),
    }),
    counts,
    active,
    firing: () =>
      active().map(({ id, severity, labels, started_at }) => ({
        alert_id: id,
        severity,
        labels,
        started_at,
      })),
    onTurned(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    objectsChanged() {
      engine.rematch();
      void engine.look();
    },
    look: () => engine.look(),
    flush: () => engine.flush(),
    async stop() {
      stopListening();
      looking.stop();
      pruning.stop();
      await engine.stop();
      try {
        await engine.flush();
      } catch (error) {
        // A disk that takes nothing keeps nobody from ending; what is lost is how far waiting has come, as with a kill.
        deps.logger.warn({ error }, 'The last looks of the alert rules could not be stored');
      }
    },
  };
}
