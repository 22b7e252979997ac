/** What a look has changed, gathered, then stored together and only then taken into memory. */
import type { Notice, NoticeTiming } from '../../../shared/notice.ts';
import type { Database } from '../../kernel/database.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Outbox } from '../ports.ts';
import type { AlertHappening, AlertRecord } from '../store/alert.ts';
import type { AlertStore } from '../store/alert-store.ts';
import type { RuleStore } from '../store/rule-store.ts';
import type { Instance } from './board.ts';
import type { State } from './step.ts';

/** A rule on an object that stands otherwise; `alert_id` of its alert, `null` where there is none. */
export interface Turn {
  readonly instance: Instance;
  readonly state: State;
  readonly alert_id: string | null;
}

/** What has changed. */
export interface Changes {
  readonly alerts: Map<string, AlertRecord>;
  readonly turns: Turn[];
  /** Rules on objects that they are no longer about. */
  readonly dropped: Instance[];
  readonly happenings: AlertHappening[];
  readonly notices: { readonly notice: Notice; readonly timing: NoticeTiming }[];
  /** Fingerprints of alerts that nobody is to be reminded of any more. */
  readonly noted: string[];
}

/** Nothing yet. */
export const noChanges = (): Changes => ({
  alerts: new Map(),
  turns: [],
  dropped: [],
  happenings: [],
  notices: [],
  noted: [],
});

/** Nothing is written where nothing changed. */
export const isEmpty = ({ alerts, turns, dropped }: Changes): boolean =>
  alerts.size + turns.length + dropped.length === 0;

/** Something that happened to an alert. */
export const happening = (
  alert: Pick<AlertRecord, 'id'>,
  kind: AlertHappening['kind'],
  at: number,
  more: Partial<AlertHappening> = {},
): AlertHappening => ({ alert_id: alert.id, at, kind, reason: null, value: null, actor: null, ...more });

/** The alerts that have begun, were acknowledged or are over; not those of which something was only decided. */
export const turnedIn = ({ alerts, happenings }: Changes): AlertRecord[] => {
  const ids = new Set(
    happenings
      .filter(({ kind }) => kind === 'firing' || kind === 'acknowledged' || kind === 'resolved')
      .map(({ alert_id: id }) => id),
  );
  return [...alerts.values()].filter(({ id }) => ids.has(id));
};

/** Where changes go. */
export interface Keeping {
  readonly database: Pick<Database, 'transact'>;
  readonly alerts: AlertStore;
  readonly rules: RuleStore;
  readonly outbox: Pick<Outbox, 'put' | 'noted'>;
  readonly events: Pick<EventBus, 'emit'>;
}

/** Stores them, with whatever `beside` does, in one transaction: alerts, what happened, and what the outbox is given. */
export const keep = (
  { database, alerts, rules, outbox, events }: Keeping,
  changes: Changes,
  now: number,
  beside: () => Promise<void> = () => Promise.resolve(),
): Promise<void> =>
  database.transact(async () => {
    await beside();
    for (const alert of changes.alerts.values()) {
      await alerts.put(alert);
      const { id, state, severity } = alert;
      events.emit('alerts.changed', { at: now, alert_id: id, state, severity });
    }
    for (const one of changes.happenings) await alerts.happened(one);
    for (const { instance, state } of changes.turns) {
      const { rule, series } = instance;
      await rules.putState({ rule_id: rule.id, object: series.object, state, saved_at: now });
    }
    for (const { rule, series } of changes.dropped) await rules.removeState(rule.id, series.object);
    for (const { notice, timing } of changes.notices) await outbox.put(notice, timing);
    for (const fingerprint of changes.noted) await outbox.noted(fingerprint);
  });
