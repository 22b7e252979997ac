/** How a start that cannot be ends: one line for its owner, and an exit code that says so. */
import { StartError } from './kernel/errors.ts';

/** The owner has to do something: a wrong call, or a place that cannot be worked in. */
const EXIT_CANNOT_START = 2;

/** Ends the process for a {@link StartError}; throws anything else again, for it is a bug. */
export function endFailedStart(error: unknown): never {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`CloudCube cannot start: ${error.message}\n`);
  process.exit(EXIT_CANNOT_START);
}
