/** Tells that something is different in a part of the program now, by what the parts tell each other. */
import type { ChangingPart } from '../shared/live/topics.ts';
import type { DdnsService } from './ddns/service.ts';
import type { EventBus } from './kernel/events.ts';
import { partsOfAction, partsOfKey } from './live-parts.ts';
import type { Metrics } from './metrics/index.ts';
import type { LiveTeller } from './server/live/model.ts';

/** Whom it listens to. */
export interface ChangesDeps {
  readonly teller: Pick<LiveTeller, 'changed'>;
  readonly events: Pick<EventBus, 'on'>;
  readonly ddns: Pick<DdnsService, 'running'>;
  readonly watch: Pick<Metrics['watch'], 'onSample'>;
}

/** Listens from now on. Returns the way to stop it. Lines of the log are told by `live-logs.ts`. */
export function tellChanges({ teller, events, ddns, watch }: ChangesDeps): () => void {
  /** With what an update does; `null` where none runs. */
  const ddnsChanged = (): void => {
    const running = ddns.running();
    teller.changed('ddns', { update: running && { stage: running.stage, progress: running.progress } });
  };
  const tell = (part: ChangingPart): void => {
    if (part === 'ddns') ddnsChanged();
    else teller.changed(part);
  };
  const tells = (part: ChangingPart) => () => {
    tell(part);
  };
  const ends = [
    events.on('audit.recorded', ({ action }) => {
      partsOfAction(action).forEach(tell);
    }),
    events.on('settings.changed', ({ key }) => {
      partsOfKey(key).forEach(tell);
    }),
    events.on('ddns.stage', ddnsChanged),
    events.on('ddns.updated', ddnsChanged),
    events.on('ddns.looked', ddnsChanged),
    events.on('ddns.hosts_changed', ddnsChanged),
    events.on('ddns.flapping', ddnsChanged),
    events.on('checks.changed', tells('checks')),
    events.on('checks.looked', tells('checks')),
    events.on('checks.pinged', tells('checks')),
    events.on('alerts.changed', tells('alerts')),
    events.on('alerts.muting_turned', tells('alerts')),
    events.on('lan.changed', tells('exposure')),
    events.on('telemetry.changed', tells('telemetry')),
    events.on('notify.changed', tells('notify')),
    events.on('jobs.changed', tells('jobs')),
    events.on('updates.changed', tells('updates')),
    // Whose sign-ins and keys were ended, and what was left of them.
    events.on('auth.access_changed', () => {
      teller.changed('sessions');
      teller.changed('keys');
    }),
    watch.onSample(tells('monitoring')),
  ];
  return () => {
    for (const end of ends) end();
  };
}
