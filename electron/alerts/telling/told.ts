/**
 * Whether somebody is told of an alert now. The decision is made anew at each look, so that what was held back is told once
 * nothing holds it any more. Pure.
 */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Judgement } from '../muting/muting.ts';

/** What was decided, and what was told so far. Times in ms UTC; stored with the alert. */
export interface Told {
  /** `sent`: given to the outbox. `held`: not now. `due`: not yet looked at. */
  readonly decision: 'due' | 'sent' | 'deferred' | 'held';
  /** Why it is held, or deferred. */
  readonly reason: StoredReason | null;
  /** When its firing was given to the outbox; `null`: nobody knows of it. */
  readonly firing_at: number | null;
  /** When it was told last. */
  readonly last_at: number | null;
  readonly reminders: number;
  /** Nothing is to be told of it any more. */
  readonly done: boolean;
}

/** Of a new alert. */
export const untold: Told = {
  decision: 'due',
  reason: null,
  firing_at: null,
  last_at: null,
  reminders: 0,
  done: false,
};

/** What the decision goes by. Times in ms UTC. */
export interface Facts {
  readonly state: 'firing' | 'acknowledged' | 'resolved';
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly told: Told;
  /** CloudCube has just started. */
  readonly inGrace: boolean;
  /** What it is a consequence of: the name of that rule; `null` for nothing. */
  readonly under: string | null;
  /** It may turn out to be a consequence of something. */
  readonly mayBeUnder: boolean;
  /** When another alert of the same rule and object was told last. */
  readonly before: number | null;
  readonly cooldown_minutes: number;
  readonly repeat_minutes: number | null;
  readonly now: number;
  /** Silences, maintenance, quiet hours. */
  readonly judge: () => Judgement;
}

/** What comes of it. `give` is what the outbox is to be given. */
export interface Decision {
  readonly told: Told;
  readonly give: {
    readonly kind: 'firing' | 'resolved' | 'reminder';
    readonly digest: { readonly key: string; readonly at: number } | null;
  } | null;
}

const MINUTE = 60_000;
/** What may be a consequence waits so long for its cause. */
export const SETTLE = 30_000;
/** The end of an alert that may not be told is waited with for so long. */
export const LATE = 24 * 60 * MINUTE;

const because = (code: string, params: StoredReason['params'] = {}): StoredReason => ({ code, params });

const isSame = (one: StoredReason | null, other: StoredReason | null): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** Not now. The same as before where it was held for the same reason. */
function hold(told: Told, reason: StoredReason): Decision {
  const isNews = told.decision !== 'held' || !isSame(told.reason, reason);
  return { told: isNews ? { ...told, decision: 'held', reason } : told, give: null };
}

const nothing = (told: Told): Decision => ({ told, give: null });

/** What every telling has to pass. */
function pass({ told, now, judge, inGrace }: Facts, kind: 'firing' | 'resolved' | 'reminder'): Decision {
  if (inGrace) return hold(told, because('ALERT_GRACE'));
  const judgement = judge();
  if (judgement.kind === 'mute') return hold(told, judgement.reason);
  const digest = judgement.kind === 'defer' ? { key: judgement.digest, at: judgement.until } : null;
  return {
    told: {
      ...told,
      decision: digest ? 'deferred' : 'sent',
      reason: judgement.kind === 'defer' ? judgement.reason : null,
      firing_at: told.firing_at ?? now,
      last_at: now,
      reminders: told.reminders + (kind === 'reminder' ? 1 : 0),
      done: kind === 'resolved',
    },
    give: { kind, digest },
  };
}

function ofResolved(facts: Facts): Decision {
  const { told, ended_at: endedAt, now } = facts;
  // Whoever never heard of it need not hear that it is over.
  if (told.firing_at === null) {
    const reason = told.reason ?? because('ALERT_OVER_BEFORE_TOLD');
    return nothing({ ...told, decision: 'held', reason, done: true });
  }
  if (now - (endedAt ?? now) > LATE) return nothing({ ...told, done: true });
  return pass(facts, 'resolved');
}

function ofUntold(facts: Facts): Decision {
  const { told, now, started_at: startedAt, under, before, cooldown_minutes: cooldown } = facts;
  if (facts.state === 'acknowledged') return hold(told, because('ALERT_ACKNOWLEDGED'));
  if (under !== null) return hold(told, because('ALERT_UNDER', { name: under }));
  if (facts.mayBeUnder && now - startedAt < SETTLE) return hold(told, because('ALERT_SETTLING'));
  if (before !== null && now - before < cooldown * MINUTE) {
    return hold(told, because('ALERT_COOLDOWN', { minutes: cooldown }));
  }
  return pass(facts, 'firing');
}

/** The decision; `told` is the same object where nothing is new. */
export function decideTelling(facts: Facts): Decision {
  const { told, now, state, repeat_minutes: repeat } = facts;
  if (told.done) return nothing(told);
  if (state === 'resolved') return ofResolved(facts);
  if (told.firing_at === null) return ofUntold(facts);
  const isDue = repeat !== null && now - (told.last_at ?? now) >= repeat * MINUTE;
  if (!isDue || state === 'acknowledged' || facts.under !== null) return nothing(told);
  return pass(facts, 'reminder');
}
