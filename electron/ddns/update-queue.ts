/**
 * One update at a time. Who asks while one runs joins it, where that answers what was asked; otherwise one more is
 * queued, and everybody who asks until it starts shares that one.
 */
import type { Trigger } from '../../shared/api/ddns.ts';

/** What is asked for. */
export interface UpdateRequest {
  readonly trigger: Trigger;
  readonly force: boolean;
}

/** The queue. */
export interface UpdateQueue<Outcome> {
  /** Starts an update, or joins (`joined`) the running one if `mayJoin` and it is not less than asked for. */
  ask(
    request: UpdateRequest,
    mayJoin: boolean,
  ): { readonly outcome: Promise<Outcome>; readonly joined: boolean };
  /** Resolves when nothing runs any more and starts nothing new. */
  stop(): Promise<void>;
}

interface Round<Outcome> {
  request: UpdateRequest;
  readonly outcome: Promise<Outcome>;
}

/** A queue over the function that does the work. */
export function createUpdateQueue<Outcome>(
  run: (request: UpdateRequest) => Promise<Outcome>,
): UpdateQueue<Outcome> {
  let running: Round<Outcome> | null = null;
  let waiting: Round<Outcome> | null = null;
  let stopped = false;

  function start(request: UpdateRequest): Round<Outcome> {
    const round: Round<Outcome> = {
      request,
      outcome: run(request).finally(() => {
        running = null;
      }),
    };
    running = round;
    return round;
  }

  function enqueue(request: UpdateRequest, after: Promise<Outcome>): Round<Outcome> {
    const round: Round<Outcome> = {
      request,
      outcome: after
        .catch(() => undefined) // whoever asked for the earlier one is told
        .then(() => {
          waiting = null;
          if (stopped) throw new Error('Stopping');
          return start(round.request).outcome;
        }),
    };
    waiting = round;
    return round;
  }

  return {
    ask(request, mayJoin) {
      if (stopped) return { outcome: Promise.reject(new Error('Stopping')), joined: false };
      if (waiting) {
        if (request.force) waiting.request = { ...waiting.request, force: true };
        // Somebody who waits for it: for them nothing is held back.
        if (request.trigger === 'manual') waiting.request = { ...waiting.request, trigger: 'manual' };
        return { outcome: waiting.outcome, joined: false };
      }
      if (!running) return { outcome: start(request).outcome, joined: false };
      if (mayJoin && (running.request.force || !request.force))
        return { outcome: running.outcome, joined: true };
      return { outcome: enqueue(request, running.outcome).outcome, joined: false };
    },
    async stop() {
      stopped = true;
      await Promise.allSettled([running?.outcome, waiting?.outcome]);
    },
  };
}
