/** `start_stream` and `stop_stream`: topics by the words of an older protocol. */
import type { RequestData } from '../../../shared/live/requests.ts';
import type { Connection } from './connection.ts';
import { objectionTo } from './subscriptions.ts';

/** Subscribes to the topic of that name. */
export function startStream(
  connection: Connection,
  { type }: RequestData<'start_stream'>,
  id?: string,
): void {
  const { member } = connection;
  const objection = objectionTo(connection, type);
  if (objection) {
    member.reply('stream_error', { type, ...connection.refusal(objection) }, id);
    return;
  }
  member.reply('stream_started', { type }, id);
  member.subscribe(type);
}

/** And ends that. */
export function stopStream(connection: Connection, { type }: RequestData<'stop_stream'>, id?: string): void {
  connection.member.unsubscribe(type);
  connection.member.reply('stream_stopped', { type }, id);
}
