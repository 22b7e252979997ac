/** What can be asked of the audit log. */
import type { AuditEntry } from '../../shared/api/audit.ts';
import type { CallOptions } from './contract-types.ts';

/** Which entries are asked for. */
export interface AuditFilter {
  /** A user, by name or id, or an address. */
  readonly search: string;
  /** `user.*`; empty for any. */
  readonly action: string;
  readonly result: '' | AuditEntry['result'];
  /** Days back; empty for all. */
  readonly days: '' | '1' | '7' | '30';
  readonly page: number;
}

type Query = NonNullable<CallOptions<'GET /admin/audit-logs/export'>['query']>;

const DAY_MS = 86_400_000;
/** Asked for as an address. A user who is called like one is found by their id. */
const address = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*)$/i;

/** The question as the server takes it. */
export function auditQueryOf({ search, action, result, days }: AuditFilter, now: number): Query {
  return {
    ...(search === '' ? {} : address.test(search) ? { ip: search.toLowerCase() } : { actor: search }),
    ...(action === '' ? {} : { action }),
    ...(result === '' ? {} : { result }),
    ...(days === '' ? {} : { since: new Date(now - Number(days) * DAY_MS).toISOString() }),
  };
}
