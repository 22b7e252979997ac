/** The limits on how often anybody may ask, by their settings, kept over a restart where that matters. */
import { limitSettings } from './app-settings.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './kernel/database.ts';
import type { EventBus } from './kernel/events.ts';
import type { Logger } from './kernel/logger.ts';
import type { Settings } from './kernel/settings.ts';
import { createKeptAccounts } from './server/limits/kept-accounts.ts';
import { createRequestLimits, type Quotas, type RequestLimits } from './server/limits/request-limits.ts';

/** Limits that run. */
export interface RunningLimits {
  readonly limits: RequestLimits;
  stop(): Promise<void>;
}

const MINUTE = 60;
const FIVE_MINUTES = 300;

/** Quotas as the settings say. */
export function quotasOf(settings: Pick<Settings, 'get'>): Quotas {
  return {
    service: { requests: settings.get(limitSettings.servicePerSecond), seconds: 1 },
    caller: {
      requests: settings.get(limitSettings.callerPerSecond),
      seconds: 1,
      burst: settings.get(limitSettings.callerBurst),
    },
    anonymous: { requests: settings.get(limitSettings.anonymousPerMinute), seconds: MINUTE },
    auth: { requests: settings.get(limitSettings.authPerFiveMinutes), seconds: FIVE_MINUTES },
    ddns: { requests: settings.get(limitSettings.ddnsPerFiveMinutes), seconds: FIVE_MINUTES },
    admin: { requests: settings.get(limitSettings.adminPerMinute), seconds: MINUTE },
  };
}

/** Goes on where the last process ended. A changed setting counts for everybody at once. */
export async function startRequestLimits(deps: {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Settings;
  readonly events: EventBus;
}): Promise<RunningLimits> {
  const { settings, clock, events } = deps;
  const kept = createKeptAccounts({
    ...deps,
    seconds: FIVE_MINUTES,
    momentsOf: (key) => limits.authMoments(key),
  });
  const limits = createRequestLimits({
    quotas: () => quotasOf(settings),
    clock,
    keptAuth: await kept.all(),
    onAuth: (key) => {
      kept.changed(key);
    },
  });
  events.on('settings.changed', ({ key }) => {
    if (key.startsWith('limits.')) limits.retune();
  });
  return { limits, stop: () => kept.stop() };
}
