/** What a silence or maintenance asks of labels. */
import type { GivenMatchers } from '../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../shared/matchers.ts';
import { UserError } from '../../kernel/errors.ts';
import { ExpressionError, readMatcher } from '../../kernel/matcher.ts';

/** Labels of an alert. */
export type Labels = Readonly<Record<string, string>>;

/** Whether labels fit all of some matchers. */
export type Fits = (labels: Labels) => boolean;

const NAME = /^[a-zA-Z_][a-zA-Z0-9_]{0,127}$/;

const isPlain = ({ operator }: LabelMatcher): boolean => operator === '=' || operator === '!=';

/** All of them have to hold; a label that is not there counts as an empty one. None at all fit everything. */
export function fitsAll(matchers: readonly LabelMatcher[]): Fits {
  // Comparing is quick, and mostly settles it before an expression is asked.
  const [plain, expressions] = [matchers.filter(isPlain), matchers.filter((one) => !isPlain(one))];
  const tests = [...plain, ...expressions].map((one) => ({ name: one.name, test: readMatcher(one) }));
  return (labels) =>
    tests.every(({ name, test }) => test(Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''));
}

/**
 * Whether no matcher asks for anything: Alertmanager refuses a silence where each one is an `=` or `=~` that an absent label
 * fits (silence/silence.go, `validateSilence`).
 */
export const asksNothing = (matchers: readonly LabelMatcher[]): boolean =>
  matchers.every(
    (matcher) => (matcher.operator === '=' || matcher.operator === '=~') && readMatcher(matcher)(''),
  );

function isUsable(matcher: LabelMatcher): boolean {
  try {
    readMatcher(matcher);
    return true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/** What a caller gave, as a list. @throws {UserError} `VALIDATION_ERROR` */
export function matchersOf(given: GivenMatchers): readonly LabelMatcher[] {
  const list: readonly LabelMatcher[] = Array.isArray(given)
    ? given.map(({ name, operator = '=', value }) => ({ name, operator, value }))
    : Object.entries(given).map(([name, value]) => ({ name, operator: '=', value }));
  for (const [index, matcher] of list.entries()) {
    const path = `matchers.${Array.isArray(given) ? String(index) : matcher.name.slice(0, 128)}`;
    const invalid = (keyword: string): UserError =>
      new UserError('VALIDATION_ERROR', { params: { path, keyword, limit: '' } });
    if (!NAME.test(matcher.name)) throw invalid('invalid');
    if (!isUsable(matcher)) throw invalid('regular_expression');
  }
  return list;
}
