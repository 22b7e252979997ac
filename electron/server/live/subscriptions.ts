/** Who may be told what: topics of those who ask, of addresses that bring some along, and of those who may less now. */
import { closeCodes } from '../../../shared/live/closing.ts';
import type { RequestData } from '../../../shared/live/requests.ts';
import { channels, isTopic, socketPaths, topics, type TopicName } from '../../../shared/live/topics.ts';
import { holds } from '../../../shared/permissions.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Caller } from '../route.ts';
import type { Connection } from './connection.ts';

const UNKNOWN = new UserError('LIVE_TOPIC_UNKNOWN');
const SIGN_IN_FIRST = new UserError('AUTH_REQUIRED');

/** Whether a caller may be told of a topic. */
export function mayHear({ permissions }: Pick<Caller, 'permissions'>, topic: TopicName): boolean {
  const { access } = topics[topic];
  return access === 'signed_in' || holds(permissions, access);
}

/** Why a connection may not be told of something; `null` where it may. */
export function objectionTo({ who }: Connection, name: string): UserError | null {
  if (!isTopic(name)) return UNKNOWN;
  if (who === null) return SIGN_IN_FIRST;
  if (mayHear(who.caller, name)) return null;
  return new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: topics[name].access } });
}

/** Subscribes and says so, or why not. Answers whether it did. */
function subscribeTo(connection: Connection, name: string, id?: string): name is TopicName {
  const { member } = connection;
  const objection = objectionTo(connection, name);
  if (objection !== null || !isTopic(name)) {
    member.reply('subscription_error', { topic: name, ...connection.refusal(objection) }, id);
    return false;
  }
  // Said first: the present value of a topic comes at once.
  member.reply('subscribed', { topic: name, success: true }, id);
  member.subscribe(name);
  return true;
}

/** `subscribe`: each topic by itself, then what was missed of them. */
export function subscribe(
  connection: Connection,
  { topics: names, epoch, seq }: RequestData<'subscribe'>,
  id?: string,
): void {
  const heard = [...new Set(names)].filter((name) => subscribeTo(connection, name, id)).filter(isTopic);
  const events = heard.filter((name) => topics[name].kind === 'event');
  if (epoch !== undefined && seq !== undefined && events.length > 0) {
    connection.member.resume(events, { epoch, seq });
  }
}

/** `unsubscribe`: of a topic that was not subscribed to, too, it is true afterwards that it is not. */
export function unsubscribe(
  connection: Connection,
  { topics: names }: RequestData<'unsubscribe'>,
  id?: string,
): void {
  const { member } = connection;
  for (const name of new Set(names)) {
    if (isTopic(name)) {
      member.unsubscribe(name);
      member.reply('unsubscribed', { topic: name, success: true }, id);
    } else member.reply('subscription_error', { topic: name, ...connection.refusal(UNKNOWN) }, id);
  }
}

const isChannel = (name: string): name is keyof typeof channels => Object.hasOwn(channels, name);

/** Channels of a first message. What a channel brings along comes where it may, and is not missed where it may not. */
export function subscribeToChannels(connection: Connection, names: readonly string[]): void {
  for (const name of new Set(names)) {
    const [first = name, ...along]: readonly string[] = isChannel(name) ? channels[name] : [name];
    subscribeTo(connection, first);
    for (const topic of along) if (!objectionTo(connection, topic)) subscribeTo(connection, topic);
  }
}

/** Subscribes to what an address is for. Who may not be told of it has no business there. */
export function subscribeToPath(connection: Connection): void {
  for (const topic of socketPaths[connection.peer.path]) {
    if (subscribeTo(connection, topic)) continue;
    connection.end(closeCodes.forbidden, 'AUTH_INSUFFICIENT_PERMISSIONS');
    return;
  }
}

/** Takes away what a connection's caller may not be told any more. */
export function withdraw(connection: Connection): void {
  const { member, peer } = connection;
  const ofPath: readonly TopicName[] = socketPaths[peer.path];
  for (const topic of [...member.subscribed()]) {
    const objection = objectionTo(connection, topic);
    if (objection === null) continue;
    member.unsubscribe(topic);
    member.reply('subscription_error', { topic, ...connection.refusal(objection) });
    if (ofPath.includes(topic)) connection.end(closeCodes.forbidden, 'AUTH_INSUFFICIENT_PERMISSIONS');
  }
}

/** Tells the hub what a connection is told by its role alone. */
export function routeByRole({ member, who }: Connection): void {
  if (who === null) return;
  const { caller } = who;
  member.route(caller.role, (topic) => mayHear(caller, topic));
}
