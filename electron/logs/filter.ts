/** Which lines somebody wants to see; the same question for lines in memory and in the database. */
import type { KeptLine } from './line.ts';

/** What is asked for; what is left out is not looked at. Times in ms UTC. */
export interface LogFilter {
  readonly level?: number;
  readonly minLevel?: number;
  readonly module?: string;
  readonly since?: number;
  /** Before this moment. */
  readonly until?: number;
  /** Each must stand somewhere in the line. */
  readonly words?: readonly string[];
}

/** The words of a search: apart by spaces, or together in quotes. Nothing else has a meaning. */
export function wordsOf(search: string): string[] {
  // SQLite takes NUL for the end of a text.
  const parts = search.replaceAll('\0', ' ').matchAll(/"([^"]+)"|([^\s"]+)/g);
  return [...parts]
    .map(([, together, single]) => (together ?? single ?? '').trim())
    .filter((word) => word !== '');
}

/** What is searched of a line: what it says and tells, and of which request and trace it is. */
export const textOf = ({
  message,
  details,
  request_id,
  trace_id,
}: Pick<KeptLine, 'message' | 'details' | 'request_id' | 'trace_id'>): string =>
  [message, details, request_id, trace_id].filter((part) => part !== null).join('\n');

/** Whether a line is asked for. */
export function matches(filter: LogFilter, line: KeptLine): boolean {
  const { level, minLevel, module, since, until, words = [] } = filter;
  if (level !== undefined && line.level !== level) return false;
  if (minLevel !== undefined && line.level < minLevel) return false;
  if (module !== undefined && line.module !== module) return false;
  if (since !== undefined && line.time < since) return false;
  if (until !== undefined && line.time >= until) return false;
  if (words.length === 0) return true;
  const text = textOf(line).toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}
