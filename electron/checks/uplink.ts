/**
 * Whether this machine has a way out at all. Looked at only when a check of something outside fails, once for all of
 * them: a dead line is one fact, not forty.
 */
import type { Cancel, Clock } from '../kernel/clock.ts';
import { createEgress } from '../kernel/egress.ts';
import type { EventBus } from '../kernel/events.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { parseServer } from './dns/servers.ts';
import { mayCheck } from './guard.ts';
import { orAborted } from './reach.ts';

/** What is known of it. Times in ms UTC. */
export interface UplinkState {
  /** `null`: there was no need to look yet. */
  readonly up: boolean | null;
  readonly since: number | null;
  readonly checked_at: number | null;
}

/** The way out. */
export interface UplinkWatch {
  state(): UplinkState;
  /** Whether it is down, as far as it can be told. Those that ask at the same time share one look. */
  isDown(): Promise<boolean>;
  /** Something outside has answered. */
  proven(): Promise<void>;
  stop(): void;
}

/** What watching takes. */
export interface UplinkDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Pick<EventBus, 'emit'>;
  /** Addresses with ports; one that takes a connection is enough. Empty: nobody is asked, and it never counts as down. */
  readonly targets: () => readonly string[];
  readonly saved: UplinkState | null;
  readonly save: (state: UplinkState) => Promise<void>;
  /** It is up again: whoever waited for it may look again. */
  readonly onUp: () => void;
}

const PATIENCE_MS = 3_000;
/** How long one look counts, ms. */
const FRESH_MS = 5_000;
const AGAIN_MS = 15_000;
const HTTPS_PORT = 443;

/** Whether one of the targets takes a connection. */
export async function anyAnswers(targets: readonly string[], signal: AbortSignal): Promise<boolean> {
  const found = new AbortController();
  const attempts = targets.map(async (text) => {
    const target = parseServer(text, HTTPS_PORT);
    const may = target && mayCheck(target.host, target, [{ hostname: target.host, port: target.port }]);
    if (!may) throw new Error(`${text} may not be reached`);
    const all = AbortSignal.any([signal, found.signal]);
    const socket = await orAborted(createEgress(() => [target]).connect(target, all), all);
    socket.destroy();
  });
  try {
    await Promise.any(attempts);
    return true;
  } catch {
    return false; // None of them: that is what was asked.
  } finally {
    found.abort();
  }
}

/** Makes it. What was known before the start is taken up. */
export function createUplink(deps: UplinkDeps): UplinkWatch {
  const { clock, logger, events } = deps;
  let state: UplinkState = deps.saved ?? { up: null, since: null, checked_at: null };
  let lookedAt = -Infinity;
  let looking: Promise<boolean> | null = null;
  let cancelAgain: Cancel = () => undefined;
  let isStopped = false;

  async function become(up: boolean): Promise<void> {
    const now = clock.now();
    const before = state.up;
    state = { up, since: before === up ? state.since : now, checked_at: now };
    lookedAt = clock.elapsed();
    plan();
    // That it is up before anybody doubted it is no news.
    if (before === up || (before === null && up)) return;
    const reason = up ? null : { code: 'CHECK_UPLINK_DOWN', params: {} };
    events.emit('checks.changed', {
      ...{ at: now, check_id: null, reason },
      ...{ from: before === null ? 'unknown' : before ? 'up' : 'down', to: up ? 'up' : 'down' },
    });
    if (up) deps.onUp();
    try {
      await deps.save(state);
    } catch (error) {
      logger.warn({ error }, 'How the way out stands could not be stored');
    }
  }

  function plan(): void {
    cancelAgain();
    if (isStopped || state.up !== false) return;
    cancelAgain = clock.after(AGAIN_MS, () => {
      look().catch((error: unknown) => {
        logger.error({ problem: messageOf(error) }, 'The way out could not be looked at');
      });
    });
  }

  function look(): Promise<boolean> {
    looking ??= (async () => {
      const patience = new AbortController();
      const cancel = clock.after(PATIENCE_MS, () => {
        patience.abort();
      });
      try {
        const targets = deps.targets();
        const up = targets.length === 0 || (await anyAnswers(targets, patience.signal));
        if (targets.length > 0 || state.up === false) await become(up);
        return !up;
      } finally {
        cancel();
        looking = null;
      }
    })();
    return looking;
  }

  plan();
  return {
    state: () => state,
    isDown() {
      if (clock.elapsed() - lookedAt < FRESH_MS && looking === null)
        return Promise.resolve(state.up === false);
      return look();
    },
    async proven() {
      if (state.up !== true) await become(true);
    },
    stop() {
      isStopped = true;
      cancelAgain();
    },
  };
}
