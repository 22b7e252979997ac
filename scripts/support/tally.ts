/** Counts a test run, and keeps what was skipped with its reason. */
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';

/** What a run came to. A file or suite that could not run counts as one failed test. */
export interface Totals {
  passed: number;
  failed: number;
  /** Reasons with the full titles of the tests they kept from running. */
  skipped: Map<string, string[]>;
}

/** As the last line of the output shows it, and as `.ci/run` adds it up. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  const skips = [...skipped.values()].reduce((sum, titles) => sum + titles.length, 0);
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skips)} skipped`;
}

const marker = /\s*\[skipped: ([^\]]+)\]/;

function reasonFor(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return marker.exec(test.fullName)?.[1] ?? note ?? 'no reason given';
}

/** A Vitest reporter that says nothing and fills the totals. */
export function createTally(): { reporter: Reporter; totals: Totals } {
  const totals: Totals = { passed: 0, failed: 0, skipped: new Map() };

  function countSuite(suite: TestModule | TestSuite): void {
    if (suite.errors().length > 0) totals.failed += 1;
    for (const child of suite.children) {
      if (child.type === 'suite') countSuite(child);
      else countTest(child);
    }
  }

  function countTest(test: TestCase): void {
    const { state } = test.result();
    if (state === 'passed') totals.passed += 1;
    else if (state === 'failed') totals.failed += 1;
    else {
      const reason = reasonFor(test);
      const titles = totals.skipped.get(reason) ?? [];
      totals.skipped.set(reason, [...titles, test.fullName.replace(marker, '')]);
    }
  }

  const reporter: Reporter = {
    onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
      totals.failed += unhandled.length;
      for (const module of modules) countSuite(module);
    },
  };
  return { reporter, totals };
}
