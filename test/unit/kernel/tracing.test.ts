import { expect, it } from 'vitest';
import { createLogger, type LogLevel } from '../../../electron/kernel/logger.ts';
import {
  createTracing,
  readTraceparent,
  traceOf,
  type Behind,
  type Span,
} from '../../../electron/kernel/tracing.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const header = `00-${TRACE}-${PARENT}-01`;

it.each([
  [header, { trace_id: TRACE, parent_id: PARENT, sampled: true }],
  [`00-${TRACE}-${PARENT}-00`, { trace_id: TRACE, parent_id: PARENT, sampled: false }],
  [`01-${TRACE}-${PARENT}-01-more`, { trace_id: TRACE, parent_id: PARENT, sampled: true }],
  [`${header}-more`, null],
  [`ff-${TRACE}-${PARENT}-01`, null],
  [`00-${'0'.repeat(32)}-${PARENT}-01`, null],
  [`00-${TRACE}-${'0'.repeat(16)}-01`, null],
  [header.toUpperCase(), null],
  [`00-${TRACE}-${PARENT}`, null],
  [`${header}\n{"level":"error"}`, null],
  ['', null],
  [undefined, null],
  [[header, header], null],
])('reads the traceparent %j as %j', (given, expected) => {
  expect(readTraceparent(given)).toEqual(expected);
});

function hear(level: LogLevel = 'silent') {
  const stderr: string[] = [];
  const logger = createLogger(level, { write: (line) => stderr.push(line) });
  return { logger, stderr };
}
const parsed = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

it('puts what is behind the work into its lines, through waiting as well', async () => {
  const { logger, stderr } = hear('info');
  const request: Behind = {
    id: 'r-1',
    ip: '192.0.2.1',
    caller: { user_id: 'u1' },
    headers: { traceparent: header },
    trace: null,
  };
  await logger.tracing.run(request, async () => {
    await Promise.resolve();
    logger.of('ddns').info({ host: 'x' }, 'inside');
  });
  logger.info({}, 'outside');
  logger.tracing.begin(() => logger.info({}, 'a task'));
  const [inside, outside, task] = parsed(stderr);
  expect(inside).toMatchObject({
    ...{
      module: 'ddns',
      trace_id: TRACE,
      request_id: 'r-1',
      user_id: 'u1',
      client_ip: '192.0.2.1',
      msg: 'inside',
    },
  });
  expect(Object.keys(outside ?? {})).toEqual(['level', 'time', 'module', 'msg']);
  expect(task).toMatchObject({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  expect(task).not.toHaveProperty('request_id');
});

it('makes no ids for what logs nothing', () => {
  const { logger } = hear('info');
  const request: Behind = { id: 'r-1', trace: null };
  logger.tracing.run(request, () => {
    logger.debug({}, 'not wanted');
  });
  expect(request.trace).toBeNull();
});

it('gives a sink the lines of before it, at its own level, and none after it was taken away', () => {
  const { logger, stderr } = hear('error');
  logger.info({}, 'early');
  logger.debug({}, 'too quiet');
  const lines: string[] = [];
  let level: LogLevel = 'info';
  const detach = logger.attach({ level: () => level, write: (line) => lines.push(line) });
  logger.debug({}, 'still too quiet');
  level = 'debug';
  logger.debug({}, 'heard');
  detach();
  logger.error({}, 'afterwards');
  expect(parsed(lines).map(({ msg }) => msg)).toEqual(['early', 'heard']);
  expect(parsed(stderr).map(({ msg }) => msg)).toEqual(['afterwards']);
});

it('keeps a line of text in one line, whatever is in it', () => {
  const { logger, stderr } = hear('info');
  logger.info({ host: 'x\n{"level":"error"}\u001b[2J\u2028' }, 'a\r\nb');
  expect(stderr.join('').split('\n')).toHaveLength(2);
  for (const char of ['\u001b', '\u2028', '\r']) expect(stderr.join('')).not.toContain(char);
  expect(parsed(stderr)[0]).toMatchObject({ host: 'x\n{"level":"error"}\u001b[2J\u2028' });
});

it('tells of spans within spans while somebody listens, and of none otherwise', async () => {
  const tracing = createTracing();
  const spans: Span[] = [];
  const options = { name: 'outer', kind: 'internal', attributes: {} } as const;
  const request: Behind = { id: 'r', headers: { traceparent: header }, trace: null };
  const work = () =>
    tracing.run(request, () =>
      tracing.span(options, () =>
        tracing.span({ ...options, name: 'inner', kind: 'client' }, () => Promise.reject(new Error('no'))),
      ),
    );
  await expect(work()).rejects.toThrow('no');
  expect(request.trace).toBeNull();
  tracing.listen((span) => spans.push(span));
  await expect(work()).rejects.toThrow('no');
  const [inner, outer] = spans;
  expect(inner).toMatchObject({
    name: 'inner',
    error: 'no',
    trace: { trace_id: TRACE, parent_id: outer?.trace.span_id },
  });
  expect(outer?.trace.parent_id).toBe(traceOf(request).span_id);
  expect(traceOf(request).parent_id).toBe(PARENT);
});
