/** The runs of the standing checks: again and again, a bounded number at once, each finding taken in as it comes. */
import type { CheckTrial } from '../../shared/api/checks.ts';
import type { Events } from '../kernel/area-events.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Recorder } from '../kernel/recorder.ts';
import { decide, isWavering, statusOf, type Standing } from './decide.ts';
import type { Examine } from './examine.ts';
import type { Heartbeats } from './heartbeats.ts';
import type { Kinds } from './kinds/kind.ts';
import { unavailable, type Finding, type KeptFinding, type StoredCheck } from './model.ts';
import { createPlanner } from './planner.ts';
import type { CheckStore } from './store.ts';
import { checkTold, kindOf } from './told.ts';

/** A check, how it stands and what its runs found. */
export interface Entry {
  readonly check: StoredCheck;
  standing: Standing;
  /** The newest last. */
  readonly results: KeptFinding[];
}

/** Tells of a check that stands otherwise. */
export type Announce = (
  checkId: string,
  change: Pick<Events['checks.changed'], 'from' | 'to' | 'reason'>,
) => void;

/** What the runs stand on. */
export interface RunsDeps {
  /** By the check's id. An entry that was put in the place of another is another check: a run of the old one is dropped. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly store: Pick<CheckStore, 'settle'>;
  readonly kinds: Kinds;
  readonly examine: Examine;
  readonly heartbeats: Pick<Heartbeats, 'await'>;
  readonly announce: Announce;
  /** A check has been run, however it stands. */
  readonly looked: (checkId: string) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly recorder: Recorder;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** The runs. */
export interface Runs {
  /** Begins with a check: its first run is spread over `spreadMs`, its interval at most. A paused one is let go. */
  begin(entry: Entry, spreadMs: number): void;
  /** Runs it as soon as there is room, whatever was planned. */
  soon(checkId: string): void;
  /** Lets a check go. */
  end(checkId: string): void;
  /** When it runs next, ms UTC; `null` while it runs or where nothing is planned. */
  nextAt(checkId: string): number | null;
  /** Runs it and resolves at its end. A paused one is looked at and stays as it is. */
  now(entry: Entry): Promise<KeptFinding>;
  /** Runs what is not kept. @throws {UserError} `VALIDATION_ERROR` */
  try(trial: CheckTrial): Promise<KeptFinding>;
  /** Runs soon what could not be told while the line was dead. */
  lookAgain(): void;
  /** Does other work within the bound of what runs at once. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** Starts nothing more and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** Runs at once. */
const MOST_AT_ONCE = 8;
/** Runs of each check that are remembered. */
const MOST_RESULTS = 60;
const JITTER = 0.1;
const STANDARD_TIMEOUT_S = 10;

/** Makes them; nothing runs before it was begun with. */
export function createRuns(deps: RunsDeps): Runs {
  const { entries, store, kinds, examine, heartbeats, announce, looked, clock } = deps;
  const { logger, recorder, random } = deps;

  async function look(check: StoredCheck): Promise<Finding | null> {
    const { check_id: id, interval_seconds: interval, timeout_seconds: timeout } = check;
    try {
      return await examine(check, timeout, { check_id: id, interval_seconds: interval });
    } catch (error) {
      if (!isStopped) logger.error({ error, check: id }, 'A check could not be run');
      return isStopped ? null : unavailable({ code: 'INTERNAL_ERROR', params: {} });
    }
  }

  function record(checkId: string, finding: Finding, standing: Standing): void {
    // What could not be found out is a gap, not a failure.
    if (finding.outcome === 'ok' || finding.outcome === 'failed') {
      recorder.record('check.up', checkId, standing.settled === 'up' ? 1 : 0);
    }
    if (finding.latency_ms !== null) recorder.record('check.latency', checkId, finding.latency_ms);
    if (finding.certificate_days !== null) {
      recorder.record('check.certificate_days', checkId, finding.certificate_days);
    }
  }

  /** Takes a finding in. What is settled is stored first, so that nobody hears of what is lost again. */
  async function takeIn(entry: Entry, finding: Finding): Promise<void> {
    const { check, standing: before } = entry;
    const { check_id: id } = check;
    const now = clock.now();
    const after = decide(before, finding, check, now);
    if (after.settled !== before.settled) {
      const change = { at: now, from: before.settled, to: after.settled, reason: after.reason };
      await store.settle(id, after, change);
    }
    // Changed or let go while it was stored.
    if (entries.get(id) !== entry) return;
    entry.standing = after;
    entry.results.push({ ...finding, at: now });
    if (entry.results.length > MOST_RESULTS) entry.results.shift();
    record(id, finding, after);
    const [from, to] = [statusOf(before, true), statusOf(after, true)];
    if (from !== to) announce(id, { from, to, reason: finding.reason });
    looked(id);
  }

  function delayOf({ check, standing }: Entry): number {
    const { check_id: id, interval_seconds: interval, retry_interval_seconds: retry } = check;
    const context = { check_id: id, interval_seconds: interval };
    if (isWavering(standing)) return Math.min(interval, retry) * 1000 * (1 + JITTER * random());
    const own = kindOf(kinds, check.kind).nextMs?.(check.config, context);
    return own ?? interval * 1000 * (1 + JITTER * random());
  }

  async function run(checkId: string): Promise<number | null> {
    const entry = entries.get(checkId);
    if (!entry?.check.enabled) return null;
    const finding = await look(entry.check);
    // Changed, let go or at the end: this run was of something else.
    if (isStopped || entries.get(checkId) !== entry) return null;
    try {
      if (finding) await takeIn(entry, finding);
    } catch (error) {
      logger.error({ error, check: checkId }, 'How a check stands could not be stored');
    }
    return delayOf(entry);
  }

  let isStopped = false;
  const planner = createPlanner({ clock, run, most: MOST_AT_ONCE });

  function begin({ check }: Entry, spreadMs: number): void {
    const { check_id: id } = check;
    if (!check.enabled) {
      planner.remove(id);
      return;
    }
    if (check.kind === 'heartbeat') heartbeats.await(id);
    planner.put(id, Math.min(spreadMs, check.interval_seconds * 1000) * random());
  }

  return {
    begin,
    soon: (checkId) => {
      planner.put(checkId, 0);
    },
    end: (checkId) => {
      planner.remove(checkId);
    },
    nextAt: (checkId) => planner.nextAt(checkId),
    async now({ check, results }) {
      if (!check.enabled) {
        const finding = await planner.within(() => look(check));
        return { ...(finding ?? awaiting), at: clock.now() };
      }
      const before = results.at(-1);
      await planner.runNow(check.check_id);
      const last = entries.get(check.check_id)?.results.at(-1);
      return last && last !== before ? last : { ...awaiting, at: clock.now() };
    },
    async try({ kind, config, timeout_seconds: timeout = STANDARD_TIMEOUT_S }) {
      const told = checkTold(kinds, kind, config);
      const context = { check_id: null, interval_seconds: 60 };
      const finding = await planner.within(() => examine(told, timeout, context));
      return { ...(finding ?? awaiting), at: clock.now() };
    },
    lookAgain() {
      for (const { check, standing } of entries.values()) {
        const spread = Math.min(check.retry_interval_seconds, check.interval_seconds) * 1000;
        if (check.enabled && standing.unreachable) planner.put(check.check_id, spread * random());
      }
    },
    within: (work) => planner.within(work),
    async stop() {
      isStopped = true;
      await planner.stop();
    },
  };
}

/** It is too early to say anything: a heartbeat that may still come. */
const awaiting: Finding = unavailable({ code: 'CHECK_HEARTBEAT_AWAITED', params: {} });
