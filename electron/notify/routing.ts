/** Which channels tell of a notice: the routes in their order, as Alertmanager walks the children of one node. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { NotifyRoute } from '../../shared/api/notify.ts';
import type { Notice } from '../../shared/notice.ts';
import { standardRoute } from '../../shared/standard-route.ts';
import { UserError } from '../kernel/errors.ts';
import { ExpressionError, readMatcher, type Fits } from '../kernel/matcher.ts';
import { because } from './model.ts';

/** A route with its matchers read. */
export interface ReadRoute extends NotifyRoute {
  readonly holds: readonly Fits[];
}

/** How notices are gathered on their way, ms. */
export interface Gathering {
  readonly group_by: readonly string[];
  readonly wait: number;
  readonly interval: number;
  readonly repeat: number;
}

/** One way of a notice to one channel. */
export interface Destination {
  readonly channel_id: string;
  /** `null`: the way of what no route takes, or of what names its channels itself. */
  readonly route: string | null;
  readonly group: Readonly<Record<string, string>>;
  readonly gathering: Gathering;
  readonly fallback: readonly string[];
  readonly fallback_ms: number;
}

/** What is decided of a route, for whoever asks why. */
export interface RouteVerdict {
  readonly name: string | null;
  readonly matches: boolean;
  readonly reason: StoredReason;
}

/** What is decided of a notice. */
export interface Routing {
  readonly destinations: readonly Destination[];
  readonly verdicts: readonly RouteVerdict[];
}

/** What is known of channels here. */
export interface RoutedChannel {
  readonly channel_id: string;
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
}

function read(matcher: NotifyRoute['matchers'][number]): Fits {
  try {
    return readMatcher(matcher);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const params = { value: matcher.value, problem: error.message };
    throw new UserError('NOTIFY_MATCHER_INVALID', { params });
  }
}

/** Reads the matchers of a route. @throws {UserError} `NOTIFY_MATCHER_INVALID` */
export const readRoute = (route: NotifyRoute): ReadRoute => ({
  ...route,
  holds: route.matchers.map(read),
});

const gatheringOf = (route: typeof standardRoute | NotifyRoute): Gathering => ({
  group_by: route.group_by,
  wait: route.group_wait_seconds * 1000,
  interval: route.group_interval_seconds * 1000,
  repeat: route.repeat_interval_seconds * 1000,
});

/** Labels that a notice is routed and grouped by: its own, and what every notice has. */
export const labelsOf = ({
  labels,
  severity,
  kind,
}: Pick<Notice, 'labels' | 'severity' | 'kind'>): Readonly<Record<string, string>> => ({
  kind,
  ...labels,
  severity,
});

/** A label that is not there counts as an empty one. */
const valueOf = (labels: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';

function verdictOf(route: ReadRoute, notice: Pick<Notice, 'labels' | 'severity' | 'kind'>): StoredReason {
  if (!route.enabled) return because('NOTIFY_ROUTE_OFF');
  const { severity } = notice;
  if (route.severities.length > 0 && !route.severities.includes(severity)) {
    return because('NOTIFY_ROUTE_SEVERITY', { severity });
  }
  const labels = labelsOf(notice);
  for (const [index, { name, operator, value }] of route.matchers.entries()) {
    const found = valueOf(labels, name);
    if (route.holds[index]?.(found) !== true) {
      return because('NOTIFY_ROUTE_LABEL', { label: name, operator, value, found });
    }
  }
  return because('NOTIFY_ROUTE_TAKES');
}

/** Decides for one notice. A channel that two routes name is told by the first of them. */
export function routeNotice(
  notice: Pick<Notice, 'labels' | 'severity' | 'kind'>,
  named: readonly string[],
  list: { readonly routes: readonly ReadRoute[]; readonly unmatched: 'all_channels' | 'nobody' },
  channels: readonly RoutedChannel[],
): Routing {
  const labels = labelsOf(notice);
  const groupOf = (by: readonly string[]): Record<string, string> =>
    Object.fromEntries(by.map((label) => [label, valueOf(labels, label)]));
  const enabled = channels.filter((channel) => channel.enabled);
  const isEnabled = (id: string): boolean => enabled.some(({ channel_id }) => channel_id === id);
  const standard = (ids: readonly string[]): Destination[] =>
    ids.map((id) => ({
      channel_id: id,
      route: null,
      group: groupOf(standardRoute.group_by),
      gathering: gatheringOf(standardRoute),
      ...{ fallback: [], fallback_ms: 0 },
    }));

  const ofRule = enabled.filter(({ channel_id, name, kind }) =>
    [channel_id, name, kind].some((one) => named.includes(one)),
  );
  // A name that fits no channel any more must not keep an alert from being told: the routes decide then.
  if (ofRule.length > 0) {
    return {
      destinations: standard(ofRule.map(({ channel_id: id }) => id)),
      verdicts: [{ name: null, matches: true, reason: because('NOTIFY_RULE_NAMES') }],
    };
  }

  const destinations = new Map<string, Destination>();
  const verdicts: RouteVerdict[] = [];
  let isTaken = false;
  let goesOn = true;
  for (const route of list.routes) {
    if (!goesOn) {
      verdicts.push({ name: route.name, matches: false, reason: because('NOTIFY_ROUTE_AFTER') });
      continue;
    }
    const reason = verdictOf(route, notice);
    const matches = reason.code === 'NOTIFY_ROUTE_TAKES';
    verdicts.push({ name: route.name, matches, reason });
    if (!matches) continue;
    isTaken = true;
    goesOn = route.continue;
    const own = route.channels.filter(isEnabled);
    // Where none of its channels is switched on, the first that stands in for them is.
    const ids =
      own.length > 0 || route.channels.length === 0 ? own : route.fallback.filter(isEnabled).slice(0, 1);
    for (const id of ids) {
      if (destinations.has(id)) continue;
      destinations.set(id, {
        channel_id: id,
        route: route.name,
        group: groupOf(route.group_by),
        gathering: gatheringOf(route),
        fallback: route.fallback.filter((other) => other !== id),
        fallback_ms: route.fallback_after_minutes * 60_000,
      });
    }
  }
  if (isTaken) return { destinations: [...destinations.values()], verdicts };

  const isShown = notice.severity === 'info';
  const code = isShown
    ? 'NOTIFY_INFO_SHOWN'
    : list.unmatched === 'nobody'
      ? 'NOTIFY_UNMATCHED_NOBODY'
      : 'NOTIFY_UNMATCHED_ALL';
  const matches = code === 'NOTIFY_UNMATCHED_ALL';
  verdicts.push({ name: null, matches, reason: because(code) });
  return { destinations: matches ? standard(enabled.map(({ channel_id: id }) => id)) : [], verdicts };
}
