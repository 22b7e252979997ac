/** The log: structured lines to standard error and to whoever keeps them. Nothing secret is ever given to it. */
import { pino } from 'pino';
import { createTracing, traceOf, type Tracing } from './tracing.ts';
import { visible } from './visible.ts';

/** How much is logged, from least to most. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];
/** What one line can be of. */
export type LineLevel = Exclude<LogLevel, 'silent'>;

type Log = (fields: Readonly<Record<string, unknown>>, text: string) => void;

/** Where the program says what it does, for whoever looks for the cause of something. */
export interface Logger {
  readonly error: Log;
  readonly warn: Log;
  readonly info: Log;
  readonly debug: Log;
}

/** Keeps lines. Called in the middle of the program's work: it takes them and comes back at once, and never throws. */
export interface LogSink {
  /** Up to which level it wants lines; asked for each. */
  readonly level: () => LogLevel;
  /** Takes one line: JSON, without its end. */
  write(line: string, level: LineLevel): void;
}

/** The logger of the whole program. What no part of it says is of the module `core`. */
export interface RootLogger extends Logger {
  /** The same for one part of the program: its name stands in every line as `module`. */
  of(module: string): Logger;
  /** Gives a sink all lines from now on, and those of before that nobody has kept. Returns the way to stop that. */
  attach(sink: LogSink): () => void;
  /** What is behind the work stands in its lines: `trace_id`, `request_id`, `user_id`, `client_ip`. */
  readonly tracing: Tracing;
}

/** Takes whole lines, with their end. */
interface Lines {
  write(line: string): unknown;
}

/** Lines that wait for the first sink: a start says a few dozen. */
const EARLY_LINES = 200;

const reaches = (level: LogLevel, line: LineLevel): boolean =>
  logLevels.indexOf(line) <= logLevels.indexOf(level);

/** What stands in each line of the work of {@link Tracing.run}. */
function contextOf(tracing: Tracing): Record<string, string> {
  const behind = tracing.current();
  if (!behind) return {};
  return {
    trace_id: traceOf(behind).trace_id,
    ...(behind.id === null ? {} : { request_id: behind.id }),
    ...(behind.caller ? { user_id: behind.caller.user_id } : {}),
    ...(behind.ip === undefined ? {} : { client_ip: behind.ip }),
  };
}

/**
 * A logger that writes JSON lines to standard error. An `error` field is written with its stack and causes. JSON escapes
 * what would begin a line; what a terminal would still obey is escaped besides, and stays JSON.
 */
export function createLogger(
  level: LogLevel,
  to: Lines = pino.destination({ dest: 2, sync: true }),
  tracing: Tracing = createTracing(),
): RootLogger {
  const sinks = new Set<LogSink>();
  let early: { readonly line: string; readonly level: LineLevel }[] = [];
  // Pino writes before it returns, so this is the level of the line that is written.
  let now: LineLevel = 'debug';

  const out = pino(
    {
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
    },
    {
      write(text: string) {
        const line = visible(text.trimEnd());
        const lineLevel = now;
        if (reaches(level, lineLevel)) to.write(`${line}\n`);
        for (const sink of sinks) if (reaches(sink.level(), lineLevel)) sink.write(line, lineLevel);
        if (sinks.size === 0) early = [...early.slice(1 - EARLY_LINES), { line, level: lineLevel }];
      },
    },
  );

  function isWanted(line: LineLevel): boolean {
    if (reaches(level, line)) return true;
    if (sinks.size === 0) return reaches('info', line);
    for (const sink of sinks) if (reaches(sink.level(), line)) return true;
    return false;
  }

  function of(module: string): Logger {
    const at =
      (name: LineLevel): Log =>
      (fields, text) => {
        if (!isWanted(name)) return;
        now = name;
        out[name]({ module, ...contextOf(tracing), ...fields }, text);
      };
    return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
  }

  return {
    ...of('core'),
    of,
    attach(sink) {
      sinks.add(sink);
      const waiting = early;
      early = [];
      for (const one of waiting) if (reaches(sink.level(), one.level)) sink.write(one.line, one.level);
      return () => sinks.delete(sink);
    },
    tracing,
  };
}
