/** An audit log in memory, for parts that only tell it something. */
import type { AuditEvent, AuditTrail } from '../../electron/kernel/audit.ts';

/** What was told, in order. */
export interface FakeAudit extends AuditTrail {
  readonly told: AuditEvent[];
  readonly noted: AuditEvent[];
  /** Refuses from now on, as one whose key is away does. */
  fail(error: Error): void;
}

/** An empty one. */
export function createFakeAudit(): FakeAudit {
  const told: AuditEvent[] = [];
  const noted: AuditEvent[] = [];
  let failure: Error | null = null;
  return {
    told,
    noted,
    fail(error) {
      failure = error;
    },
    record(event) {
      if (failure) return Promise.reject(failure);
      told.push(event);
      return Promise.resolve();
    },
    async with(event, work) {
      if (failure) throw failure;
      const done = await work();
      told.push(typeof event === 'function' ? event(done) : event);
      return done;
    },
    note: (event) => void noted.push(event),
  };
}
