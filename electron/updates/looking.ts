/** Looks for newer releases: once a day by itself, and when somebody wants to know. */
import type { Clock } from '../kernel/clock.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Http } from '../kernel/http.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import { askLatest, type ReleasePlace } from './ask.ts';
import type { Finding } from './model.ts';
import { after, isDue, mayAsk } from './schedule.ts';
import type { createUpdateStore } from './store.ts';

/** What it stands on. */
export interface LookingDeps {
  readonly place: ReleasePlace;
  readonly http: Http;
  readonly store: Pick<ReturnType<typeof createUpdateStore>, 'put'>;
  readonly clock: Clock;
  readonly scheduler: Pick<Scheduler, 'every'>;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly events: Pick<EventBus, 'emit'>;
  readonly logger: Logger;
  /** Whether it is done by itself. */
  readonly isOn: () => boolean;
}

/** Looks. */
export interface Looking {
  finding(): Finding;
  /** ms UTC, at the earliest; `null` where it is switched off. */
  nextAt(): number | null;
  /** Looks now, unless that was done within the last minute or GitHub asked to be left alone. */
  look(): Promise<void>;
  /** What comes later is not kept. */
  stop(): Promise<void>;
}

/** How often it is seen to whether it is time (ms): a machine may have slept. Later by up to half of it. */
const ROUND_MS = 600_000;

/** Begins with what was found before. */
export function startLooking(deps: LookingDeps, known: Finding): Looking {
  const { place, http, store, clock, scheduler, random, events, logger, isOn } = deps;
  let finding = known;
  let isOver = false;
  let running: Promise<void> | null = null;
  let keeping: Promise<void> = Promise.resolve();

  async function ask(): Promise<void> {
    // Without a release there is nothing that could be unchanged.
    const etag = finding.release === null ? null : finding.etag;
    const outcome = await askLatest(place, etag, { http, now: () => clock.now() });
    if (isOver) return;
    const before = finding;
    finding = after(before, outcome, clock.now(), random());
    const { release, reason } = finding;
    if (release !== null && release.version !== before.release?.version)
      logger.info({ version: release.version }, 'The newest release of CloudCube was found');
    if (reason !== null && reason.code !== before.reason?.code)
      logger.warn({ reason }, 'It is not known whether there is a newer CloudCube');
    keeping = store.put(finding);
    await keeping;
    events.emit('updates.changed', {});
  }

  /** One question at a time: who comes meanwhile hears its answer. */
  const askOnce = (): Promise<void> =>
    (running ??= ask().finally(() => {
      running = null;
    }));

  const round = scheduler.every({
    name: 'updates.look',
    intervalMs: () => ROUND_MS,
    jitter: 0.5,
    // Not awaited: a stop need not wait for who does not answer.
    run: () => {
      if (isOn() && isDue(finding, clock.now()))
        askOnce().catch((error: unknown) => {
          logger.error({ error }, 'It could not be looked for a newer CloudCube');
        });
      return Promise.resolve();
    },
  });

  return {
    finding: () => finding,
    nextAt: () =>
      isOn() ? Math.max(finding.next_at ?? 0, finding.held_until ?? 0, round.nextAt() ?? clock.now()) : null,
    async look() {
      if (running !== null || mayAsk(finding, clock.now())) await askOnce();
    },
    async stop() {
      isOver = true;
      round.stop();
      // Whoever asked hears of what could not be kept.
      await keeping.catch(() => undefined);
    },
  };
}
