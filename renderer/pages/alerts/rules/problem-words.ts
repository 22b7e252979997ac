/** What is wrong with a field of a rule, in words. */
import { useSay } from '../../../i18n.ts';
import type { RuleDraft, RuleProblem } from './rule-draft.ts';

/** The words for a field; nothing where it is right. */
export type ProblemWords = (field: keyof RuleDraft) => string | undefined;

/** {@link ProblemWords}; nothing is said while there are no `problems` to show. */
export function useProblemWords(
  problems: ReadonlyMap<keyof RuleDraft, RuleProblem> | undefined,
): ProblemWords {
  const say = useSay();
  return (field) => {
    const problem = problems?.get(field);
    if (problem === undefined) return undefined;
    return problem === 'missing' ? say('missing_field') : say(`alerts.rule_form.wrong_${problem}`);
  };
}
