/**
 * OTLP in JSON (opentelemetry-proto 1.3, https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): names in
 * lowerCamelCase, ids in hex, enums as numbers, 64-bit integers as strings.
 */
import type { Attributes, Span, SpanKind } from '../../kernel/tracing.ts';

/** What was measured at one moment (ms UTC). */
export interface GaugePoint {
  readonly name: string;
  /** What it was measured on; empty where there is one only. */
  readonly object: string;
  readonly at: number;
  readonly value: number;
}

/** Who tells. */
export interface Teller {
  readonly version: string;
  readonly host: string;
}

const SCOPE = 'cloudcube';
const kinds: Readonly<Record<SpanKind, number>> = { internal: 1, server: 2, client: 3 };
const STATUS_ERROR = 2;

/** Milliseconds, to the microsecond, as nanoseconds. */
export const nanos = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n);

function anyValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

const keyValues = (attributes: Attributes): object[] =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

const resourceOf = ({ version, host }: Teller): object => ({
  attributes: keyValues({ 'service.name': 'cloudcube', 'service.version': version, 'host.name': host }),
});

function spanOf({ trace, name, kind, start, end, attributes, error }: Span): object {
  return {
    traceId: trace.trace_id,
    spanId: trace.span_id,
    ...(trace.parent_id === null ? {} : { parentSpanId: trace.parent_id }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanos(start),
    endTimeUnixNano: nanos(end),
    attributes: keyValues(attributes),
    ...(error === null ? {} : { status: { code: STATUS_ERROR, message: error } }),
  };
}

/** Body of `POST /v1/traces`: an `ExportTraceServiceRequest`. */
export function encodeSpans(teller: Teller, spans: readonly Span[]): string {
  const scope = { name: SCOPE, version: teller.version };
  return JSON.stringify({
    resourceSpans: [{ resource: resourceOf(teller), scopeSpans: [{ scope, spans: spans.map(spanOf) }] }],
  });
}

/** Body of `POST /v1/metrics`: an `ExportMetricsServiceRequest`, all of it gauges. */
export function encodeGauges(teller: Teller, points: readonly GaugePoint[]): string {
  const metrics = [...Map.groupBy(points, ({ name }) => name)].map(([name, some]) => ({
    name,
    gauge: {
      dataPoints: some.map(({ object, at, value }) => ({
        attributes: object === '' ? [] : keyValues({ object }),
        timeUnixNano: nanos(at),
        asDouble: value,
      })),
    },
  }));
  const scope = { name: SCOPE, version: teller.version };
  return JSON.stringify({
    resourceMetrics: [{ resource: resourceOf(teller), scopeMetrics: [{ scope, metrics }] }],
  });
}

/** How many of a request were refused, as its answer tells; 0 where it tells nothing. */
export function rejectedOf(body: string): number {
  try {
    const { partialSuccess } = JSON.parse(body) as {
      partialSuccess?: { rejectedSpans?: unknown; rejectedDataPoints?: unknown };
    };
    const count = Number(partialSuccess?.rejectedSpans ?? partialSuccess?.rejectedDataPoints ?? 0);
    return Number.isSafeInteger(count) && count > 0 ? count : 0;
  } catch {
    // Some receivers answer with nothing, or with text: what they took, they took.
    return 0;
  }
}
