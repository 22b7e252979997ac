/** How a start that cannot be ends: one line for its owner, and an exit code that says so. */
import { createWords } from '../shared/i18n/index.ts';
import { OperationalError, StartError } from './kernel/errors.ts';

/** The owner has to do something: a wrong call, or a place that cannot be worked in. */
export const EXIT_CANNOT_START = 2;

/** What the owner can mend, in words; `null` for a bug. */
export function reasonFor(error: unknown): string | null {
  if (error instanceof StartError) return error.message;
  return error instanceof OperationalError ? createWords('en').explain(error.reason) : null;
}

/** Ends the process for what its owner can mend, a full disk too; throws anything else again, for it is a bug. */
export function endFailedStart(error: unknown): never {
  const reason = reasonFor(error);
  if (reason === null) throw error;
  process.stderr.write(`CloudCube cannot start: ${reason}\n`);
  process.exit(EXIT_CANNOT_START);
}
