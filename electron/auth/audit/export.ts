/** The audit log as a file. */
import type { AuditEntry } from '../../../shared/api/audit.ts';
import { visible } from '../../kernel/visible.ts';

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

/** What a spreadsheet would take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0]/;

/** A cell of a CSV file (RFC 4180): always quoted, one line, never a formula. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const raw = typeof value === 'string' ? value : JSON.stringify(value);
  const text = visible(FORMULA.test(raw) ? `'${raw}` : raw);
  return `"${text.replaceAll('"', '""')}"`;
}

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
