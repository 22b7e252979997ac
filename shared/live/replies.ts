/** What answers each message of a client, beside `error` for one that does not fit. */
import type { ServerMessageType } from '../events.ts';
import type { RequestType } from './requests.ts';

/** Types of the answers by type of the message. */
export const replies = {
  connect: ['connected'],
  authenticate: ['authenticated', 'authentication_error'],
  subscribe: ['subscribed', 'subscription_error', 'resumed', 'resync'],
  unsubscribe: ['unsubscribed'],
  ping: ['pong'],
  get_online_users: ['online_users', 'error'],
  private_message: ['message_sent', 'error'],
  start_stream: ['stream_started', 'stream_error'],
  stop_stream: ['stream_stopped'],
  dashboard_data: ['dashboard_update', 'dashboard_error'],
  execute_command: ['command_result', 'command_error'],
} as const satisfies Record<RequestType, readonly ServerMessageType[]>;
/** What answers a type of message. */
export type ReplyTo<T extends RequestType> = (typeof replies)[T][number];

/** What the server says by itself to whoever is signed in, of no topic. */
export const unasked = [
  'heartbeat',
  'private_message',
  'error',
] as const satisfies readonly ServerMessageType[];
