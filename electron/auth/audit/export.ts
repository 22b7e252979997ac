/** The audit log as a file. */
import type { AuditEntry } from '../../../shared/api/audit.ts';
import { csvCell } from '../../kernel/csv.ts';

const columns = [
  'seq',
  'created_at',
  'actor_kind',
  'actor',
  'actor_id',
  'action',
  'target_type',
  'target_id',
  'result',
  'payload_redacted',
  'ip',
  'ua',
  'request_id',
  'id',
  'seal',
] as const satisfies readonly (keyof AuditEntry)[];

/** A table with a line of names. */
export async function* asCsv(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`;
  for await (const entry of entries) {
    yield `${columns.map((name) => csvCell(entry[name])).join(',')}\r\n`;
  }
}

/** One array, an entry a line. */
export async function* asJson(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const entry of entries) {
    yield before + JSON.stringify(entry);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
