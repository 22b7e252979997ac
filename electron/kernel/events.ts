/** How areas hear of each other without knowing each other. */
import type { EventName, Events } from './area-events.ts';
import type { Database } from './database.ts';
import type { Logger } from './logger.ts';

/** Typed publish and subscribe inside the process. */
export interface EventBus {
  /** Tells everybody, after the current transaction is committed; not at all if it is rolled back. */
  emit<N extends EventName>(name: N, event: Events[N]): void;
  /** Calls `listener` for each event; returns the way to stop it. */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void;
}

/** A bus. A listener that throws is logged and disturbs neither the emitter nor the others. */
export function createEventBus(deps: { database: Pick<Database, 'afterCommit'>; logger: Logger }): EventBus {
  const listeners = new Map<EventName, Set<(event: never) => void>>();
  return {
    emit(name, event) {
      deps.database.afterCommit(() => {
        for (const listener of listeners.get(name) ?? []) {
          try {
            listener(event as never);
          } catch (error) {
            deps.logger.error({ error, event: name }, 'A listener failed');
          }
        }
      });
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
}
