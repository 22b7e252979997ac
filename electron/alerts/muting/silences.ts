/** The silences: made, changed, ended, forgotten. */
import { v7 as uuid } from 'uuid';
import type { NewSilence, SilenceChange } from '../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../shared/matchers.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { Judge } from './judge.ts';
import { asksNothing, fitsAll, matchersOf } from './matchers.ts';
import { stateOf, type ActiveAlert, type StoredSilence } from './model.ts';
import { momentOf } from './moment.ts';
import { ended, isRewriting, type SilenceFields } from './silence-life.ts';
import type { MutingStore } from './store.ts';

/** What they stand on. */
export interface SilencesDeps {
  readonly store: MutingStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly judge: Pick<Judge, 'silences'>;
  readonly activeAlerts: () => readonly ActiveAlert[];
}

/** The silences. Each change is stored before it is answered. */
export interface Silences {
  /** The newest first. */
  list(): readonly StoredSilence[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(silenceId: string): StoredSilence;
  /** @throws {UserError} `VALIDATION_ERROR`, `SILENCE_FITS_ALL`, `SILENCE_NOTHING_ACTIVE`, `SILENCE_TOO_MANY` */
  create(input: NewSilence, by: string): Promise<StoredSilence>;
  /** The silence, or the one that took its place. @throws as {@link create} and {@link get} do */
  update(silenceId: string, change: SilenceChange, by: string): Promise<StoredSilence>;
  /** Ends it now; one that has ended stays as it is. */
  end(silenceId: string): Promise<StoredSilence>;
  /** Ends what waited for alerts that are gone, and forgets what ended long ago. Writes only where there is some of it. */
  sweep(): Promise<void>;
}

/** Silences that have not ended. */
export const MOST_OPEN = 200;
/** Those that have ended are kept for so long (ms), and no more than so many. */
export const KEPT_MS = 30 * 24 * 3600 * 1000;
const MOST_EXPIRED = 1000;

const invalid = (path: string, keyword: string): UserError =>
  new UserError('VALIDATION_ERROR', { params: { path, keyword, limit: '' } });

/** Loads them. */
export async function createSilences(deps: SilencesDeps): Promise<Silences> {
  const { store, audit, clock, judge, activeAlerts } = deps;
  const kept = new Map((await store.silences()).map((silence) => [silence.silence_id, silence]));
  const inTurn = createLock();
  let judged = '';

  const open = (now: number): StoredSilence[] =>
    [...kept.values()].filter((silence) => stateOf(silence, now) !== 'expired');

  /** Tells the judge what there is, where that has changed: by somebody, by time, or by a clock that was set. */
  function tell(): void {
    const all = open(clock.now());
    const told = all.map(({ silence_id, revision }) => `${silence_id} ${String(revision)}`).join();
    if (told === judged) return;
    judged = told;
    judge.silences(all);
  }

  function keep(...changed: readonly StoredSilence[]): void {
    for (const silence of changed) kept.set(silence.silence_id, silence);
    tell();
  }

  function get(silenceId: string): StoredSilence {
    const silence = kept.get(silenceId);
    if (!silence) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'silence' } });
    return silence;
  }

  const isAnyActive = (matchers: readonly LabelMatcher[]): boolean => {
    const fits = fitsAll(matchers);
    return activeAlerts().some(({ labels }) => fits(labels));
  };

  function check({ matchers, starts_at, ends_at }: SilenceFields, now: number): void {
    if (asksNothing(matchers)) throw new UserError('SILENCE_FITS_ALL');
    if (ends_at === null) {
      if (!isAnyActive(matchers)) throw new UserError('SILENCE_NOTHING_ACTIVE');
      return;
    }
    if (ends_at <= now) throw invalid('ends_at', 'future');
    if (ends_at <= starts_at) throw invalid('starts_at', 'before_end');
  }

  function made(fields: SilenceFields, now: number, by: string, replaces: string | null): StoredSilence {
    return {
      ...fields,
      silence_id: uuid(),
      // What was not muted then is not muted afterwards.
      starts_at: Math.max(fields.starts_at, now),
      created_by: by,
      ended_by: null,
      replaces,
      revision: 1,
      created_at: now,
      updated_at: now,
    };
  }

  function checkRoom(now: number): void {
    if (open(now).length < MOST_OPEN) return;
    throw new UserError('SILENCE_TOO_MANY', { params: { maximum: MOST_OPEN } });
  }

  async function create(input: NewSilence, by: string): Promise<StoredSilence> {
    const now = clock.now();
    const fields: SilenceFields = {
      matchers: matchersOf(input.matchers),
      starts_at: Math.max(now, input.starts_at === null ? now : momentOf(input.starts_at, 'starts_at')),
      ends_at: input.ends_at === null ? null : momentOf(input.ends_at, 'ends_at'),
      comment: input.comment ?? '',
    };
    check(fields, now);
    checkRoom(now);
    const silence = made(fields, now, by, null);
    const event = { action: 'silence.create', target_id: silence.silence_id, payload: input };
    await audit.with(event, () => store.insertSilence(silence));
    keep(silence);
    return silence;
  }

  async function update(silenceId: string, change: SilenceChange, by: string): Promise<StoredSilence> {
    const before = get(silenceId);
    const now = clock.now();
    const { matchers, starts_at: starts, ends_at: ends } = change;
    const fields: SilenceFields = {
      matchers: matchers === undefined ? before.matchers : matchersOf(matchers),
      starts_at:
        starts === undefined ? before.starts_at : starts === null ? now : momentOf(starts, 'starts_at'),
      ends_at: ends === undefined ? before.ends_at : ends === null ? null : momentOf(ends, 'ends_at'),
      comment: change.comment ?? before.comment,
    };
    check(fields, now);
    const event = { action: 'silence.update', target_id: silenceId, payload: change };
    if (!isRewriting(before, fields, now)) {
      const after = { ...before, ...fields, revision: before.revision + 1, updated_at: now };
      await audit.with(event, () => store.updateSilence(after));
      keep(after);
      return after;
    }
    const old = ended(before, now, 'change');
    if (old === before) checkRoom(now);
    const after = made(fields, now, by, silenceId);
    await audit.with(event, async () => {
      if (old !== before) await store.updateSilence(old);
      await store.insertSilence(after);
    });
    keep(old, after);
    return after;
  }

  async function end(silenceId: string): Promise<StoredSilence> {
    const before = get(silenceId);
    const after = ended(before, clock.now(), 'person');
    if (after === before) return before;
    const event = { action: 'silence.end', target_id: silenceId, payload: { matchers: before.matchers } };
    await audit.with(event, () => store.updateSilence(after));
    keep(after);
    return after;
  }

  async function sweep(): Promise<void> {
    const now = clock.now();
    for (const silence of open(now)) {
      const waits = silence.ends_at === null && stateOf(silence, now) === 'active';
      if (!waits || isAnyActive(silence.matchers)) continue;
      const after = ended(silence, now, 'resolved');
      await store.updateSilence(after);
      keep(after);
    }
    const expired = [...kept.values()]
      .filter((silence) => stateOf(silence, now) === 'expired')
      .sort((one, other) => (other.ends_at ?? 0) - (one.ends_at ?? 0));
    const old = expired
      .filter(({ ends_at }, index) => index >= MOST_EXPIRED || (ends_at ?? 0) <= now - KEPT_MS)
      .map(({ silence_id }) => silence_id);
    if (old.length > 0) {
      await store.removeSilences(old);
      for (const id of old) kept.delete(id);
    }
    tell();
  }

  tell();
  return {
    list: () => [...kept.values()].sort((one, other) => (one.silence_id < other.silence_id ? 1 : -1)),
    get,
    create: (input, by) => inTurn(() => create(input, by)),
    update: (silenceId, change, by) => inTurn(() => update(silenceId, change, by)),
    end: (silenceId) => inTurn(() => end(silenceId)),
    sweep: () => inTurn(sweep),
  };
}
