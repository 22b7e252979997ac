/** Who is told of an event without subscribing: by the order of the roles that come with CloudCube. */
import type { AlertSeverity } from '../../../shared/api/alerts.ts';
import { topics, type EventTopic, type TopicDeclaration } from '../../../shared/live/topics.ts';
import { builtInRoles } from '../../../shared/roles.ts';

const order = [...builtInRoles.keys()];
/** Least rank of a topic or message that no role is told of. */
export const NOBODY = Infinity;
/** Rank of who has no role, or one of the owner's own. */
export const NO_RANK = -1;

/** How much a role holds, in the order of the built-in ones. An own role is in no order: {@link NO_RANK}. */
export const rankOf = (role: string | null): number => (role === null ? NO_RANK : order.indexOf(role));

const admin = rankOf('admin');
const operator = rankOf('operator');
const bySeverity: Readonly<Record<AlertSeverity, number>> = {
  critical: admin,
  warning: operator,
  info: NOBODY,
};

const routing = (topic: EventTopic): TopicDeclaration['routed'] =>
  (topics[topic] satisfies TopicDeclaration as TopicDeclaration).routed;

/** Topics that are routed at all, and the least rank that is told anything of each. */
export const routedTopics: ReadonlyMap<EventTopic, number> = new Map(
  (Object.keys(topics) as EventTopic[]).flatMap((topic) => {
    const by = routing(topic);
    return by === undefined ? [] : [[topic, by === 'admin' ? admin : operator] as const];
  }),
);

/** The least rank that is told of one event; {@link NOBODY} where only subscribers are. */
export function leastRank(topic: EventTopic, severity: AlertSeverity | undefined): number {
  const by = routing(topic);
  if (by === 'admin') return admin;
  return by === undefined || severity === undefined ? NOBODY : bySeverity[severity];
}
