/** What stands in the form of maintenance, and what of it is sent. Pure. */
import type {
  Maintenance,
  MaintenanceChange,
  MutingTrial,
  NewMaintenance,
} from '../../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../../shared/matchers.ts';
import { secondsOf, spanText } from '../span-text.ts';
import { scheduleDraft, scheduleOf, type ScheduleDraft } from './schedule.ts';

/** The form as it is typed. */
export interface MaintenanceDraft {
  readonly name: string;
  readonly comment: string;
  readonly matchers: readonly LabelMatcher[];
  readonly schedule: ScheduleDraft;
  /** As `span-text.ts` reads it. */
  readonly duration: string;
  readonly zone: string;
}

/** Where something is wrong. */
export type MaintenanceProblem = 'name' | 'schedule' | 'duration';

/** Minutes of the longest one. */
const LONGEST = 7 * 24 * 60;

/** A new one, or one that exists. `zone` is the reader's. */
export const draftOf = (one: Maintenance | undefined, zone: string): MaintenanceDraft => ({
  name: one?.name ?? '',
  comment: one?.comment ?? '',
  matchers: one?.matchers ?? [],
  schedule: scheduleDraft(one?.schedule),
  duration: spanText((one?.duration_minutes ?? 120) * 60),
  zone: one?.time_zone ?? zone,
});

function minutesOf({ duration }: MaintenanceDraft): number | null {
  const minutes = (secondsOf(duration) ?? 0) / 60;
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST ? minutes : null;
}

/** What is wrong, by place. */
export const problemsOf = (draft: MaintenanceDraft): ReadonlySet<MaintenanceProblem> =>
  new Set<MaintenanceProblem>([
    ...(draft.name.trim() === '' ? (['name'] as const) : []),
    ...(scheduleOf(draft.schedule) === null ? (['schedule'] as const) : []),
    ...(minutesOf(draft) === null ? (['duration'] as const) : []),
  ]);

const matchersOf = ({ matchers }: MaintenanceDraft): LabelMatcher[] =>
  matchers.map((one) => ({ ...one, name: one.name.trim() })).filter(({ name }) => name !== '');

/** What is sent; `null` where something is wrong. */
export function newMaintenanceOf(draft: MaintenanceDraft): NewMaintenance | null {
  const schedule = scheduleOf(draft.schedule);
  const minutes = minutesOf(draft);
  if (schedule === null || minutes === null || draft.name.trim() === '') return null;
  return {
    name: draft.name.trim(),
    comment: draft.comment.trim(),
    matchers: matchersOf(draft),
    schedule,
    duration_minutes: minutes,
    time_zone: draft.zone,
  };
}

/** Only what differs from how the form was filled. */
export function maintenanceChangeOf(one: Maintenance, given: NewMaintenance): MaintenanceChange {
  const before: Readonly<Record<string, unknown>> = { ...newMaintenanceOf(draftOf(one, one.time_zone)) };
  return Object.fromEntries(
    Object.entries(given).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field])),
  );
}

/** What is tried: it needs no name. `null` where it cannot be read. */
export function trialOf(draft: MaintenanceDraft): MutingTrial | null {
  const schedule = scheduleOf(draft.schedule);
  const minutes = minutesOf(draft);
  if (schedule === null || minutes === null) return null;
  return {
    matchers: matchersOf(draft),
    schedule,
    duration_minutes: minutes,
    time_zone: draft.zone,
  };
}
