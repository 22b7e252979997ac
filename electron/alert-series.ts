/** What rules want to know beyond what is measured anyway, as series: names, accounts, the line, CloudCube itself. */
import { createWords } from '../shared/i18n/index.ts';
import type { HostState } from '../shared/api/ddns.ts';
import type { ObjectParts } from './alert-objects.ts';
import type { AppPorts } from './app.ts';
import type { ChecksArea } from './checks/index.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import type { EventBus } from './kernel/events.ts';
import { newestCopyAt } from './kernel/state-copies.ts';
import type { Recorder } from './kernel/recorder.ts';
import type { HealthCheck } from './server/health.ts';

/** Where they come from. */
export interface AlertSeriesDeps extends Pick<ObjectParts, 'ddns'> {
  readonly ports: Pick<AppPorts, 'clock' | 'resolver'>;
  readonly folder: DataFolder;
  readonly events: Pick<EventBus, 'on'>;
  readonly recorder: Recorder;
  readonly checks: Pick<ChecksArea, 'checks' | 'uplink'>;
  readonly parts: Readonly<Record<string, HealthCheck>>;
  /** Notifications that were given up since then (ms UTC). */
  readonly undelivered: (since: number) => Promise<number>;
}

/** For so long a message that was given up counts as trouble. */
const DAY_MS = 24 * 3600_000;
/** An address that changes too often is told once an hour while it does. */
const FLAPPING_MS = 3_900_000;

const wellness: Readonly<Record<HostState, boolean | null>> = {
  ok: true,
  working: true,
  warning: false,
  needs_adoption: false,
  error: false,
  // Nothing can be said of these.
  paused: null,
  unknown: null,
};

/** Answers what records them, once. */
export function createAlertSeries(deps: AlertSeriesDeps): () => Promise<void> {
  const { ports, folder, events, recorder, checks, ddns, parts, undelivered } = deps;
  const { clock, resolver } = ports;
  const words = createWords('en');
  const flapping = new Map<string, number>();
  events.on('ddns.flapping', ({ track }) => {
    flapping.set(track, clock.elapsed());
  });

  function names(): void {
    for (const { name, state } of ddns.service.status(words).hosts) {
      const isWell = wellness[state];
      if (isWell !== null) recorder.record('ddns.name.ok', name, Number(isWell));
    }
    for (const { account_id: id } of ddns.accounts.list()) {
      const { state } = ddns.accounts.standing(id);
      if (state !== 'unknown') recorder.record('ddns.account.ok', id, Number(state === 'ok'));
    }
    for (const [track, at] of flapping) {
      if (clock.elapsed() - at > FLAPPING_MS) flapping.delete(track);
      else recorder.record('ddns.address.flapping', track, 1);
    }
  }

  /** Asked only where a check says that a name leads nowhere, and the line is not known to be down. */
  async function resolverWorks(): Promise<boolean | null> {
    const isLost = checks.checks
      .list()
      .some(({ check, standing }) => check.enabled && standing.reason?.code === 'CHECK_UNRESOLVED');
    if (!isLost) return true;
    if (checks.uplink().up === false) return null;
    // Any answer will do, also that there is no such zone.
    return resolver.ns('com').then(
      () => true,
      () => false,
    );
  }

  return async () => {
    names();
    const { up } = checks.uplink();
    if (up !== null) recorder.record('network.uplink', '', Number(up));
    const resolves = await resolverWorks();
    if (resolves !== null) recorder.record('network.resolver', '', Number(resolves));
    const copied = newestCopyAt(folder);
    if (copied !== null) {
      recorder.record('cloudcube.copy_age', '', Math.max(0, (clock.now() - copied) / 1000));
    }
    const troubles = await Promise.all(Object.values(parts).map((part) => part()));
    recorder.record('cloudcube.trouble', '', troubles.filter((code) => code !== null).length);
    recorder.record('cloudcube.undelivered', '', await undelivered(clock.now() - DAY_MS));
  };
}
