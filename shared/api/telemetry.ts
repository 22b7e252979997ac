/** The contract of OpenTelemetry: where traces and metrics are sent, and how that goes. */
import { Type, type Static } from 'typebox';
import { Nullable, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** Base of an OTLP/HTTP receiver; `/v1/traces` and `/v1/metrics` are put behind it. */
const Endpoint = Type.String({ maxLength: 500, pattern: '^(https?://[^\\s@?#]+)?$' });

/** How one kind of signal fares. */
const Signal = Type.Object({
  sent: Type.Integer({ description: 'Spans, or data points, that were taken since the start' }),
  dropped: Type.Integer({ description: 'Those that were given up since the start' }),
  waiting: Type.Integer(),
});

/** Where telemetry goes. */
export const Telemetry = Type.Object({
  endpoint: Type.String({ description: 'Empty: nothing is collected or sent' }),
  header_names: Type.Array(Type.String(), { description: 'What is kept secret is their values' }),
  traces: Signal,
  metrics: Signal,
  last_sent_at: Nullable(Timestamp),
  reason: Nullable(Reason),
});
/** {@link Telemetry} as a type. */
export type Telemetry = Static<typeof Telemetry>;

/** A change of it. */
export const TelemetryChange = Type.Object(
  {
    endpoint: Endpoint,
    headers: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$" }),
        Type.String({ maxLength: 4096, pattern: '^[\\x20-\\x7e]*$' }),
        {
          maxProperties: 20,
          description: 'Sent with every request; those before stay where this is left out',
        },
      ),
    ),
  },
  { additionalProperties: false },
);
/** {@link TelemetryChange} as a type. */
export type TelemetryChange = Static<typeof TelemetryChange>;

const example: Telemetry = {
  endpoint: 'http://192.168.1.5:4318',
  header_names: ['authorization'],
  traces: { sent: 1200, dropped: 0, waiting: 3 },
  metrics: { sent: 600, dropped: 0, waiting: 0 },
  last_sent_at: '2026-11-20T08:00:00.000Z',
  reason: null,
};

/** Operations on it. */
export const telemetryRoutes = defineRoutes({
  getTelemetry: {
    method: 'GET',
    path: '/debug/telemetry',
    tag: 'logs',
    summary: 'Where traces and metrics are sent by OpenTelemetry (OTLP/HTTP), and how that goes',
    access: 'debug:read',
    data: Telemetry,
    example: { data: example },
  },
  setTelemetry: {
    method: 'PUT',
    path: '/debug/telemetry',
    tag: 'logs',
    summary: 'Send traces and metrics to an OpenTelemetry receiver, or to none',
    access: 'debug:admin',
    audit: 'telemetry.change',
    body: TelemetryChange,
    data: Telemetry,
    errors: ['TELEMETRY_HEADERS_AGAIN', 'SECRETS_KEY_MISSING', 'SECRETS_KEY_WRONG'],
    example: {
      body: { endpoint: 'http://192.168.1.5:4318', headers: { authorization: 'Bearer abc' } },
      data: example,
    },
  },
});
