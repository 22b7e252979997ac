/** One message of each kind, as a reader would meet it. */
import { alertRoutes } from '../api/alerts-routes.ts';
import { ddnsRoutes } from '../api/ddns-routes.ts';
import { logRoutes } from '../api/logs.ts';
import { monitoringRoutes } from '../api/monitoring-routes.ts';
import type { Alert } from '../api/alerts.ts';
import type { HistoryEntry } from '../api/ddns.ts';
import type { ServerData, ServerMessageType } from '../events.ts';
import type { RequestData, RequestType } from './requests.ts';

const timestamp = '2026-11-20T08:10:03.000Z';
const id = '0198f3a0-0000-7000-8000-000000000001';
const other = '0198f3a0-0000-7000-8000-000000000002';
const epoch = '0198f3a0-0000-7000-8000-0000000000ee';
const refusal = {
  code: 'AUTH_INSUFFICIENT_PERMISSIONS',
  error: 'This needs the permission logs:read.',
};
const [entry] = ddnsRoutes.getHistory.example.data.history as readonly [HistoryEntry];
const alert: Alert = alertRoutes.getAlert.example.data;
const [line] = logRoutes.listLogs.example.data.logs;

/** `data` of a client's messages. */
export const requestExamples: { readonly [T in RequestType]: RequestData<T> } = {
  connect: {},
  authenticate: { token: 'ccb_0198f3a0…' },
  subscribe: { topics: ['ddns_updates', 'changes.ddns'], epoch, seq: 4711 },
  unsubscribe: { topics: ['changes.ddns'] },
  ping: {},
  get_online_users: {},
  private_message: { to: other, message: 'I move the NAS tonight at ten.' },
  start_stream: { type: 'system_metrics' },
  stop_stream: { type: 'system_metrics' },
  dashboard_data: { dashboard: 'overview' },
  execute_command: { command: 'run_check', params: { check_id: id } },
};

/** `data` of the server's. */
export const messageExamples: { readonly [T in ServerMessageType]: ServerData<T> } = {
  connected: { status: 'connected', client_id: id, epoch, authenticated: true, heartbeat_seconds: 30 },
  authenticated: { success: true, user_id: id, username: 'admin', roles: ['admin'], expires_at: null },
  authentication_error: {
    success: false,
    code: 'AUTH_TOKEN_EXPIRED',
    error: 'The sign-in is over: sign in again.',
  },
  subscribed: { topic: 'ddns_updates', success: true },
  subscription_error: { topic: 'logs', ...refusal },
  unsubscribed: { topic: 'changes.ddns', success: true },
  resumed: { topics: ['ddns_updates'], replayed: 2 },
  resync: { topics: ['ddns_updates'], reason: 'too_old' },
  pong: { server_time: timestamp },
  heartbeat: { timestamp, server_time: timestamp },
  error: { code: 'LIVE_MESSAGE_INVALID', error: 'This is not a message that is understood here.' },
  online_users: {
    users: [{ user_id: id, username: 'admin', connected_at: timestamp, roles: ['admin'], connections: 2 }],
    count: 1,
  },
  private_message: { from: id, from_name: 'admin', message: 'I move the NAS tonight at ten.' },
  message_sent: { to: other, message: 'I move the NAS tonight at ten.', connections: 1 },
  stream_started: { type: 'system_metrics' },
  stream_stopped: { type: 'system_metrics' },
  stream_error: { type: 'error_logs', ...refusal },
  dashboard_update: { type: 'overview', data: monitoringRoutes.getMonitoringDashboard.example.data },
  dashboard_error: { type: 'performance', ...refusal },
  command_result: { command: 'resume', result: ddnsRoutes.resume.example.data },
  command_error: { command: 'clear_cache', ...refusal },
  ddns_update: { entries: [entry], count: 1 },
  system_alert: alert,
  monitoring_alert: alert,
  monitoring_update: monitoringRoutes.getMonitoringDashboard.example.data,
  system_status: {
    cpu_usage: 45.2,
    memory_usage: 50,
    disk_usage: 60,
    network_traffic: { bytes_sent: 1_024_000, bytes_recv: 2_048_000 },
    measured_at: timestamp,
  },
  metrics_update: {
    type: 'system',
    metrics: monitoringRoutes.getMonitoringSystem.example.data,
    where: monitoringRoutes.getMonitoringSystem.example.metadata,
  },
  api_requests: {
    type: 'api_requests',
    requests: [
      {
        timestamp,
        method: 'GET',
        endpoint: '/api/v2/ddns/status',
        status: 200,
        duration_ms: 0.4,
        user_id: id,
        request_id: '5f0c1d2e3a4b5c6d-1',
      },
    ],
  },
  error_logs: { type: 'error_logs', logs: [{ ...line, level: 'ERROR' }], dropped: 0 },
  log_entry: line,
  changed: { part: 'ddns', revision: 12, update: { stage: 'verify', progress: 0.8 } },
};
