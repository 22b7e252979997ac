/** What stands in the form of a check beside the fields of its kind, and what of it is sent. */
import type { CheckKind } from '../../../../shared/api/check-kinds.ts';
import type { Check, CheckChange, CheckTrial, NewCheck } from '../../../../shared/api/checks.ts';
import {
  configOf,
  problemsIn,
  typedFrom,
  type FieldProblem,
  type Typed,
} from '../../../components/schema-fields.ts';
import type { CheckField } from './check-fields.ts';
import type { Preset } from './check-model.ts';

/** How often and how patiently a check runs, with what the contract takes and what is usual. */
export const rules = {
  interval_seconds: { minimum: 10, maximum: 86_400, standard: 60 },
  timeout_seconds: { minimum: 1, maximum: 60, standard: 10 },
  retries: { minimum: 0, maximum: 10, standard: 2 },
  retry_interval_seconds: { minimum: 5, maximum: 3600, standard: 20 },
  recovery_successes: { minimum: 1, maximum: 10, standard: 1 },
} as const;
/** One of {@link rules}. */
export type Rule = keyof typeof rules;

const everyRule = Object.keys(rules) as Rule[];
/** A backup comes once a day or an hour, not once a minute; one that is missing is missing at once. */
const heartbeatRules: Partial<Record<Rule, number>> = { interval_seconds: 3600, retries: 0 };

/** The rules that mean something for a kind. */
export const rulesOf = (kind: CheckKind): readonly Rule[] =>
  kind === 'heartbeat' ? ['interval_seconds'] : everyRule;

/** The form as it is typed. */
export interface CheckDraft {
  readonly name: string;
  readonly kind: CheckKind;
  readonly typed: Typed;
  readonly rules: Readonly<Record<Rule, string>>;
}

const rulesFrom = (of: (rule: Rule) => number): Record<Rule, string> =>
  Object.fromEntries(everyRule.map((rule) => [rule, String(of(rule))])) as Record<Rule, string>;

/** A new one of a kind, with what is known of it. */
export function draftFor({ kind, name, config }: Preset, fields: readonly CheckField[]): CheckDraft {
  const standard = (rule: Rule) =>
    (kind === 'heartbeat' ? heartbeatRules[rule] : undefined) ?? rules[rule].standard;
  return { name, kind, typed: typedFrom(fields, config), rules: rulesFrom(standard) };
}

/** One that exists. */
export function draftOfCheck(check: Check, fields: readonly CheckField[]): CheckDraft {
  const { name, kind, config } = check;
  return { name, kind, typed: typedFrom(fields, config), rules: rulesFrom((rule) => check[rule]) };
}

/** What is wrong, by `name`, rule or field of the kind. */
export function problemsOf(
  draft: CheckDraft,
  fields: readonly CheckField[],
): ReadonlyMap<string, FieldProblem> {
  const isFit = (rule: Rule): boolean => {
    const text = draft.rules[rule].trim();
    return /^\d+$/.test(text) && Number(text) >= rules[rule].minimum && Number(text) <= rules[rule].maximum;
  };
  return new Map<string, FieldProblem>([
    ...(draft.name.trim() === '' ? ([['check', 'missing']] as const) : []),
    ...rulesOf(draft.kind)
      .filter((rule) => !isFit(rule))
      .map((rule) => [rule, 'wrong'] as const),
    ...problemsIn(fields, draft.typed),
  ]);
}

const ruleNumbers = (draft: CheckDraft): Partial<Record<Rule, number>> =>
  Object.fromEntries(rulesOf(draft.kind).map((rule) => [rule, Number(draft.rules[rule])]));

/** What is tried before it is kept. */
export function trialOf(draft: CheckDraft, fields: readonly CheckField[]): CheckTrial {
  return {
    kind: draft.kind,
    config: configOf(fields, draft.typed),
    timeout_seconds: Number(draft.rules.timeout_seconds),
  };
}

/** A new check from what was typed. */
export function newCheckOf(draft: CheckDraft, fields: readonly CheckField[]): NewCheck {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    config: configOf(fields, draft.typed),
    ...ruleNumbers(draft),
  };
}

/** Only what differs from the check as it is; a config goes as a whole. */
export function checkChangeOf(check: Check, draft: CheckDraft, fields: readonly CheckField[]): CheckChange {
  const { name, kind: _, config, ...given } = newCheckOf(draft, fields);
  const before = JSON.stringify(configOf(fields, typedFrom(fields, check.config)));
  const changed = Object.entries(given).filter(([rule, value]) => check[rule as Rule] !== value);
  return {
    ...(name === check.name ? {} : { name }),
    ...(JSON.stringify(config) === before ? {} : { config }),
    ...Object.fromEntries(changed),
  };
}
