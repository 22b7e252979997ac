/**
 * Tells the lines of the log. A line is taken in the middle of whatever says it and told a moment later, so that nothing
 * that listens can hold that up or say something into it. A flood does not become one of messages: of what is said in one
 * second the first hundred lines are told one by one, beyond that only `changes.logs`, and whoever shows the log reads it.
 */
import type { Cancel, Clock } from './kernel/clock.ts';
import { severities, showLine, type KeptLine, type Logs } from './logs/index.ts';
import type { LiveTeller } from './server/live/model.ts';

/** Whom it listens to. */
export interface LogLinesDeps {
  readonly teller: Pick<LiveTeller, 'publish' | 'changed'>;
  readonly logs: Pick<Logs, 'onLine'>;
  readonly clock: Clock;
}

/** ms that lines wait for others. */
const TELL_MS = 100;
const SECOND_MS = 1000;
/** Lines of one second that are told one by one. */
const MOST_LINES = 100;
/** Errors of one second that are shown; the last ones. */
const MOST_ERRORS = 10;

/** Listens from now on. Returns the way to stop it; what waits is not told any more. */
export function tellLogLines({ teller, logs, clock }: LogLinesDeps): () => void {
  let lines: KeptLine[] = [];
  let second = -Infinity;
  let inSecond = 0;
  let errors: KeptLine[] = [];
  let dropped = 0;
  let cancelLines: Cancel | null = null;
  let cancelErrors: Cancel | null = null;

  function tellLines(): void {
    cancelLines = null;
    const told = lines;
    lines = [];
    for (const line of told) teller.publish('logs', 'log_entry', () => showLine(line));
    teller.changed('logs');
  }

  function tellErrors(): void {
    cancelErrors = null;
    const told = { logs: errors, dropped };
    errors = [];
    dropped = 0;
    teller.publish('error_logs', 'error_logs', () => ({
      type: 'error_logs',
      ...{ logs: told.logs.map(showLine), dropped: told.dropped },
    }));
  }

  function take(line: KeptLine): void {
    const now = clock.elapsed();
    if (now - second >= SECOND_MS) [second, inSecond] = [now, 0];
    inSecond += 1;
    if (inSecond <= MOST_LINES) lines.push(line);
    cancelLines ??= clock.after(TELL_MS, tellLines);
    if (line.level < severities.ERROR) return;
    errors.push(line);
    if (errors.length > MOST_ERRORS) {
      errors.shift();
      dropped += 1;
    }
    cancelErrors ??= clock.after(SECOND_MS, tellErrors);
  }

  const stop = logs.onLine(take);
  return () => {
    stop();
    cancelLines?.();
    cancelErrors?.();
  };
}
