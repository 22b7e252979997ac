/** The contract of the log: what the program said, searched, shown and carried away. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Pagination, pageQuery, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { JobRef } from './jobs.ts';

/** Levels, from the quietest to the loudest. */
export const LogSeverity = Type.Enum(['DEBUG', 'INFO', 'WARNING', 'ERROR']);
/** {@link LogSeverity} as a type. */
export type LogSeverity = Static<typeof LogSeverity>;

const entry = {
  id: Type.Integer({ description: 'Counts up from 1; a later line has a larger one' }),
  level: LogSeverity,
  message: Type.String(),
  module: Type.String({ description: 'The part of the program that said it: `ddns`, `auth`, `server`' }),
  user_id: Nullable(Type.String({ description: 'Whose request it was, or who it is about' })),
  ip_address: Nullable(Type.String()),
  request_id: Nullable(Type.String({ description: 'As `request_id` of the answer' })),
  trace_id: Nullable(Type.String({ description: 'The same for all that one request, job or task led to' })),
  timestamp: Timestamp,
  details: Nullable(Type.Unknown({ description: 'What else the line tells' })),
};

/** One line. */
export const LogEntry = Type.Object(entry);
/** {@link LogEntry} as a type. */
export type LogEntry = Static<typeof LogEntry>;

/** One line with the stack of its error and of the error's causes. */
export const LogEntryDetail = Type.Object({ ...entry, stack_trace: Nullable(Type.String()) });
/** {@link LogEntryDetail} as a type. */
export type LogEntryDetail = Static<typeof LogEntryDetail>;

/** Formats of a file of lines. */
export const LogFormat = Type.Enum(['json', 'csv', 'txt']);
/** {@link LogFormat} as a type. */
export type LogFormat = Static<typeof LogFormat>;

/** A file that can be fetched for a while. */
export const LogExport = Type.Object({
  job_id: Id,
  download_url: Type.String({ description: 'Path on this server; asks for `logs:read`, as this does' }),
  file_size: Type.Integer({ description: 'Bytes' }),
  expires_at: Timestamp,
});
/** {@link LogExport} as a type. */
export type LogExport = Static<typeof LogExport>;

const LevelWord = Type.Enum(
  ['DEBUG', 'INFO', 'WARNING', 'WARN', 'ERROR', 'debug', 'info', 'warning', 'warn', 'error'],
  { description: 'Lines of this level' },
);

/** A part of the program, as its lines name it. */
const Module = Type.String({ pattern: '^[a-z][a-z0-9_]{0,31}$' });

const search = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'All of these words, or parts of words, wherever they stand; "words in quotes" together',
  }),
);

const filter = {
  level: Type.Optional(LevelWord),
  min_level: Type.Optional({ ...LevelWord, description: 'Lines of this level and louder ones' }),
  module: Type.Optional(Module),
  start_time: Type.Optional(Timestamp),
  end_time: Type.Optional(Type.String({ format: 'date-time', description: 'Before this moment' })),
  search,
};

const example: LogEntry = {
  id: 1,
  level: 'INFO',
  message: 'Signed in',
  module: 'auth',
  user_id: '0198f3a0-0000-7000-8000-00000000000a',
  ip_address: '192.168.1.100',
  request_id: '5f0c1d2e3a4b5c6d-1',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  timestamp: '2026-11-20T08:00:00.000Z',
  details: { session_id: '0198f3a0-0000-7000-8000-0000000000b1' },
};

/** Operations on the log. */
export const logRoutes = defineRoutes({
  listLogs: {
    method: 'GET',
    path: '/logs',
    tag: 'logs',
    summary: 'What the program said, the newest first',
    access: 'logs:read',
    query: Type.Object({ ...pageQuery, ...filter }),
    data: Type.Object({
      logs: Type.Array(LogEntry),
      pagination: Type.Pick(Pagination, ['page', 'size', 'total', 'pages']),
    }),
    paginated: true,
    example: { data: { logs: [example], pagination: { page: 1, size: 20, total: 100, pages: 5 } } },
  },
  getLog: {
    method: 'GET',
    path: '/logs/{log_id}',
    tag: 'logs',
    summary: 'One line with all that it tells',
    access: 'logs:read',
    params: Type.Object({ log_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
    data: LogEntryDetail,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        ...example,
        level: 'ERROR',
        message: 'A scheduled task failed',
        module: 'core',
        details: { task: 'state.copy', error: { type: 'OperationalError', message: 'STORAGE_FULL' } },
        stack_trace: 'OperationalError: STORAGE_FULL\n    at mapError (core.js:1:1)',
      },
    },
  },
  exportLogs: {
    method: 'GET',
    path: '/logs/export',
    tag: 'logs',
    summary: 'Write lines into a file, the oldest first, and tell where it can be fetched for an hour',
    access: 'logs:read',
    audit: 'logs.export',
    query: Type.Object({ ...filter, format: Type.Optional(LogFormat) }),
    data: LogExport,
    accepted: JobRef,
    errors: ['STORAGE_FULL'],
    example: {
      data: {
        job_id: '0198f3a0-0000-7000-8000-000000000005',
        download_url: '/api/v2/logs/export/download/export_20261120_080000_q1W2e3R4t5Y6u7I8o9P0aS.json',
        file_size: 1_048_576,
        expires_at: '2026-11-20T09:00:00.000Z',
      },
    },
  },
  downloadLogs: {
    method: 'GET',
    path: '/logs/export/download/{file}',
    tag: 'logs',
    summary: 'Fetch a file of lines',
    access: 'logs:read',
    params: Type.Object({
      file: Type.String({ pattern: '^export_\\d{8}_\\d{6}_[A-Za-z0-9_-]{22}\\.(json|csv|txt)$' }),
    }),
    raw: 'it is a file to keep',
    download: ['application/json', 'text/csv', 'text/plain'],
    data: Type.Unknown(),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: [example] },
  },
  debugLogs: {
    method: 'GET',
    path: '/debug/logs',
    tag: 'logs',
    summary: 'The last lines of one part of the program, the newest first',
    access: 'debug:read',
    query: Type.Object({
      type: Type.Optional({ ...Module, description: 'The part: `ddns` unless told; `all` for all of them' }),
      lines: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: '100 unless told' })),
      level: Type.Optional(LevelWord),
      search,
    }),
    data: Type.Object({
      log_type: Type.String(),
      lines: Type.Integer(),
      total_entries: Type.Integer({ description: 'Of these, how many there are here' }),
      logs: Type.Array(LogEntry),
    }),
    example: {
      data: {
        log_type: 'ddns',
        lines: 100,
        total_entries: 1,
        logs: [
          { ...example, module: 'ddns', message: 'A name was updated', user_id: null, ip_address: null },
        ],
      },
    },
  },
});
