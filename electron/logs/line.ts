/** A line of the log as it is kept: what is asked for by itself stands apart, the rest are its details. */
import type { LogSeverity } from '../../shared/api/logs.ts';

/** A kept line; `time` in ms UTC. */
export interface KeptLine {
  readonly id: number;
  readonly time: number;
  /** See {@link severities}. */
  readonly level: number;
  readonly module: string;
  readonly message: string;
  readonly request_id: string | null;
  readonly trace_id: string | null;
  readonly user_id: string | null;
  readonly ip: string | null;
  /** JSON. */
  readonly details: string | null;
  /** Of the error and of its causes. */
  readonly stack: string | null;
}

/** Levels as numbers that grow with their weight: those of OpenTelemetry's data model for logs. */
export const severities: Readonly<Record<LogSeverity, number>> = {
  DEBUG: 5,
  INFO: 9,
  WARNING: 13,
  ERROR: 17,
};

const names = new Map(Object.entries(severities).map(([name, level]) => [level, name as LogSeverity]));

/** The name of a stored level. */
export const severityName = (level: number): LogSeverity => names.get(level) ?? 'INFO';

/** The number of a level as somebody writes it: `warn`, `WARNING`. */
export function severityOf(word: string): number {
  const upper = word.toUpperCase();
  return severities[upper === 'WARN' ? 'WARNING' : (upper as LogSeverity)];
}

const LONGEST_TEXT = 2_000;
const LONGEST_DETAILS = 16_000;

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}…`;

/** An error as pino writes it. */
interface WrittenError {
  readonly stack?: unknown;
  readonly cause?: unknown;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The stacks, one below the other, and the error without them: in the details they would hide the rest. */
function takeStacks(error: unknown): { stacks: string[]; rest: unknown } {
  if (!isObject(error)) return { stacks: [], rest: error };
  const { stack, cause, ...rest } = error as WrittenError;
  const below = takeStacks(cause);
  return {
    stacks: [...(typeof stack === 'string' ? [stack] : []), ...below.stacks],
    rest: cause === undefined ? rest : { ...rest, cause: below.rest },
  };
}

function detailsOf(fields: Readonly<Record<string, unknown>>): string | null {
  if (Object.keys(fields).length === 0) return null;
  const text = JSON.stringify(fields);
  return text.length <= LONGEST_DETAILS ? text : JSON.stringify({ cut: text.slice(0, LONGEST_DETAILS) });
}

/** A text that stands by itself; anything else stays among the details. */
const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads a line that our own logger wrote. */
export function readLine(line: string, id: number): KeptLine {
  const { level, time, module, msg, error, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const { stacks, rest } = takeStacks(error);
  const { request_id, trace_id, user_id, client_ip } = fields;
  const apart = { request_id, trace_id, user_id, client_ip };
  const others = Object.entries(fields).filter(([name, value]) => !(name in apart && isText(value)));
  const own = (value: unknown): string | null => (isText(value) ? cut(value, LONGEST_TEXT) : null);
  return {
    id,
    time: Date.parse(String(time)),
    level: severityOf(String(level)),
    module: String(module),
    message: own(msg) ?? '',
    request_id: own(request_id),
    trace_id: own(trace_id),
    user_id: own(user_id),
    ip: own(client_ip),
    details: detailsOf(Object.fromEntries(rest === undefined ? others : [...others, ['error', rest]])),
    stack: stacks.length === 0 ? null : cut(stacks.join('\ncaused by: '), LONGEST_DETAILS),
  };
}
