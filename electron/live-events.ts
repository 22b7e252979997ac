/** Tells what has happened to names and alerts, as the API shows it. */
import type { ServerData } from '../shared/events.ts';
import type { Words } from '../shared/i18n/index.ts';
import type { Alerts } from './alerts/index.ts';
import type { Events } from './kernel/area-events.ts';
import type { EventBus } from './kernel/events.ts';
import type { LiveTeller } from './server/live/model.ts';

/** Whom it listens to. */
export interface HappeningsDeps {
  readonly teller: Pick<LiveTeller, 'publish'>;
  readonly events: Pick<EventBus, 'on'>;
  readonly alerts: Pick<Alerts, 'onTurned'>;
}

/** Rows of one message; their number is told. */
const MOST_ENTRIES = 100;

/** The newest first, as the history tells them. */
function entriesOf(
  entries: Events['ddns.updated']['entries'],
  words: Words,
): ServerData<'ddns_update'>['entries'] {
  return entries
    .slice(-MOST_ENTRIES)
    .reverse()
    .map(({ reason, ...entry }) => ({
      ...entry,
      reason: reason && {
        code: reason.code,
        params: { ...reason.params },
        message: words.explain(reason),
      },
    }));
}

/** Listens from now on. Returns the way to stop it. */
export function tellHappenings({ teller, events, alerts }: HappeningsDeps): () => void {
  const ends = [
    events.on('ddns.updated', ({ entries }) => {
      if (entries.length === 0) return;
      teller.publish('ddns_updates', 'ddns_update', (words) => ({
        entries: entriesOf(entries, words),
        count: entries.length,
      }));
    }),
    alerts.onTurned(({ severity, show }) => {
      teller.publish('alerts', 'system_alert', show, severity);
      teller.publish('monitoring_alerts', 'monitoring_alert', show);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
