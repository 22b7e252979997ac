/** A kept line as the API shows it. */
import type { LogEntry, LogEntryDetail } from '../../shared/api/logs.ts';
import { toTimestamp } from '../kernel/clock.ts';
import { severityName, type KeptLine } from './line.ts';

/** For lists and files. */
export const onWire = (line: KeptLine): LogEntry => ({
  id: line.id,
  level: severityName(line.level),
  message: line.message,
  module: line.module,
  user_id: line.user_id,
  ip_address: line.ip,
  request_id: line.request_id,
  trace_id: line.trace_id,
  timestamp: toTimestamp(line.time),
  details: line.details === null ? null : (JSON.parse(line.details) as unknown),
});

/** With the stack. */
export const wholeOnWire = (line: KeptLine): LogEntryDetail => ({ ...onWire(line), stack_trace: line.stack });
