/** What was started, each with its way to end. */

/** The ways, in the order of the start. */
export interface Stops {
  push(end: () => Promise<void> | void): void;
  /** Ends all, the last first. One that fails hinders no other. @throws the first failure, once all were tried */
  all(): Promise<void>;
}

/** None yet. */
export function createStops(): Stops {
  const ends: (() => Promise<void> | void)[] = [];
  return {
    push(end) {
      ends.push(end);
    },
    async all() {
      const failures: unknown[] = [];
      for (const end of ends.splice(0).reverse()) {
        try {
          await end();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
