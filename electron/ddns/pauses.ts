/** Whether checks run by themselves, and until when they do not. */
import type { AuditEvent, AuditTrail } from '../kernel/audit.ts';
import { toTimestampOrNull, type Cancel, type Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';

/** The pause, stored: it outlives a restart. Times in ms UTC. */
export interface Pauses {
  isPaused(): boolean;
  /** Until a moment, or (`null`) until somebody resumes. */
  pause(until: number | null): Promise<{ since: number; until: number | null }>;
  resume(): Promise<void>;
  /** Waits for the end of a pause that stands already. */
  start(): void;
  stop(): void;
}

/** `onResume` is called after each end of a pause. */
export function createPauses({
  state,
  store,
  audit,
  clock,
  logger,
  onResume,
}: {
  readonly state: DdnsState;
  readonly store: DdnsStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onResume: () => void;
}): Pauses {
  let cancelResume: Cancel = () => undefined;

  function armResume(): void {
    cancelResume();
    const { paused_until: until } = state.service;
    if (until === null) return;
    cancelResume = clock.after(until - clock.now(), () => {
      // A timer may fire early where the time is far away or the clock was set back.
      if (clock.now() < until) armResume();
      else {
        resume(null).catch((error: unknown) => {
          logger.error({ error }, 'Checks could not be resumed');
        });
      }
    });
  }

  /** With `asked`, somebody wanted it: it is told together with it. */
  async function putPause(
    since: number | null,
    until: number | null,
    asked: AuditEvent | null,
  ): Promise<void> {
    const pause = { paused_since: since, paused_until: until };
    const write = (): Promise<void> => store.putService(pause);
    await (asked ? audit.with(asked, write) : write());
    // An update may have ended meanwhile.
    state.service = { ...state.service, ...pause };
    state.touch();
    armResume();
  }

  async function resume(asked: AuditEvent | null): Promise<void> {
    await putPause(null, null, asked);
    onResume();
  }

  return {
    isPaused: () => state.service.paused_since !== null,
    async pause(until) {
      const since = state.service.paused_since ?? clock.now();
      const payload = { until: toTimestampOrNull(until) };
      await putPause(since, until, { action: 'ddns.pause', payload });
      return { since, until };
    },
    resume: () => resume({ action: 'ddns.resume' }),
    start: armResume,
    stop: () => {
      cancelResume();
    },
  };
}
