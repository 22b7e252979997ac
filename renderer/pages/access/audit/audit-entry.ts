/** What an entry of the audit log is about. */
import type { AuditEntry } from '../../../../shared/api/audit.ts';

/** What an action is about, as it can be asked for: all of `user.*`. In the order of how often somebody asks. */
export const subjects = [
  'auth',
  'user',
  'role',
  'key',
  'session',
  'totp',
  'issuer',
  'setting',
  'host',
  'record',
  'account',
  'source',
  'device',
  'ddns',
  'check',
  'dead_man',
  'alert_rule',
  'alert',
  'silence',
  'maintenance',
  'quiet_hours',
  'channel',
  'notify_routes',
  'delivery',
  'integration',
  'master_key',
  'signing_key',
  'state',
  'audit',
  'logs',
  'telemetry',
  'cache',
  'performance',
  'live',
] as const;

/** What it was done to: its name where what was asked for tells one, else its id; `null` where that is who did it. */
export function targetOf({
  payload_redacted: payload,
  target_id: id,
  actor_id: actor,
}: AuditEntry): string | null {
  if (typeof payload === 'object' && payload !== null) {
    for (const field of ['name', 'username', 'title'] as const) {
      const value = (payload as Readonly<Record<string, unknown>>)[field];
      if (typeof value === 'string' && value !== '') return value;
    }
  }
  return id === actor ? null : id;
}
