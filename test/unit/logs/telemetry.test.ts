import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../../electron/kernel/logger.ts';
import type { Span } from '../../../electron/kernel/tracing.ts';
import { encodeSpans, nanos } from '../../../electron/logs/telemetry/otlp.ts';
import { createSendQueue, retryAfter } from '../../../electron/logs/telemetry/queue.ts';
import { startSender, type SenderState } from '../../../electron/logs/telemetry/sender.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { checkMetrics, checkTraces } from '../../support/otlp.ts';

interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver that answers with the given statuses in turn, then with 200. */
async function receiver(statuses: number[] = [], headers: Record<string, string> = {}) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push({ path: request.url, headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json', ...headers });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

const span: Span = {
  trace: { trace_id: 'ab'.repeat(16), span_id: 'cd'.repeat(8), parent_id: 'ef'.repeat(8), sampled: true },
  name: 'GET /api/v2/logs',
  kind: 'server',
  start: 1_700_000_000_000.25,
  end: 1_700_000_000_012.5,
  attributes: { 'http.response.status_code': 200, 'http.route': '/api/v2/logs', flag: true, ratio: 0.5 },
  error: null,
};
const teller = { version: '1.2.3', host: 'nas' };

it('writes spans as the protocol has them in JSON', () => {
  const failed: Span = {
    ...span,
    trace: { ...span.trace, parent_id: null },
    kind: 'client',
    error: 'no answer',
  };
  const [first, second] = checkTraces(encodeSpans(teller, [span, failed]));
  expect(first).toEqual({
    traceId: 'ab'.repeat(16),
    spanId: 'cd'.repeat(8),
    parentSpanId: 'ef'.repeat(8),
    name: 'GET /api/v2/logs',
    kind: 2,
    startTimeUnixNano: '1700000000000250000',
    endTimeUnixNano: '1700000000012500000',
    attributes: [
      { key: 'http.response.status_code', value: { intValue: '200' } },
      { key: 'http.route', value: { stringValue: '/api/v2/logs' } },
      { key: 'flag', value: { boolValue: true } },
      { key: 'ratio', value: { doubleValue: 0.5 } },
    ],
  });
  expect(second).toMatchObject({ kind: 3, status: { code: 2, message: 'no answer' } });
  expect(second).not.toHaveProperty('parentSpanId');
  expect(nanos(1.0005)).toBe('1001000');
});

it.each([
  ['120', 120_000],
  ['Fri, 20 Nov 2026 08:00:30 GMT', 30_000],
  ['Fri, 20 Nov 2026 07:00:00 GMT', 0],
  ['soon', null],
  [undefined, null],
])('reads Retry-After %j as %j ms', (header, expected) => {
  expect(retryAfter(header, Date.UTC(2026, 10, 20, 8))).toBe(expected);
});

it('sends spans and measurements with the headers it was given, and nothing that was not wanted', async () => {
  const { asked, url } = await receiver();
  const clock = createVirtualClock();
  const told: SenderState[] = [];
  const sender = startSender({
    ...{ teller, clock, random: () => 0.5, logger: createLogger('silent') },
    destination: { endpoint: `${url}/otlp/`, headers: { authorization: 'Bearer x' } },
    measured: () =>
      Promise.resolve([
        { name: 'system.cpu.usage', object: '', at: clock.now(), value: 12.5 },
        { name: 'system.disk.usage', object: '/', at: clock.now(), value: 40 },
        { name: 'system.disk.usage', object: '/srv', at: clock.now(), value: 50 },
      ]),
    onOutcome() {
      told.push({ ...sender.state() });
    },
  });
  sender.span(span);
  sender.span({ ...span, trace: { ...span.trace, sampled: false } });
  await clock.advance(60_000);
  await sender.stop();
  expect(told.map(({ reason, last_sent_at }) => [reason, typeof last_sent_at])).toEqual([
    [null, 'number'],
    [null, 'number'],
  ]);
  expect(asked.map(({ path }) => path).sort()).toEqual(['/otlp/v1/metrics', '/otlp/v1/traces']);
  for (const { headers } of asked) {
    expect(headers).toMatchObject({ authorization: 'Bearer x', 'content-type': 'application/json' });
  }
  const bodyOf = (path: string): string => asked.find((one) => one.path === path)?.body ?? '';
  expect(checkTraces(bodyOf('/otlp/v1/traces'))).toHaveLength(1);
  const metrics = checkMetrics(bodyOf('/otlp/v1/metrics'));
  expect(metrics.map(({ name, gauge }) => [name, gauge.dataPoints.map(({ asDouble }) => asDouble)])).toEqual([
    ['system.cpu.usage', [12.5]],
    ['system.disk.usage', [40, 50]],
  ]);
  expect(sender.state()).toMatchObject({
    traces: { sent: 1, dropped: 0, waiting: 0 },
    metrics: { sent: 3 },
    reason: null,
  });
});

/** A queue whose posts are answered from a list. */
function queue(answers: { status: number; headers?: Record<string, string>; body?: string }[]) {
  const clock = createVirtualClock();
  const at: number[] = [];
  const reasons: (string | null)[] = [];
  const sent = createSendQueue<number>({
    clock,
    random: () => 0.5,
    ending: new AbortController().signal,
    onOutcome: (reason) => reasons.push(reason?.code ?? null),
    post: () => {
      at.push(clock.elapsed());
      return Promise.resolve({ headers: {}, body: '', ...(answers.shift() ?? { status: 200 }) });
    },
  });
  return { ...sent, clock, at, reasons };
}

it('tries again later and later, as long as the receiver asks', async () => {
  const tried = queue([{ status: 503 }, { status: 429, headers: { 'retry-after': '7' } }]);
  tried.add([1, 2]);
  const done = tried.flush();
  await tried.clock.advance(60_000);
  await done;
  expect(tried.at).toEqual([0, 1000, 8000]);
  expect(tried.state()).toEqual({ sent: 2, dropped: 0, waiting: 0 });
  expect(tried.reasons).toEqual(['TELEMETRY_REFUSED', 'TELEMETRY_REFUSED', null]);
});

it('gives up what is refused at once, and what is never taken after five tries', async () => {
  const refused = queue([{ status: 400 }]);
  refused.add([1]);
  await refused.flush();
  expect(refused.at).toEqual([0]);
  expect(refused.state().dropped).toBe(1);
  const never = queue(Array.from({ length: 9 }, () => ({ status: 503 })));
  never.add([1]);
  const done = never.flush();
  await never.clock.advance(600_000);
  await done;
  expect(never.at).toEqual([0, 1000, 3000, 7000, 15_000]);
  expect(never.state()).toEqual({ sent: 0, dropped: 1, waiting: 0 });
});

it('counts what was taken in part, and what there was no room for', async () => {
  const some = queue([{ status: 200, body: '{"partialSuccess":{"rejectedSpans":"2"}}' }]);
  some.add([1, 2, 3]);
  await some.flush();
  expect(some.state()).toEqual({ sent: 1, dropped: 2, waiting: 0 });
  some.add(Array.from({ length: 3000 }, (_, nth) => nth));
  expect(some.state()).toEqual({ sent: 1, dropped: 2 + 3000 - 2048, waiting: 2048 });
});
