/** Sends spans and measurements to one receiver. Loaded when there is one. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createHttpClient, originOf } from '../../kernel/http-client.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Span } from '../../kernel/tracing.ts';
import { encodeGauges, encodeSpans, type GaugePoint, type Teller } from './otlp.ts';
import { createSendQueue, type QueueState, type SendQueue } from './queue.ts';

/** Where to and with what. */
export interface Destination {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What was measured in the last whole minute. */
export type Measured = () => Promise<readonly GaugePoint[]>;

/** What it stands on. */
export interface SenderDeps {
  readonly destination: Destination;
  readonly teller: Teller;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly measured: Measured;
  /** Told each time that something was sent, or could not be. */
  readonly onOutcome: () => void;
}

/** How it fares. */
export interface SenderState {
  readonly traces: QueueState;
  readonly metrics: QueueState;
  readonly last_sent_at: number | null;
  readonly reason: StoredReason | null;
}

/** A running sender. */
export interface Sender {
  span(span: Span): void;
  state(): SenderState;
  /** Sends what waits, for a second at most. */
  stop(): Promise<void>;
}

/** As the SDKs have it: spans every 5 s, measurements every minute. */
const SPANS_EVERY_MS = 5_000;
const METRICS_EVERY_MS = 60_000;
const STOP_PATIENCE_MS = 1_000;
const TIMEOUT_MS = 10_000;

/** Starts it. */
export function startSender(deps: SenderDeps): Sender {
  const { destination, teller, clock, random, logger, measured } = deps;
  const { endpoint, headers } = destination;
  const client = createHttpClient({ named: [originOf(endpoint)], timeoutMs: TIMEOUT_MS });
  const base = endpoint.replace(/\/+$/, '');
  const ending = new AbortController();
  let lastSentAt: number | null = null;
  let reason: StoredReason | null = null;

  const onOutcome = (outcome: StoredReason | null): void => {
    const told = { dropped: traces.state().dropped + metrics.state().dropped };
    if (outcome && !reason) logger.warn({ reason: outcome, ...told }, 'Telemetry could not be sent');
    if (!outcome && reason) logger.info(told, 'Telemetry is sent again');
    reason = outcome;
    if (!outcome) lastSentAt = clock.now();
    deps.onOutcome();
  };
  function queueOf<T>(path: string, encode: (teller: Teller, items: readonly T[]) => string): SendQueue<T> {
    return createSendQueue<T>({
      ...{ clock, random, onOutcome, ending: ending.signal },
      post: (items) =>
        client.http({
          method: 'POST',
          url: base + path,
          headers: { ...headers, 'content-type': 'application/json' },
          body: encode(teller, items),
        }),
    });
  }
  const traces = queueOf('/v1/traces', encodeSpans);
  const metrics = queueOf('/v1/metrics', encodeGauges);

  const send = (work: () => Promise<void>): Promise<void> =>
    work().catch((error: unknown) => {
      logger.error({ error }, 'Telemetry could not be sent');
    });
  let cancels: (() => void)[] = [];
  function every(ms: number, nth: number, work: () => void): void {
    cancels[nth] = clock.after(ms, () => {
      work();
      every(ms, nth, work);
    });
  }
  every(SPANS_EVERY_MS, 0, () => void send(traces.flush));
  every(METRICS_EVERY_MS, 1, () => {
    void send(async () => {
      metrics.add(await measured());
      await metrics.flush();
    });
  });

  return {
    span(span) {
      if (span.trace.sampled) traces.add([span]);
    },
    state: () => ({ traces: traces.state(), metrics: metrics.state(), last_sent_at: lastSentAt, reason }),
    async stop() {
      for (const cancel of cancels) cancel();
      cancels = [];
      ending.abort();
      const cut = clock.after(STOP_PATIENCE_MS, () => void client.close());
      await Promise.all([send(traces.flush), send(metrics.flush)]);
      cut();
      await client.close();
    },
  };
}
