/** Rounds of one kind, counted and timed; the first that fails ends its series, with its folder kept to be looked at. */
import { messageOf } from '../../electron/kernel/errors.ts';

/** What a series came to. */
export interface Score {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** Rounds there was no time for. */
  readonly skipped: number;
  readonly seconds: number;
  /** What the rounds have to say besides. */
  readonly note?: string;
}

/** Runs `rounds` rounds, as far as there is time. */
export async function runSeries(
  name: string,
  rounds: number,
  deadline: number,
  round: () => Promise<void>,
): Promise<Score> {
  const start = performance.now();
  let passed = 0;
  let failed = 0;
  for (let done = 0; done < rounds && failed === 0 && performance.now() < deadline; done++) {
    try {
      await round();
      passed += 1;
    } catch (error) {
      failed += 1;
      console.error(
        `FAILED ${name}, round ${done + 1}: ${error instanceof Error ? (error.stack ?? '') : messageOf(error)}`,
      );
    }
  }
  const seconds = (performance.now() - start) / 1000;
  const skipped = rounds - passed - failed;
  console.log(
    `${failed > 0 ? 'FAILED' : 'ok    '} ${name}: ${passed} of ${rounds} rounds in ${seconds.toFixed(1)} s${skipped > 0 ? `, ${skipped} not run` : ''}`,
  );
  return { name, passed, failed, skipped, seconds };
}
