/** What each message is for, in one line: for the document of the socket. */
import type { ServerMessageType } from '../events.ts';
import type { RequestType } from './requests.ts';

/** Messages of a client. */
export const requestWords: Readonly<Record<RequestType, string>> = {
  connect: 'Asks for `connected` again',
  authenticate:
    'Says who it is, in the first message at the latest; later on, prolongs a sign-in with a fresh token',
  subscribe: 'From now on, what these topics tell; after a drop also what was missed',
  unsubscribe: 'No more of these topics',
  ping: 'Is anybody there',
  get_online_users: 'Who is connected; asks for `users:read`',
  private_message: 'To all connections of one user; from people, not from programs with keys',
  start_stream: 'Subscribes to the topic of this name',
  stop_stream: 'No more of it',
  dashboard_data: 'A dashboard once; asks for the permission of the operation that tells the same',
  execute_command:
    'One of the commands that there are; asks for the permission of its operation, and is audited',
};

/** Messages of the server. */
export const messageWords: Readonly<Record<ServerMessageType, string>> = {
  connected: 'The first message of every connection',
  authenticated: 'It is known who this is',
  authentication_error: 'It is not, or no longer; the connection ends',
  subscribed: 'One for each topic',
  subscription_error: 'Why not this topic; also when a permission is lost later',
  unsubscribed: 'One for each topic',
  resumed: 'All that was missed has been sent',
  resync: 'Something was missed that cannot be sent any more: read the state anew',
  pong: 'Answers `ping`',
  heartbeat: 'Every 30 seconds: who hears none for longer connects again',
  error: 'Why something was not done',
  online_users: 'Who is connected',
  private_message: 'From another user',
  message_sent: 'How many connections of its reader were reached',
  stream_started: 'The stream is on',
  stream_stopped: 'The stream is off',
  stream_error: 'Why the stream is not on',
  dashboard_update: 'The dashboard that was asked for',
  dashboard_error: 'Why there is none',
  command_result: 'What the operation of the command answered',
  command_error: 'Why it was not done',
  ddns_update: 'Names that were changed, or could not be',
  system_alert: 'An alert as it stands now',
  monitoring_alert: 'An alert as it stands now',
  monitoring_update: 'This machine and CloudCube at a glance',
  system_status: 'Load, memory, disk and network',
  metrics_update: 'Everything that is measured',
  api_requests: 'The last requests to this API',
  error_logs: 'Errors that were logged',
  log_entry: 'A line that was logged',
  changed: 'Something is different in a part',
};
