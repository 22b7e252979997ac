/** What `execute_command` can do: operations of the API by a name. Nothing else is ever run, and never a shell. */
import type { AuditAction, RouteContract } from '../api/contract.ts';

/** An operation as the API's document names it: `POST /ddns/update`. */
export type CommandOperation = `${RouteContract['method']} ${RouteContract['path']}`;

/** Each command and its operation, whose permission and audit entry it has. */
export const commands = {
  update_now: 'POST /ddns/update',
  pause: 'POST /ddns/pause',
  resume: 'POST /ddns/resume',
  test_account: 'POST /ddns/accounts/{account_id}/test',
  test_source: 'POST /ddns/sources/{source_id}/test',
  run_check: 'POST /monitoring/checks/{check_id}/run',
  acknowledge_alert: 'POST /alerts/{alert_id}/acknowledge',
  resolve_alert: 'POST /alerts/{alert_id}/resolve',
  silence: 'POST /alerts/silence',
  test_channel: 'POST /notify/channels/{channel_id}/test',
  replay_delivery: 'POST /notify/deliveries/{delivery_id}/replay',
  clear_cache: 'POST /debug/cache/clear',
} as const satisfies Record<string, CommandOperation>;
/** The name of a command. */
export type CommandName = keyof typeof commands;

/** What the audit log calls a command whose operation has no name of its own there. */
export const LIVE_COMMAND: AuditAction = 'live.command';

/** All of them. */
export const commandNames = Object.keys(commands) as readonly CommandName[];
