/** Operations on silences, maintenance and quiet hours. */
import { pageOf, paginate } from '../../../shared/api/common.ts';
import { mutingRoutes } from '../../../shared/api/muting-routes.ts';
import { toTimestamp, type Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import { calendarOf } from './calendar.ts';
import type { MaintenanceList } from './maintenance.ts';
import { matchersOf } from './matchers.ts';
import { stateOf, type ActiveAlert, type StoredMaintenance, type StoredSilence } from './model.ts';
import { momentOf } from './moment.ts';
import type { Muting } from './muting.ts';
import type { QuietHoursKeeper } from './quiet-hours.ts';
import { upcoming } from './recurrence.ts';
import {
  fitting,
  showAlert,
  showEntry,
  showMaintenance,
  showQuietHours,
  showSilence,
  showSpan,
} from './shown.ts';
import type { Silences } from './silences.ts';
import { DAY_MS, checkTimeZone } from './zoned.ts';

/** Days that a calendar has unless told, and at most. */
const USUAL_DAYS = 31;
const MOST_DAYS = 62;
/** Times of a schedule that is tried. */
const SHOWN_TIMES = 10;

const invalid = (path: string, keyword: string, limit: string | number = ''): UserError =>
  new UserError('VALIDATION_ERROR', { params: { path, keyword, limit } });

/** Makes them. */
export function createMutingRoutes(deps: {
  readonly silences: Silences;
  readonly maintenance: MaintenanceList;
  readonly quietHours: QuietHoursKeeper;
  readonly muting: Muting;
  readonly clock: Clock;
  readonly activeAlerts: () => readonly ActiveAlert[];
}): BoundRoute[] {
  const { silences, maintenance, quietHours, muting, clock, activeAlerts } = deps;

  const oneSilence = (silence: StoredSilence) => ({
    data: showSilence(silence, activeAlerts(), clock.now()),
  });
  const oneMaintenance = (one: StoredMaintenance) => ({
    data: showMaintenance(one, activeAlerts(), clock.now()),
  });

  return implement(mutingRoutes, {
    createSilence: async ({ body, caller }) => oneSilence(await silences.create(body, caller.username)),
    listSilences({ query }) {
      const [now, alerts, position] = [clock.now(), activeAlerts(), pageOf(query)];
      const found = silences
        .list()
        .filter((silence) => query.state === undefined || stateOf(silence, now) === query.state);
      const page = found.slice(position.offset, position.offset + position.limit);
      return {
        data: { silences: page.map((one) => showSilence(one, alerts, now)), count: page.length },
        pagination: paginate(position, found.length),
      };
    },
    getSilence: ({ params }) => oneSilence(silences.get(params.silence_id)),
    updateSilence: async ({ params, body, caller }) =>
      oneSilence(await silences.update(params.silence_id, body, caller.username)),
    deleteSilence: async ({ params }) => oneSilence(await silences.end(params.silence_id)),
    listMaintenance() {
      const [now, alerts] = [clock.now(), activeAlerts()];
      const all = maintenance.list().map((one) => showMaintenance(one, alerts, now));
      return { data: { maintenance: all, count: all.length } };
    },
    getMaintenance: ({ params }) => oneMaintenance(maintenance.get(params.maintenance_id)),
    createMaintenance: async ({ body, caller }) =>
      oneMaintenance(await maintenance.create(body, caller.username)),
    updateMaintenance: async ({ params, body }) =>
      oneMaintenance(await maintenance.update(params.maintenance_id, body)),
    async deleteMaintenance({ params }) {
      await maintenance.remove(params.maintenance_id);
      return { data: { maintenance_id: params.maintenance_id } };
    },
    getQuietHours: () => ({ data: showQuietHours(quietHours.get(), clock.now()) }),
    setQuietHours: async ({ body }) => ({
      data: showQuietHours(await quietHours.change(body), clock.now()),
    }),
    async getMutingCalendar({ query }) {
      const from = query.from === undefined ? clock.now() : momentOf(query.from, 'from');
      const to = momentOf(query.to ?? toTimestamp(from + USUAL_DAYS * DAY_MS), 'to');
      if (from >= to) throw invalid('from', 'before_end');
      if (to - from > MOST_DAYS * DAY_MS) throw invalid('to', 'calendar_span', MOST_DAYS);
      const all = {
        silences: silences.list(),
        maintenance: maintenance.list(),
        quietHours: quietHours.get(),
      };
      const entries = (await calendarOf(all, { start: from, end: to })).map(showEntry);
      return {
        data: { from: toTimestamp(from), to: toTimestamp(to), entries, count: entries.length },
      };
    },
    previewMuting({ body, words }) {
      const { schedule, duration_minutes, time_zone } = body;
      const now = clock.now();
      const active = activeAlerts();
      const found = fitting(active, matchersOf(body.matchers));
      const alerts = found.map((alert) => showAlert(alert, muting.judge(alert, now), words));
      const data = { alerts, count: alerts.length, active: active.length };
      if (!schedule) return { data: { ...data, windows: [] } };
      if (duration_minutes === undefined) throw invalid('duration_minutes', 'required');
      if (time_zone === undefined) throw invalid('time_zone', 'required');
      checkTimeZone(time_zone);
      const windows = upcoming({ schedule, duration_minutes, time_zone }, now, SHOWN_TIMES).map(showSpan);
      return { data: { ...data, windows } };
    },
  });
}
