/**
 * Moves what is stored: notices to channels, messages out, stand-ins in. It looks when something came, and when something
 * is due; nothing of what it knows has to survive it.
 */
import { sleep, type Cancel, type Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Intake } from './intake.ts';
import type { Line } from './line.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { StandIn } from './stand-in.ts';
import type { Upkeep } from './upkeep.ts';

/** What it stands on. */
export interface DispatcherDeps {
  readonly intake: Intake;
  readonly standIn: StandIn;
  readonly upkeep: Pick<Upkeep, 'recover'>;
  readonly store: Pick<OutboxStore, 'dueByChannel'>;
  readonly lineOf: (channelId: string) => Line;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Runs from its start to its stop. */
export interface Dispatcher {
  start(): void;
  /** There is something new. */
  wake(): void;
  /** A channel was edited: whatever held it up may be gone. */
  renewed(channelId: string): void;
  /** Ends; a message that is being sent has a second. */
  stop(): Promise<void>;
}

interface Work {
  readonly line: Line;
  /** When it can send again, ms UTC. */
  until: number;
  running: Promise<void> | null;
  /** Something went wrong on our side: what it left behind is looked at first. */
  isBroken: boolean;
  /** How often it was edited. */
  renewals: number;
}

/** The clock may be set: due times are compared with it at least this often. */
const LONGEST_SLEEP_MS = 5 * 60_000;
/** After trouble of our own, such as a full disk. */
const TROUBLE_MS = 30_000;
/** The whole program has less than two seconds. What is cut off was stored as tried, and is taken up at the next start. */
const STOP_PATIENCE_MS = 1000;

/** Makes it. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { store, clock, logger } = deps;
  const works = new Map<string, Work>();
  let cancel: Cancel = () => undefined;
  let round: Promise<void> | null = null;
  let isAsked = false;
  let isRunning = false;
  const ending = new AbortController();

  function workOf(channelId: string): Work {
    const work = works.get(channelId) ?? {
      line: deps.lineOf(channelId),
      ...{ until: 0, running: null, isBroken: false, renewals: 0 },
    };
    works.set(channelId, work);
    return work;
  }

  async function runLine(channelId: string, work: Work): Promise<void> {
    try {
      if (work.isBroken) await deps.upkeep.recover(channelId);
      work.isBroken = false;
      const { renewals } = work;
      const until = await work.line.run(ending.signal);
      // What held it up is of before the edit.
      work.until = work.renewals === renewals ? until : 0;
    } catch (error) {
      if (ending.signal.aborted) return;
      logger.error({ error, channel_id: channelId }, 'Messages could not be sent');
      work.isBroken = true;
      work.until = clock.now() + TROUBLE_MS;
    }
    work.running = null;
    wake();
  }

  async function look(): Promise<void> {
    await deps.intake();
    let next = (await deps.standIn()) ?? Infinity;
    const due = await store.dueByChannel();
    const now = clock.now();
    for (const { channel_id: id, due_at: dueAt } of due) {
      const work = workOf(id);
      if (work.running) continue;
      const at = Math.max(dueAt, work.until);
      if (at > now) next = Math.min(next, at);
      else if (isRunning) work.running = runLine(id, work);
    }
    plan(next - now);
  }

  function plan(delay: number): void {
    cancel();
    if (delay === Infinity || !isRunning) return;
    cancel = clock.after(Math.min(LONGEST_SLEEP_MS, Math.max(0, delay)), wake);
  }

  async function rounds(): Promise<void> {
    while (isAsked && isRunning) {
      isAsked = false;
      try {
        await look();
      } catch (error) {
        logger.error({ error }, 'The outbox could not be looked through');
        plan(TROUBLE_MS);
      }
    }
    round = null;
  }

  function wake(): void {
    isAsked = true;
    if (isRunning) round ??= rounds();
  }

  return {
    start() {
      isRunning = true;
      wake();
    },
    wake,
    renewed(channelId) {
      const work = works.get(channelId);
      if (work) Object.assign(work, { until: 0, renewals: work.renewals + 1 });
      wake();
    },
    async stop() {
      isRunning = false;
      ending.abort();
      cancel();
      await round;
      const waiting = new AbortController();
      const sending = Promise.all([...works.values()].map(({ running }) => running ?? Promise.resolve()));
      await Promise.race([sending, sleep(clock, STOP_PATIENCE_MS, waiting.signal)]);
      waiting.abort();
      await Promise.all([...works.values()].map(({ line }) => line.close()));
    },
  };
}
