/** Counts a test run, and keeps what was skipped with its reason. */
import { stripVTControlCharacters } from 'node:util';
import type {
  Reporter,
  SerializedError,
  TestCase,
  TestModule,
  TestSpecification,
  TestSuite,
} from 'vitest/node';

/** What a run came to. A file or suite that could not run counts as one failed test. */
export interface Totals {
  passed: number;
  failed: number;
  /** What failed, each with why in a line. */
  failures: string[];
  /** Reasons with the full titles of the tests they kept from running. */
  skipped: Map<string, string[]>;
}

/** As the last line of the output shows it, and as `.ci/run` adds it up. */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  const skips = [...skipped.values()].reduce((sum, titles) => sum + titles.length, 0);
  return `${String(passed)} passed, ${String(failed)} failed, ${String(skips)} skipped`;
}

/** What a failed test threw, as far as it is looked at. */
interface Thrown {
  readonly message: string;
  /** Of what was awaited and what came, coloured for a terminal. */
  readonly diff?: string;
}

/** How many characters of a difference are shown in a line. */
const SHOWN = 300;

/** The first line of the message, and what came instead of what was awaited. */
function why(error: Thrown | undefined): string {
  const [line = ''] = (error?.message ?? 'no reason given').split('\n', 1);
  const came = stripVTControlCharacters(error?.diff ?? '')
    .split('\n')
    .filter((each) => /^\+ (?!Received)/.test(each))
    .map((each) => each.slice(1).trim());
  return came.length === 0 ? line : `${line} (${came.join(' ').slice(0, SHOWN)})`;
}

const marker = /\s*\[skipped: ([^\]]+)\]/;

/** Why tests were kept from running by a run that had to end. */
const NO_TIME = 'no time left';

function reasonFor(test: TestCase, isOver: boolean): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return marker.exec(test.fullName)?.[1] ?? (isOver ? NO_TIME : (note ?? 'no reason given'));
}

/**
 * A Vitest reporter that says nothing and fills the totals. At `endsAt` (ms UTC) the run is ended: tests that are under way
 * come to their end, and all others are skipped. A file that was not even begun counts as one test.
 */
export function createTally(endsAt = Infinity): { reporter: Reporter; totals: Totals } {
  const totals: Totals = { passed: 0, failed: 0, failures: [], skipped: new Map() };
  let end: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let planned: readonly TestSpecification[] = [];

  const skip = (reason: string, title: string): void => {
    totals.skipped.set(reason, [...(totals.skipped.get(reason) ?? []), title]);
  };

  function fail(title: string, errors: readonly Thrown[]): void {
    totals.failed += 1;
    totals.failures.push(`${title}: ${why(errors[0])}`);
  }

  function countSuite(suite: TestModule | TestSuite): void {
    const errors = suite.errors();
    if (errors.length > 0) fail(suite.type === 'module' ? suite.moduleId : suite.fullName, errors);
    for (const child of suite.children) {
      if (child.type === 'suite') countSuite(child);
      else countTest(child);
    }
  }

  function countTest(test: TestCase): void {
    const { state, errors = [] } = test.result();
    if (state === 'passed') totals.passed += 1;
    else if (state === 'failed') fail(`${test.module.relativeModuleId} > ${test.fullName}`, errors);
    else skip(reasonFor(test, isOver), test.fullName.replace(marker, ''));
  }

  const reporter: Reporter = {
    onInit(vitest) {
      end = () => {
        isOver = true;
        void vitest.cancelCurrentRun('keyboard-input');
      };
    },
    onTestRunStart(specifications) {
      planned = specifications;
      if (end && endsAt !== Infinity) timer = setTimeout(end, endsAt - Date.now());
    },
    onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
      for (const error of unhandled) fail('outside of tests', [error]);
      clearTimeout(timer);
      for (const module of modules) countSuite(module);
      const begun = new Set(
        modules.filter(({ children }) => children.size > 0).map(({ moduleId }) => moduleId),
      );
      if (isOver) for (const { moduleId } of planned) if (!begun.has(moduleId)) skip(NO_TIME, moduleId);
    },
  };
  return { reporter, totals };
}
