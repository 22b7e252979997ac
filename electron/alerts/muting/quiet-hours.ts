/** The quiet hours as they are kept: one set of them. */
import type { QuietHoursChange } from '../../../shared/api/muting.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { Judge } from './judge.ts';
import type { StoredQuietHours } from './model.ts';
import { isAlwaysQuiet, lengthOf } from './quiet.ts';
import type { MutingStore } from './store.ts';
import { checkTimeZone } from './zoned.ts';

/** What they stand on. */
export interface QuietHoursDeps {
  readonly store: MutingStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly judge: Pick<Judge, 'quietHours'>;
  /** Of this machine, IANA: where they are until somebody says otherwise. */
  readonly timeZone: string;
}

/** The quiet hours. */
export interface QuietHoursKeeper {
  get(): StoredQuietHours;
  /** @throws {UserError} `VALIDATION_ERROR` */
  change(change: QuietHoursChange): Promise<StoredQuietHours>;
}

const invalid = (path: string, keyword: string): UserError =>
  new UserError('VALIDATION_ERROR', { params: { path, keyword, limit: '' } });

/** Loads them. */
export async function createQuietHours(deps: QuietHoursDeps): Promise<QuietHoursKeeper> {
  const { store, audit, clock, judge, timeZone } = deps;
  const inTurn = createLock();
  let hours: StoredQuietHours = (await store.quietHours()) ?? {
    ...{ enabled: false, time_zone: timeZone, spans: [], up_to: 'warning', revision: 0, updated_at: null },
  };

  async function change(given: QuietHoursChange): Promise<StoredQuietHours> {
    const after: StoredQuietHours = {
      enabled: given.enabled ?? hours.enabled,
      time_zone: given.time_zone ?? hours.time_zone,
      spans: given.spans ?? hours.spans,
      up_to: given.up_to ?? hours.up_to,
      revision: hours.revision + 1,
      updated_at: clock.now(),
    };
    checkTimeZone(after.time_zone);
    const empty = after.spans.findIndex((span) => lengthOf(span) === 0);
    if (empty >= 0) throw invalid(`spans.${String(empty)}.to`, 'quiet_span');
    if (isAlwaysQuiet(after.spans)) throw invalid('spans', 'quiet_always');
    await audit.with({ action: 'quiet_hours.update', payload: given }, () => store.saveQuietHours(after));
    hours = after;
    judge.quietHours(hours);
    return hours;
  }

  judge.quietHours(hours);
  return { get: () => hours, change: (given) => inTurn(() => change(given)) };
}
