/** How checks stand, in what the page shows: the mark, the answer at the top, the order, and what to begin with. */
import type { Check, CheckOutcome, CheckResult, CheckStatus, Uplink } from '../../../../shared/api/checks.ts';
import type { CheckKind } from '../../../../shared/api/check-kinds.ts';
import type { Mark } from '../../../components/mark.ts';
import type { PageKey } from '../../../page-key.ts';

/** The mark of a status: every one has a shape of its own. */
export const markOf: Readonly<Record<CheckStatus, Mark>> = {
  up: 'ok',
  pending: 'warning',
  down: 'error',
  unreachable: 'cut',
  paused: 'paused',
  unknown: 'unknown',
};

/** The mark of one run. */
export const outcomeMark: Readonly<Record<CheckOutcome, Mark>> = {
  ok: 'ok',
  failed: 'error',
  unreachable: 'cut',
  unavailable: 'unknown',
};

/** What needs somebody comes first. */
const urgency: Readonly<Record<CheckStatus, number>> = {
  down: 0,
  pending: 1,
  unknown: 2,
  unreachable: 2,
  up: 2,
  paused: 3,
};

/** By urgency, then by name; what merely lost the line keeps its place. */
export function arrange(checks: readonly Check[]): readonly Check[] {
  return checks.toSorted(
    (one, other) => urgency[one.status] - urgency[other.status] || one.name.localeCompare(other.name),
  );
}

/** Those whose name, target or kind holds the text. */
export function found(checks: readonly Check[], text: string): readonly Check[] {
  const wanted = text.trim().toLowerCase();
  return checks.filter(({ name, target, kind }) =>
    [name, target, kind].some((one) => one.toLowerCase().includes(wanted)),
  );
}

/** The sentence at the top of the page. */
export interface Answer {
  readonly mark: Mark;
  readonly text: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
}

/** All of them in one sentence: the worst there is. */
export function answerOf(checks: readonly Check[], uplink: Uplink): Answer {
  const of = (status: CheckStatus) => checks.filter((check) => check.status === status);
  const count = checks.length - of('paused').length;
  const [down, ...moreDown] = arrange(of('down'));
  if (down !== undefined) {
    const number = moreDown.length + 1;
    return number === 1
      ? { mark: 'error', text: 'checks.answer.down_one', params: { name: down.name } }
      : { mark: 'error', text: 'checks.answer.down_many', params: { number, count } };
  }
  if (uplink.up === false) return { mark: 'cut', text: 'checks.answer.cut', params: {} };
  const [pending] = arrange(of('pending'));
  if (pending !== undefined) {
    return { mark: 'warning', text: 'checks.answer.pending', params: { name: pending.name } };
  }
  if (count === 0) return { mark: 'paused', text: 'checks.answer.paused', params: {} };
  const up = of('up').length;
  if (up < count) return { mark: 'unknown', text: 'checks.answer.some', params: { number: up, count } };
  return count === 1
    ? { mark: 'ok', text: 'checks.answer.only_up', params: {} }
    : { mark: 'ok', text: 'checks.answer.all_up', params: { count } };
}

/** A check to begin with, not kept yet. */
export interface Preset {
  readonly kind: CheckKind;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Names that are offered one by one. */
const mostOffered = 4;

/** What to begin with: our names say what was published, the first one's page opens, a backup tells that it ran. */
export function firstChecks(
  names: readonly string[],
  say: (key: 'checks.first.page' | 'checks.first.backup', name?: string) => string,
): readonly Preset[] {
  const [first] = names;
  return [
    ...names
      .slice(0, mostOffered)
      .map((name): Preset => ({ kind: 'dns', name, config: { name, published: true } })),
    ...(first === undefined
      ? []
      : [
          {
            kind: 'http',
            name: say('checks.first.page', first),
            config: { url: `https://${first}/` },
          } as const,
        ]),
    { kind: 'heartbeat', name: say('checks.first.backup'), config: {} },
  ];
}

/** Runs that a strip has room for. */
const stripRuns = 30;

/** The last runs as a strip draws them, the oldest first, and how many of them went well. */
export function stripOf(newestFirst: readonly CheckResult[]) {
  const runs = newestFirst.slice(0, stripRuns).toReversed();
  return { runs, well: runs.filter(({ outcome }) => outcome === 'ok').length };
}

/** What is well, but will not stay so; of a run that is not well, why. */
export function troubleOf(result: Pick<CheckResult, 'reason' | 'warnings'>): readonly string[] {
  return [...(result.reason === null ? [] : [result.reason]), ...result.warnings].map(
    ({ message }) => message,
  );
}
