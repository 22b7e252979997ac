/** Tables as text for spreadsheets. */
import { visible } from './visible.ts';

/** What a spreadsheet would take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0]/;

/** A cell of a CSV file (RFC 4180): always quoted, one line, never a formula. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const raw = typeof value === 'string' ? value : JSON.stringify(value);
  const text = visible(FORMULA.test(raw) ? `'${raw}` : raw);
  return `"${text.replaceAll('"', '""')}"`;
}
