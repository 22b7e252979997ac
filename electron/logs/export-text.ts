/** Lines of the log as the text of a file. */
import type { LogEntryDetail, LogFormat } from '../../shared/api/logs.ts';
import { csvCell } from '../kernel/csv.ts';
import { visible } from '../kernel/visible.ts';

/** How a file of a format is put together. */
export interface TextFormat {
  readonly type: string;
  readonly head: string;
  /** One line; `first` of the file. */
  readonly line: (entry: LogEntryDetail, first: boolean) => string;
  readonly foot: string;
}

const columns = [
  'id',
  'timestamp',
  'level',
  'module',
  'message',
  'user_id',
  'ip_address',
  'request_id',
  'trace_id',
  'details',
  'stack_trace',
] as const satisfies readonly (keyof LogEntryDetail)[];

/** `2026-11-20T08:00:00.000Z ERROR [core] A scheduled task failed {"task":"state.copy"}`, the stack below it. */
function asText(entry: LogEntryDetail): string {
  const { timestamp, level, module, message, details, stack_trace: stack, trace_id: trace } = entry;
  const parts = [timestamp, level, `[${module}]`, visible(message)];
  if (details !== null && details !== undefined) parts.push(visible(JSON.stringify(details)));
  if (trace !== null) parts.push(`trace_id=${visible(trace)}`);
  const below = stack === null ? [] : stack.split('\n').map((line) => `    ${visible(line)}`);
  return `${[parts.join(' '), ...below].join('\n')}\n`;
}

/** By name. */
export const textFormats: Readonly<Record<LogFormat, TextFormat>> = {
  json: {
    type: 'application/json; charset=utf-8',
    head: '[',
    line: (entry, first) => `${first ? '\n' : ',\n'}${JSON.stringify(entry)}`,
    foot: '\n]\n',
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${columns.join(',')}\r\n`,
    line: (entry) => `${columns.map((name) => csvCell(entry[name])).join(',')}\r\n`,
    foot: '',
  },
  txt: {
    type: 'text/plain; charset=utf-8',
    head: '',
    line: asText,
    foot: '',
  },
};
