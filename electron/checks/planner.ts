/**
 * Runs many things again and again on one timer: a bounded number at once, none beside itself, each counted from its own
 * end, so that what is slow never piles up.
 */
import type { Cancel, Clock } from '../kernel/clock.ts';

/** The planner. */
export interface Planner {
  /** Plans the next run of `id`, in place of the one planned before. One that is under way goes on. */
  put(id: string, delayMs: number): void;
  /** Forgets `id`; a run under way goes on and is its last. */
  remove(id: string): void;
  /** Runs it as soon as there is room and resolves at its end; joins a run that is under way. */
  runNow(id: string): Promise<void>;
  /** Does other work within the same bound. */
  within<T>(work: () => Promise<T>): Promise<T>;
  /** When it runs next, ms UTC; `null` while it runs or where nothing is planned. */
  nextAt(id: string): number | null;
  /** Starts nothing more and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** What planning takes. */
export interface PlannerDeps {
  readonly clock: Clock;
  /** Runs one and answers after how long (ms) it is due again; `null` for never. Must not throw. */
  readonly run: (id: string) => Promise<number | null>;
  /** Runs at once. */
  readonly most: number;
}

/** Makes it. */
export function createPlanner({ clock, run, most }: PlannerDeps): Planner {
  /** By `elapsed()`, ms. */
  const due = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const removed = new Set<string>();
  /** Who waits for a run of an id to end. */
  const awaited = new Map<string, (() => void)[]>();
  const others: (() => void)[] = [];
  const busy = new Set<Promise<unknown>>();
  let free = most;
  let cancel: Cancel = () => undefined;
  let isStopped = false;

  function earliest(): { readonly id: string; readonly at: number } | null {
    let found: { id: string; at: number } | null = null;
    for (const [id, at] of due) {
      if ((found === null || at < found.at) && !running.has(id)) found = { id, at };
    }
    return found;
  }

  function release(): void {
    free += 1;
    wake();
  }

  function start(id: string): void {
    due.delete(id);
    removed.delete(id);
    free -= 1;
    const round = run(id).then((delay) => {
      running.delete(id);
      busy.delete(round);
      // Planned anew meanwhile, or not wanted any more: that counts.
      if (delay !== null && !due.has(id) && !removed.has(id)) due.set(id, clock.elapsed() + delay);
      removed.delete(id);
      const waiting = awaited.get(id) ?? [];
      awaited.delete(id);
      for (const done of waiting) done();
      release();
    });
    running.set(id, round);
    busy.add(round);
  }

  function wake(): void {
    cancel();
    cancel = () => undefined;
    if (isStopped) return;
    while (free > 0) {
      const other = others.shift();
      if (!other) break;
      free -= 1;
      other();
    }
    while (free > 0) {
      const next = earliest();
      if (next === null) return;
      const wait = next.at - clock.elapsed();
      if (wait > 0) {
        cancel = clock.after(wait, wake);
        return;
      }
      start(next.id);
    }
  }

  return {
    put(id, delayMs) {
      removed.delete(id);
      due.set(id, clock.elapsed() + delayMs);
      wake();
    },
    remove(id) {
      due.delete(id);
      if (running.has(id)) removed.add(id);
    },
    runNow(id) {
      const current = running.get(id);
      if (current) return current;
      if (isStopped) return Promise.resolve();
      return new Promise((resolve) => {
        awaited.set(id, [...(awaited.get(id) ?? []), resolve]);
        // Before everything else that is due.
        due.set(id, -Infinity);
        wake();
      });
    },
    async within(work) {
      await new Promise<void>((resolve) => {
        others.push(resolve);
        wake();
      });
      const round = work();
      busy.add(round);
      try {
        return await round;
      } finally {
        busy.delete(round);
        release();
      }
    },
    nextAt(id) {
      const at = due.get(id);
      return at === undefined || running.has(id) ? null : clock.now() + Math.max(0, at - clock.elapsed());
    },
    async stop() {
      isStopped = true;
      cancel();
      await Promise.allSettled(busy);
      for (const waiting of awaited.values()) for (const done of waiting) done();
      awaited.clear();
    },
  };
}
