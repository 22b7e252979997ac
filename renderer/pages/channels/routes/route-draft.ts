/** What stands in the form of a route, and what of it is sent. */
import type { NewNotifyRoute, NotifyMatcher, NotifyRoute } from '../../../../shared/api/notify.ts';
import { standardRoute } from '../../../../shared/standard-route.ts';
import type { FieldProblem } from '../../../components/schema-fields.ts';
import { labelName } from '../../../components/label-name.ts';

/** Numbers of a route: what one of the form is in the unit of the contract, and the most that is taken there. */
export const numbers = {
  fallback_after_minutes: { unit: 1, least: 1, most: 1440 },
  group_wait_seconds: { unit: 1, least: 0, most: 3600 },
  group_interval_seconds: { unit: 60, least: 0, most: 86_400 },
  repeat_interval_seconds: { unit: 3600, least: 0, most: 2_592_000 },
} as const;
/** One of them. */
export type RouteNumber = keyof typeof numbers;
/** All of them. */
export const everyNumber = Object.keys(numbers) as RouteNumber[];

/** The form as it is typed. */
export interface RouteDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly severities: NotifyRoute['severities'];
  readonly matchers: readonly NotifyMatcher[];
  readonly channels: readonly string[];
  readonly fallback: readonly string[];
  readonly goesOn: boolean;
  readonly groupBy: string;
  readonly numbers: Readonly<Record<RouteNumber, string>>;
}

/** A new one: as the outbox has it where nothing is told. */
const standard: NotifyRoute = { name: '', channels: [], ...standardRoute };

/** The fields for a route, or for a new one. */
export function draftOfRoute(route: NotifyRoute = standard): RouteDraft {
  const { name, enabled, severities, matchers, channels, fallback, continue: goesOn, group_by: by } = route;
  return {
    ...{ name, enabled, severities, matchers, channels, fallback, goesOn, groupBy: by.join(', ') },
    numbers: Object.fromEntries(
      everyNumber.map((key) => [key, String(route[key] / numbers[key].unit)]),
    ) as Record<RouteNumber, string>,
  };
}

/** Labels that were typed, each once. */
export const groupByOf = ({ groupBy }: Pick<RouteDraft, 'groupBy'>): string[] => [
  ...new Set(groupBy.split(/[\s,，;；]+/).filter((one) => one !== '')),
];

const numberOf = (draft: RouteDraft, key: RouteNumber): number =>
  Math.round(Number(draft.numbers[key]) * numbers[key].unit);

/** What is wrong, by field. */
export function problemsOf(
  draft: RouteDraft,
): ReadonlyMap<'name' | 'matchers' | 'groupBy' | RouteNumber, FieldProblem> {
  const isFit = (key: RouteNumber): boolean => {
    const value = numberOf(draft, key);
    const isNumber = /^\d+(\.\d+)?$/.test(draft.numbers[key].trim());
    return isNumber && value >= numbers[key].least && value <= numbers[key].most;
  };
  return new Map([
    ...(draft.name.trim() === '' ? ([['name', 'missing']] as const) : []),
    ...(draft.matchers.every(({ name }) => labelName.test(name)) ? [] : ([['matchers', 'wrong']] as const)),
    ...(groupByOf(draft).every((name) => labelName.test(name)) ? [] : ([['groupBy', 'wrong']] as const)),
    ...everyNumber.filter((key) => !isFit(key)).map((key) => [key, 'wrong'] as const),
  ]);
}

/** The route from what was typed. */
export function routeOf(draft: RouteDraft): NewNotifyRoute {
  const { enabled, severities, matchers, channels, fallback, goesOn } = draft;
  return {
    ...{ name: draft.name.trim(), enabled, severities, matchers: [...matchers] },
    ...{ channels: [...channels], fallback: fallback.filter((id) => !channels.includes(id)) },
    ...{ continue: goesOn, group_by: groupByOf(draft) },
    ...(Object.fromEntries(everyNumber.map((key) => [key, numberOf(draft, key)])) as Record<
      RouteNumber,
      number
    >),
  };
}
