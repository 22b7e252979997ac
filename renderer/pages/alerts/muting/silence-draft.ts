/** What stands in the form of a silence, and what of it is sent. Pure but for the reader's time zone. */
import type { NewSilence, Silence, SilenceChange } from '../../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../../shared/matchers.ts';
import { localText, momentOf } from './local-time.ts';

const HOUR = 3_600_000;

/** How long it may last by one press (ms). */
export const lengths = { '1h': HOUR, '4h': 4 * HOUR, '1d': 24 * HOUR, '7d': 168 * HOUR } as const;
/** One of {@link lengths}. */
export type Length = keyof typeof lengths;

/** When it ends: after a while, with the last alert that it fits, or at a moment. */
export type End = Length | 'resolved' | 'at';

/** The form as it is typed. */
export interface SilenceDraft {
  readonly matchers: readonly LabelMatcher[];
  /** Empty: now. */
  readonly startsAt: string;
  readonly end: End;
  /** Of `at`. */
  readonly endsAt: string;
  readonly comment: string;
}

/** Where a problem stands. */
export type SilenceProblem = 'matchers' | 'startsAt' | 'endsAt';

const none: LabelMatcher = { name: 'alertname', operator: '=', value: '' };

/** A new one, with what it is about where that is known. */
export const newDraft = (matchers: readonly LabelMatcher[], now: number): SilenceDraft => ({
  matchers: matchers.length === 0 ? [none] : matchers,
  startsAt: '',
  end: '1h',
  endsAt: localText(now + HOUR),
  comment: '',
});

/** One that exists. */
export const draftOf = (
  { matchers, starts_at: start, ends_at: end, comment, state }: Silence,
  now: number,
): SilenceDraft => ({
  matchers,
  startsAt: state === 'pending' ? localText(Date.parse(start)) : '',
  end: end === null ? 'resolved' : 'at',
  endsAt: localText(end === null ? now + HOUR : Date.parse(end)),
  comment,
});

/** A matcher as it goes out. */
const trimmed = ({ name, operator, value }: LabelMatcher): LabelMatcher => ({
  name: name.trim(),
  operator,
  value,
});

/** What of the matchers is sent: a line without a name is not there. */
export const matchersOf = (matchers: readonly LabelMatcher[]): LabelMatcher[] =>
  matchers.map(trimmed).filter(({ name, value }) => name !== '' && !(name === none.name && value === ''));

/** When it begins (ms UTC): now, where nothing is said. */
const startOf = ({ startsAt }: SilenceDraft, now: number): number => momentOf(startsAt) ?? now;

/** When it ends (ms UTC); `null`: with the last alert that it fits. */
export function endOf(draft: SilenceDraft, now: number): number | null {
  if (draft.end === 'resolved') return null;
  return draft.end === 'at' ? momentOf(draft.endsAt) : startOf(draft, now) + lengths[draft.end];
}

/** What is wrong, by place. */
export function problemsOf(draft: SilenceDraft, now: number): ReadonlySet<SilenceProblem> {
  const end = endOf(draft, now);
  const isBackwards = end !== null && end <= Math.max(startOf(draft, now), now);
  return new Set<SilenceProblem>([
    ...(matchersOf(draft.matchers).length === 0 ? (['matchers'] as const) : []),
    ...(draft.startsAt !== '' && momentOf(draft.startsAt) === null ? (['startsAt'] as const) : []),
    ...((draft.end === 'at' && end === null) || isBackwards ? (['endsAt'] as const) : []),
  ]);
}

const timestamp = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A new silence from what was typed. */
export const newSilenceOf = (draft: SilenceDraft, now: number): NewSilence => ({
  matchers: matchersOf(draft.matchers),
  starts_at: timestamp(momentOf(draft.startsAt)),
  ends_at: timestamp(endOf(draft, now)),
  comment: draft.comment.trim(),
});

/** Only what differs from how the form was filled. */
export function silenceChangeOf(silence: Silence, draft: SilenceDraft, now: number): SilenceChange {
  const before = draftOf(silence, now);
  const { matchers, starts_at, ends_at, comment = '' } = newSilenceOf(draft, now);
  const isMoved = draft.end !== before.end || (draft.end === 'at' && draft.endsAt !== before.endsAt);
  return {
    ...(JSON.stringify(matchers) === JSON.stringify(silence.matchers) ? {} : { matchers }),
    ...(draft.startsAt === before.startsAt ? {} : { starts_at }),
    ...(isMoved ? { ends_at } : {}),
    ...(comment === silence.comment ? {} : { comment }),
  };
}
