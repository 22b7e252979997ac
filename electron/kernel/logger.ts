/** The log: structured lines to standard error. Nothing secret is ever given to it. */
import { pino } from 'pino';
import { visible } from './visible.ts';

/** How much is logged, from least to most. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

type Log = (fields: Readonly<Record<string, unknown>>, text: string) => void;

/** Where the program says what it does, for whoever looks for the cause of something. */
export interface Logger {
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
}

/** Takes whole lines, with their end. */
interface Lines {
  write(line: string): unknown;
}

/**
 * A logger that writes JSON lines to standard error. An `error` field is written with its stack and causes. JSON escapes
 * what would begin a line; what a terminal would still obey is escaped besides, and stays JSON.
 */
export function createLogger(level: LogLevel, to: Lines = pino.destination({ dest: 2, sync: true })): Logger {
  const out = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
    },
    { write: (line: string) => to.write(`${visible(line.trimEnd())}\n`) },
  );
  const at =
    (name: Exclude<LogLevel, 'silent'>): Log =>
    (fields, text) => {
      out[name](fields, text);
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
