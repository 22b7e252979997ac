/** What the `updates` area asks of the others, and where releases are. */
import { updatesCheck } from './app-settings.ts';
import type { AppPorts } from './app.ts';
import type { Database } from './kernel/database.ts';
import type { EventBus } from './kernel/events.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import type { Settings } from './kernel/settings.ts';
import { version } from './kernel/version.ts';
import type { Network } from './network.ts';
import { GITHUB_API, startUpdates, type UpdatesArea } from './updates/index.ts';

/** Starts the area. GitHub is a public address; only another one, which a host names, may be elsewhere. */
export function startUpdateArea(deps: {
  readonly ports: Pick<AppPorts, 'clock' | 'logger' | 'random' | 'releases'>;
  readonly database: Database;
  readonly scheduler: Scheduler;
  readonly settings: Settings;
  readonly events: EventBus;
  readonly network: Pick<Network, 'ddns'>;
}): Promise<UpdatesArea> {
  const { ports, database, scheduler, settings, events, network } = deps;
  const { clock, logger, random, releases } = ports;
  const endpoint = releases === null || releases.api === GITHUB_API ? null : releases.api;
  return startUpdates({
    ...{ database, clock, scheduler, random, events, version },
    place: releases,
    http: network.ddns.httpTo({ endpoint, proxy: null }),
    logger: logger.of('updates'),
    isOn: () => settings.get(updatesCheck),
    setOn: (on, actor) => settings.set(updatesCheck.key, on, actor),
  });
}
