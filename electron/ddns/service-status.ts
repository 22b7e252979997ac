/** What is told of the whole service: to every open page every few seconds, so put together only where it changed. */
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull, type Clock } from '../kernel/clock.ts';
import type { AllUpdates } from './all-updates.ts';
import type { Hosts } from './hosts.ts';
import type { DdnsState } from './state.ts';
import { currentIp, describeHost, judgeAll, sentence } from './status.ts';

/** What the service knows of itself. */
export interface ServiceStatusDeps {
  readonly state: DdnsState;
  readonly hosts: Pick<Hosts, 'list'>;
  readonly clock: Clock;
  readonly isPaused: () => boolean;
  /** The scheduler of the checks is alive. */
  readonly isAlive: () => boolean;
  /** Of the next check, ms UTC; `null` before the start. */
  readonly nextAt: () => number | null;
  readonly running: AllUpdates['running'];
  readonly jobId: () => string | null;
}

/** Tells how the service is; its uptime counts from here. */
export function createServiceStatus(deps: ServiceStatusDeps): (words: Words) => DdnsStatus {
  const { state, hosts, clock, isPaused, isAlive, running } = deps;
  const startedAt = clock.elapsed();
  const told = new Map<string, { version: number; nextAt: number | null; status: DdnsStatus }>();
  const uptime = (): number => Math.floor((clock.elapsed() - startedAt) / 1000);

  function describe(words: Words): DdnsStatus {
    const { last_check: lastCheck, paused_since: since, paused_until: until } = state.service;
    const list = hosts.list().map((host) => describeHost(host, state, words));
    const settled = judgeAll(list, isPaused());
    const checked = toTimestampOrNull(lastCheck);
    const current = running();
    const next = toTimestampOrNull(isPaused() ? until : deps.nextAt());
    return {
      ddns_enabled: !isPaused(),
      ddns_running: isAlive(),
      last_check: checked,
      current_ip: currentIp(hosts.list()[0], state.sighting),
      domain: list[0]?.name ?? null,
      status: current ? words.say('status.ddns.working') : sentence(settled, list, words),
      next_check: next,
      uptime: uptime(),
      state: current ? 'working' : settled,
      paused_since: toTimestampOrNull(since),
      paused_until: toTimestampOrNull(until),
      update: current && {
        job_id: deps.jobId(),
        stage: current.stage,
        progress: current.progress,
        started_at: toTimestamp(current.started_at),
      },
      hosts: list.map((host) => ({ ...host, last_check: checked, next_check: host.enabled ? next : null })),
    };
  }

  return (words) => {
    // Every open page asks every few seconds; between updates hardly anything of it changes.
    const version = state.version();
    const nextAt = deps.nextAt();
    const known = told.get(words.language);
    const isRunning = running() !== null;
    if (!isRunning && known?.version === version && known.nextAt === nextAt) {
      return { ...known.status, ddns_running: isAlive(), uptime: uptime() };
    }
    const status = describe(words);
    if (!isRunning) told.set(words.language, { version, nextAt, status });
    return status;
  };
}
