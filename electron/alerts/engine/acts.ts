/** What somebody's word does to an alert. Pure. */
import type { AlertRecord } from '../store/alert.ts';
import type { Instance } from './board.ts';
import type { Turn } from './changes.ts';
import { closeAlert } from './open-alerts.ts';
import { acknowledge, dismiss } from './step.ts';

/** Who does something about an alert, and what is said about it. */
export interface Word {
  readonly actor: string;
  readonly notes: string | null;
}

/** What follows from it. */
export interface Act {
  readonly kind: 'acknowledged' | 'resolved';
  readonly alert: AlertRecord;
  /** Of the rule on its object, where there still is one that changes. */
  readonly turn: Turn | null;
}

/** Decides what follows for an alert that goes on, at a time (ms UTC). */
export type Decide = (alert: AlertRecord, instance: Instance | undefined, word: Word, now: number) => Act;

/** Somebody is at it. */
export const acknowledged: Decide = (alert, instance, { actor, notes }, now) => ({
  kind: 'acknowledged',
  alert: {
    ...alert,
    state: 'acknowledged',
    ...{ acknowledged_at: now, acknowledged_by: actor, notes: notes ?? alert.notes, updated_at: now },
  },
  turn: instance ? { instance, state: acknowledge(instance.state), alert_id: alert.id } : null,
});

/** Somebody says that it is over. */
export const dismissed: Decide = (alert, instance, word, now) => ({
  kind: 'resolved',
  alert: closeAlert(alert, now, word),
  turn: instance ? { instance, state: dismiss(instance.rule, instance.state, now), alert_id: null } : null,
});
