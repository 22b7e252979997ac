/** Decides of open alerts whether somebody is told now, and writes the notices. */
import type { NoticeTiming } from '../../../shared/notice.ts';
import type { Muting } from '../muting/muting.ts';
import type { Culprits, Objects } from '../ports.ts';
import type { AlertRecord } from '../store/alert.ts';
import { causesOf, mayDepend, type Trouble } from '../telling/dependents.ts';
import { noticeOf } from '../telling/notice.ts';
import { decideTelling } from '../telling/told.ts';
import type { Board, Instance } from './board.ts';
import { happening, type Changes } from './changes.ts';
import { following } from './open-alerts.ts';

/** What telling stands on. */
export interface TellerDeps {
  readonly board: Pick<Board, 'watched' | 'describe'>;
  readonly objects: Objects;
  readonly culprits: Culprits;
  /** `null`: nothing is muted. */
  readonly muting: Muting;
  readonly hostname: string;
}

/** What all decisions of one look go by. */
export interface Moment {
  readonly now: number;
  readonly inGrace: boolean;
  /** The rule on its object that an alert is of. */
  readonly instanceOf: (alertId: string) => Instance | undefined;
  readonly causes: ReadonlyMap<string, Trouble>;
}

/** A cause counts for so long (ms) after its end: what depended on it needs time to come back. */
const LINGER = 120_000;

/** The teller. */
export type Teller = ReturnType<typeof createTeller>;

const timingOf = (
  { channels }: AlertRecord,
  digest: { readonly key: string; readonly at: number } | null,
): NoticeTiming => ({
  ...(digest === null ? {} : { digest }),
  ...(channels.length === 0 ? {} : { channels }),
});

/** Makes it. */
export function createTeller({ board, objects, culprits, muting, hostname }: TellerDeps) {
  /** Causes that have ended of late. */
  let lately: { readonly trouble: Trouble; readonly until: number }[] = [];

  function troubleOf(
    id: string,
    at: number,
    one: Pick<AlertRecord, 'rule_id' | 'metric_name' | 'object'>,
  ): Trouble {
    const { rule_id, metric_name, object } = one;
    const { cause, host, check_kind, outside } = objects.describe(metric_name, object);
    return { id, rule_id, metric_name, object, started_at: at, cause, host, check_kind, outside };
  }

  /** A rule about the way out that still waits whether it lasts. */
  const waiting = (now: number): Trouble[] =>
    [...board.watched()]
      .filter(({ name }) => name.startsWith('network.'))
      .flatMap(({ instances }) => instances)
      .filter(({ state }) => state.phase === 'pending')
      .map(({ rule, series, state }) =>
        troubleOf(rule.id, state.since ?? now, { ...rule, rule_id: rule.id, object: series.object }),
      );

  /** The words of a notice are of now. */
  function refreshed(alert: AlertRecord, instance: Instance | undefined): AlertRecord {
    if (alert.state === 'resolved' || !instance) return alert;
    const now = following(instance, board.describe(instance.series));
    const isSame = JSON.stringify(now.labels) === JSON.stringify(alert.labels);
    const labels = isSame ? alert.labels : now.labels;
    return { ...alert, ...now, labels, value: now.value ?? alert.value, cause: now.cause ?? alert.cause };
  }

  return {
    /** What is a consequence of what, of all these. */
    causes(alerts: Iterable<AlertRecord>, now: number): ReadonlyMap<string, Trouble> {
      const counting = [...alerts].filter(({ ended_at: at }) => at === null || now - at < LINGER);
      return causesOf([
        ...counting.map((alert) => troubleOf(alert.id, alert.started_at, alert)),
        ...waiting(now),
        ...lately.filter(({ until }) => until > now).map(({ trouble }) => trouble),
      ]);
    },
    /** An alert has ended: as a cause it counts a little longer. */
    ended(alert: AlertRecord, now: number): void {
      lately = lately.filter(({ until }) => until > now);
      lately.push({ trouble: troubleOf(alert.id, alert.started_at, alert), until: now + LINGER });
    },
    /** Adds to `changes` what is decided of one alert, where that is new. */
    async tell(changes: Changes, alert: AlertRecord, moment: Moment): Promise<void> {
      const { now, inGrace } = moment;
      const instance = moment.instanceOf(alert.id);
      const cause = alert.state === 'resolved' ? undefined : moment.causes.get(alert.id);
      const { severity, labels, state, started_at, ended_at, told, before } = alert;
      const decision = decideTelling({
        ...{ state, started_at, ended_at, told, inGrace, before, now },
        under: cause?.rule_id ?? null,
        mayBeUnder: mayDepend(alert.metric_name),
        cooldown_minutes: instance?.rule.cooldown_minutes ?? 0,
        repeat_minutes: instance?.rule.repeat_minutes ?? null,
        judge: () => muting.judge({ severity, labels }, now),
      });
      const under = cause?.id ?? null;
      if (decision.told === told && alert.under === under) return;
      const next = { ...refreshed(alert, instance), told: decision.told, under, updated_at: now };
      changes.alerts.set(alert.id, next);
      const { decision: kind, reason } = decision.told;
      const isNews = decision.give !== null || kind !== told.decision || reason !== told.reason;
      if (isNews && kind !== 'due') changes.happenings.push(happening(alert, kind, now, { reason }));
      if (decision.give === null) return;
      const { kind: given, digest } = decision.give;
      const behind = given === 'resolved' ? [] : await culprits.of(alert.metric_name, alert.object);
      const notice = noticeOf(next, given, { culprits: behind, hostname, at: now });
      changes.notices.push({ notice, timing: timingOf(next, digest) });
    },
  };
}
