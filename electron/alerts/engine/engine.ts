/**
 * The engine: at each look every rule is asked about every object, what has changed is decided, and everything that follows
 * is stored together. Nothing is written where nothing changes.
 */
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Measurements } from '../ports.ts';
import type { Rule } from '../rules/rule.ts';
import type { AlertRecord } from '../store/alert.ts';
import { acknowledged, dismissed, type Decide, type Word } from './acts.ts';
import { createBoard, type Board, type Instance } from './board.ts';
import {
  happening,
  isEmpty,
  keep,
  noChanges,
  turnedIn,
  type Changes,
  type Keeping,
  type Turn,
} from './changes.ts';
import { createMemory } from './memory.ts';
import { closeAlert, openAlert } from './open-alerts.ts';
import { breathe, slices } from './slices.ts';
import { isFiring, shift, type State } from './step.ts';
import { sweep, type Turned } from './sweep.ts';
import { createTeller, type Moment, type TellerDeps } from './teller.ts';

/** What the engine stands on. */
export interface EngineDeps extends Keeping, Omit<TellerDeps, 'board'> {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly measurements: Pick<Measurements, 'seriesOf' | 'keyOf'>;
  /** Seconds after a start in which nobody is told anything. */
  readonly graceSeconds: () => number;
  /** Told of each alert that has begun, was acknowledged or is over, once that is stored; it never throws. */
  readonly turned: (alert: AlertRecord) => void;
}

/** The engine. */
export interface Engine {
  readonly board: Pick<Board, 'watched' | 'instances' | 'describe'>;
  /** Alerts that go on, and those of whose end somebody is still to be told. */
  open(): readonly AlertRecord[];
  /** The rule on its object that an alert is of. */
  instanceOf(alertId: string): Instance | undefined;
  take(values: ReadonlyMap<string, number>): void;
  /** Objects have changed: rules are matched anew at the next look. */
  rematch(): void;
  look(): Promise<void>;
  /** Other rules count, once `work` has stored them; in one transaction. */
  setRules(rules: readonly Rule[], work: () => Promise<void>): Promise<void>;
  /** Does `beside` in the same transaction. @throws {UserError} `RESOURCE_NOT_FOUND` for one that does not go on */
  acknowledge(alertId: string, word: Word, beside: () => Promise<void>): Promise<AlertRecord>;
  resolve(alertId: string, word: Word, beside: () => Promise<void>): Promise<AlertRecord>;
  /** Writes how far what is pending has come. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** ms by which wall time and elapsed time may part without the clock having been set. */
const JUMP = 1500;
/** Alerts that one transaction holds: more would hold up everything else. */
const BATCH = 4;

/** Loads what was, and waits for the first look. `rules` are all there are. */
export async function createEngine(deps: EngineDeps, rules: readonly Rule[]): Promise<Engine> {
  const { clock, logger } = deps;
  const board = createBoard(deps);
  const memory = createMemory();
  const teller = createTeller({ ...deps, board });
  const inTurn = createLock();
  const startedAt = clock.elapsed();
  let last = { now: clock.now(), elapsed: clock.elapsed() };
  let isStale = false;
  let isFailing = false;
  let isStopped = false;

  async function load(): Promise<void> {
    board.match(rules).apply();
    const now = clock.now();
    const byObject = new Map<string, Instance>();
    for (const { rule_id: ruleId, object, state, saved_at: at } of await deps.rules.states()) {
      // Nobody looked in between: that time does not count.
      const instance = board.restore(ruleId, object, shift(state, now - at), now);
      if (instance) byObject.set(`${ruleId}\n${object}`, instance);
    }
    for (const alert of await deps.alerts.open()) {
      memory.load(alert, byObject.get(`${alert.rule_id}\n${alert.object}`) ?? null);
    }
  }

  /** Ms of now; where the clock was set since the last look, what is under way moves along. */
  function present(): number {
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    const jump = now - last.now - (elapsed - last.elapsed);
    if (Math.abs(jump) > JUMP) board.shift(jump);
    last = { now, elapsed };
    return now;
  }

  async function begin({ instance, state }: Turned, now: number): Promise<AlertRecord> {
    const { flapping } = state;
    const draft = openAlert(instance, board.describe(instance.series), { at: now, flapping, before: null });
    return { ...draft, before: await deps.alerts.lastTold(draft.fingerprint) };
  }

  /** The alert of what is over; `null` where its record is gone. */
  function end({ series, alert_id: id }: Instance, now: number): AlertRecord | null {
    const alert = id === null ? undefined : memory.open.get(id);
    return alert ? closeAlert({ ...alert, value: series.value ?? alert.value }, now) : null;
  }

  async function commit(changes: Changes, now: number, beside?: () => Promise<void>): Promise<void> {
    await keep(deps, changes, now, beside);
    memory.settle(changes);
    for (const alert of changes.alerts.values()) if (alert.ended_at === now) teller.ended(alert, now);
    for (const alert of turnedIn(changes)) deps.turned(alert);
  }

  /** Alerts whose rule does not look there any more end with it. */
  function endDropped(changes: Changes, dropped: readonly Instance[], now: number, code: string): void {
    for (const instance of dropped) {
      changes.dropped.push(instance);
      const alert = end(instance, now);
      if (!alert) continue;
      changes.alerts.set(alert.id, alert);
      changes.happenings.push(happening(alert, 'resolved', now, { reason: { code, params: {} } }));
    }
  }

  async function rematch(now: number): Promise<void> {
    const changes = noChanges();
    const matching = board.match();
    endDropped(changes, matching.dropped, now, 'ALERT_OBJECT_GONE');
    if (!isEmpty(changes)) await commit(changes, now);
    matching.apply();
    isStale = false;
  }

  /** Those that no rule stands behind any more, of a time when that went unseen. */
  async function endOrphans(now: number): Promise<void> {
    const changes = noChanges();
    for (const alert of memory.open.values()) {
      if (alert.state === 'resolved' || memory.instances.has(alert.id)) continue;
      const reason = { code: 'ALERT_OBJECT_GONE', params: {} };
      changes.alerts.set(alert.id, closeAlert(alert, now));
      changes.happenings.push(happening(alert, 'resolved', now, { reason }));
    }
    if (!isEmpty(changes)) await commit(changes, now);
  }

  interface Drawn {
    readonly turn: Turn;
    readonly alert: AlertRecord | null;
  }

  async function draw({ instance, state }: Turned, now: number): Promise<Drawn> {
    const isNew = isFiring(state);
    const alert = isNew ? await begin({ instance, state }, now) : end(instance, now);
    return { turn: { instance, state, alert_id: isNew && alert ? alert.id : null }, alert };
  }

  function note(changes: Changes, { turn, alert }: Drawn, now: number): void {
    changes.turns.push(turn);
    if (!alert) return;
    changes.alerts.set(alert.id, alert);
    const { value, cause } = alert;
    if (alert.state === 'resolved') {
      changes.happenings.push(happening(alert, 'resolved', now, { value }));
      return;
    }
    changes.happenings.push(happening(alert, 'firing', now, { value, reason: cause }));
    if (alert.flapping) changes.happenings.push(happening(alert, 'flapping', now, { value }));
  }

  async function look(): Promise<void> {
    const now = present();
    if (isStale) await rematch(now);
    await endOrphans(now);
    const drawn: Drawn[] = [];
    const rest = slices(clock);
    for (const one of await sweep(board, now, rest)) {
      drawn.push(await draw(one, now));
      await rest();
    }
    const ofTurns = new Map<string, Drawn>();
    for (const one of drawn) if (one.alert) ofTurns.set(one.alert.id, one);
    const alerts = new Map([
      ...memory.open,
      ...[...ofTurns].flatMap(([id, { alert }]) => (alert ? [[id, alert] as const] : [])),
    ]);
    if (drawn.length + alerts.size === 0) return;
    const moment: Moment = {
      now,
      inGrace: clock.elapsed() - startedAt < deps.graceSeconds() * 1000,
      instanceOf: (id) => ofTurns.get(id)?.turn.instance ?? memory.instances.get(id),
      causes: teller.causes(alerts.values(), now),
    };

    // What turns and what is told of it commit together; a great many in several transactions.
    let changes = noChanges();
    const commitIf = async (most: number): Promise<void> => {
      if (isEmpty(changes) || changes.alerts.size + changes.turns.length < most) return;
      await commit(changes, now);
      changes = noChanges();
      await breathe();
    };
    for (const one of drawn) {
      note(changes, one, now);
      if (one.alert) await teller.tell(changes, one.alert, moment);
      await commitIf(2 * BATCH);
      await rest();
    }
    for (const [id, alert] of alerts) {
      if (!ofTurns.has(id)) await teller.tell(changes, alert, moment);
      await commitIf(BATCH);
      await rest();
    }
    await commitIf(0);
  }

  /** An alert that goes on, with its rule on its object. @throws {UserError} `RESOURCE_NOT_FOUND` */
  function ongoing(id: string): { alert: AlertRecord; instance: Instance | undefined } {
    const alert = memory.open.get(id);
    if (alert && alert.state !== 'resolved') return { alert, instance: memory.instances.get(id) };
    throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'alert' } });
  }

  /** Does to an alert what somebody says of it. */
  const act = (id: string, decide: Decide, word: Word, beside: () => Promise<void>): Promise<AlertRecord> =>
    inTurn(async () => {
      const { alert, instance } = ongoing(id);
      const now = present();
      const done = decide(alert, instance, word, now);
      const changes = noChanges();
      changes.alerts.set(id, done.alert);
      if (done.turn) changes.turns.push(done.turn);
      changes.noted.push(alert.fingerprint);
      changes.happenings.push(happening(done.alert, done.kind, now, { actor: word.actor }));
      await commit(changes, now, beside);
      return done.alert;
    });

  await load();
  return {
    board,
    open: () => [...memory.open.values()],
    instanceOf: (id) => memory.instances.get(id),
    take(values) {
      board.take(values, present());
    },
    rematch() {
      isStale = true;
    },
    look: () =>
      inTurn(async () => {
        if (isStopped) return;
        try {
          await look();
          isFailing = false;
        } catch (error) {
          // Once, not at every look; the next one decides the same anew.
          if (!isFailing) logger.error({ error }, 'A look of the alert rules failed');
          isFailing = true;
        }
      }),
    setRules: (next, work) =>
      inTurn(async () => {
        const now = present();
        const changes = noChanges();
        const matching = board.match(next);
        endDropped(changes, matching.dropped, now, 'ALERT_RULE_CHANGED');
        await commit(changes, now, work);
        matching.apply();
      }),
    acknowledge: (id, word, beside) => act(id, acknowledged, word, beside),
    resolve: (id, word, beside) => act(id, dismissed, word, beside),
    flush: () =>
      inTurn(async () => {
        const now = present();
        const forgotten = board.forget(now);
        const isUnderWay = (state: State): boolean => state.phase === 'pending' || state.well_since !== null;
        const moved = [...board.instances()].filter(
          ({ state, saved }) => state !== saved || isUnderWay(state),
        );
        if (moved.length + forgotten.length === 0) return;
        await deps.database.transact(async () => {
          for (const { rule, series } of forgotten) await deps.rules.removeState(rule.id, series.object);
          for (const { rule, series, state } of moved) {
            await deps.rules.putState({ rule_id: rule.id, object: series.object, state, saved_at: now });
          }
        });
        for (const instance of moved) instance.saved = instance.state;
      }),
    stop: () =>
      inTurn(() => {
        isStopped = true;
        return Promise.resolve();
      }),
  };
}
