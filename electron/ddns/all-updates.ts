/** Updates of all grounds at once, and the running ones seen as one. */
import type { Stage } from '../../shared/api/ddns.ts';
import type { CycleOutcome, CycleRequest } from './cycle.ts';
import type { Grounds } from './grounds/grounds.ts';
import type { Runner } from './grounds/runner.ts';
import { stages } from './stages.ts';

/** What was asked of every ground. */
export interface Asked {
  /** One for each ground; that of our own zones comes first. */
  readonly outcomes: readonly Promise<CycleOutcome>[];
  /** Every ground had one under way. */
  readonly joined: boolean;
}

/** The updates of all grounds. */
export interface AllUpdates {
  /** Asks every ground at once; none waits for another. */
  ask(request: CycleRequest, mayJoin: boolean): Asked;
  /** The least advanced of what runs. `progress` is from 0 to 1, `started_at` in ms UTC. */
  running(): { stage: Stage; progress: number; started_at: number } | null;
}

/** Over the grounds as they are when asked. */
export function createAllUpdates(grounds: Grounds): AllUpdates {
  /** A check that nobody asked for holds a newer address back: who asks now and joined one asks once more then. */
  function askOne(
    runner: Runner,
    request: CycleRequest,
    mayJoin: boolean,
  ): { readonly outcome: Promise<CycleOutcome>; readonly joined: boolean } {
    const asked = runner.queue.ask(request, mayJoin);
    if (!asked.joined || request.trigger !== 'manual') return asked;
    const outcome = asked.outcome.then((first) =>
      first.is_held ? askOne(runner, request, mayJoin).outcome : first,
    );
    return { outcome, joined: true };
  }

  return {
    ask(request, mayJoin) {
      const asked = grounds.active().map((runner) => askOne(runner, request, mayJoin));
      return { outcomes: asked.map(({ outcome }) => outcome), joined: asked.every(({ joined }) => joined) };
    },
    running() {
      const all = grounds.all().flatMap((runner) => runner.running() ?? []);
      const [first] = all;
      if (!first) return null;
      const progress = all.reduce((sum, one) => sum + one.progress, 0) / all.length;
      const stage = all.reduce((least, one) =>
        stages.indexOf(one.stage) < stages.indexOf(least.stage) ? one : least,
      ).stage;
      return { stage, progress, started_at: Math.min(...all.map(({ started_at }) => started_at)) };
    },
  };
}
