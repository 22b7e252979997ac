/** Checks OTLP bodies against the shape of opentelemetry-proto 1.3 in its JSON mapping. Unknown names are errors. */
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

const strict = <T extends Record<string, TSchema>>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });
const Nano = Type.String({ pattern: '^\\d{1,20}$' });
const SpanId = Type.String({ pattern: '^(?!0{16})[0-9a-f]{16}$' });
const AnyValue = Type.Union([
  strict({ stringValue: Type.String() }),
  strict({ boolValue: Type.Boolean() }),
  strict({ intValue: Type.String({ pattern: '^-?\\d+$' }) }),
  strict({ doubleValue: Type.Number() }),
]);
const attributes = Type.Array(strict({ key: Type.String({ minLength: 1 }), value: AnyValue }));
const scope = strict({ name: Type.String(), version: Type.String() });
const resource = strict({ attributes });

const Span = strict({
  traceId: Type.String({ pattern: '^(?!0{32})[0-9a-f]{32}$' }),
  spanId: SpanId,
  parentSpanId: Type.Optional(SpanId),
  name: Type.String({ minLength: 1 }),
  kind: Type.Integer({ minimum: 1, maximum: 5 }),
  startTimeUnixNano: Nano,
  endTimeUnixNano: Nano,
  attributes,
  status: Type.Optional(strict({ code: Type.Integer({ minimum: 0, maximum: 2 }), message: Type.String() })),
});
const Metric = strict({
  name: Type.String({ minLength: 1 }),
  gauge: strict({
    dataPoints: Type.Array(strict({ attributes, timeUnixNano: Nano, asDouble: Type.Number() })),
  }),
});
const Traces = strict({
  resourceSpans: Type.Array(
    strict({ resource, scopeSpans: Type.Array(strict({ scope, spans: Type.Array(Span) })) }),
  ),
});
const Metrics = strict({
  resourceMetrics: Type.Array(
    strict({ resource, scopeMetrics: Type.Array(strict({ scope, metrics: Type.Array(Metric) })) }),
  ),
});

function check<S extends TSchema>(schema: S, body: string): Static<S> {
  const value: unknown = JSON.parse(body);
  const [problem] = Value.Errors(schema, value);
  if (problem) throw new Error(`${problem.instancePath}: ${problem.message}`);
  // oxlint-disable-next-line typescript/no-unsafe-return -- the type of a schema that is still open counts as any here
  return value as Static<S>;
}

/** The spans of a body of `/v1/traces`. @throws {Error} where it is none */
export const checkTraces = (body: string): Static<typeof Span>[] =>
  check(Traces, body).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

/** The metrics of a body of `/v1/metrics`. @throws {Error} where it is none */
export const checkMetrics = (body: string): Static<typeof Metric>[] =>
  check(Metrics, body).resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics),
  );
