/** Who is connected, and messages between them. */
import type { ServerData } from '../../../shared/events.ts';
import type { RequestData } from '../../../shared/live/requests.ts';
import { holds } from '../../../shared/permissions.ts';
import { toTimestamp } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Caller } from '../route.ts';
import type { Connection } from './connection.ts';
import type { Sockets } from './sockets.ts';

type Online = ServerData<'online_users'>['users'][number];

/** One user by all of its sockets. */
function online(userId: string, connections: ReadonlySet<Connection>): readonly Online[] {
  const open = [...connections].filter((connection) => !connection.isOver());
  const callers = open.flatMap(({ who }) => (who ? [who.caller] : []));
  const [first] = callers;
  if (!first) return [];
  const openedAt = open.reduce((least, { opened_at }) => Math.min(least, opened_at), Infinity);
  return [
    {
      user_id: userId,
      username: first.username,
      connected_at: toTimestamp(openedAt),
      roles: [...new Set(callers.flatMap(({ role }) => (role === null ? [] : [role])))],
      connections: callers.length,
    },
  ];
}

/** `get_online_users`, for who may see the users. */
export function tellOnline(sockets: Sockets, connection: Connection, caller: Caller, id?: string): void {
  if (!holds(caller.permissions, 'users:read')) {
    connection.refuse(
      new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: 'users:read' } }),
      id,
    );
    return;
  }
  const users = [...sockets.signedIn()].flatMap(([userId, connections]) => online(userId, connections));
  connection.member.reply('online_users', { users, count: users.length }, id);
}

const isPerson = ({ who, isOver }: Connection): boolean =>
  who !== null && who.caller.kind !== 'key' && !isOver();

/**
 * `private_message`: from one person to another one who is connected, on all of its screens. A program is neither: what
 * people tell each other is not among the things that a key is made for.
 */
export function pass(
  sockets: Sockets,
  connection: Connection,
  caller: Caller,
  { to, message }: RequestData<'private_message'>,
  id?: string,
): void {
  if (!isPerson(connection)) {
    connection.refuse(new UserError('AUTH_SIGN_IN_NEEDED'), id);
    return;
  }
  const screens = [...(sockets.signedIn().get(to) ?? [])].filter(isPerson);
  if (screens.length === 0) {
    connection.refuse(new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'user' } }), id);
    return;
  }
  for (const { member } of screens) {
    member.reply('private_message', { from: caller.user_id, from_name: caller.username, message });
  }
  connection.member.reply('message_sent', { to, message, connections: screens.length }, id);
}
