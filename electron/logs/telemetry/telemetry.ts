/** OpenTelemetry: off until an administrator names a receiver. While it is off nothing of it is loaded or collected. */
import type { StoredReason } from '../../../shared/api/common.ts';
import { telemetryRoutes, type Telemetry } from '../../../shared/api/telemetry.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import { toTimestampOrNull, type Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { OperationalError, UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { RootLogger } from '../../kernel/logger.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { traceOf, type Attributes, type Behind } from '../../kernel/tracing.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { Teller } from './otlp.ts';
import type { Measured, Sender } from './sender.ts';
import { createTelemetryStore } from './telemetry-store.ts';

export type { Measured } from './sender.ts';

/** What it stands on. */
export interface TelemetryDeps {
  /** A migrated `state.db`. */
  readonly database: Database;
  readonly secretBox: Pick<SecretBox, 'seal' | 'open' | 'whenOpen'>;
  readonly audit: Pick<AuditTrail, 'with'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: RootLogger;
  readonly teller: Teller;
  readonly measured: Measured;
  /** Told each time that it fares otherwise. */
  readonly onChanged: () => void;
}

/** What is told of an answered request; times in ms. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string | null;
  readonly status: number;
  readonly duration: number;
  readonly request_id: string;
  readonly bytes: number | null;
}

/** The running part. */
export interface RunningTelemetry {
  readonly routes: readonly BoundRoute[];
  /** Makes a span of an answered request. */
  readonly onAnswered: (answered: AnsweredRequest, behind: Behind) => void;
  stop(): Promise<void>;
}

const idle = { sent: 0, dropped: 0, waiting: 0 } as const;
/** As the server counts its failures. */
const FIRST_FAILURE = 500;

/** By the semantic conventions for HTTP servers (1.27). Addresses stay out: they may hold secrets. */
function attributesOf(
  { method, route, status, request_id, bytes }: AnsweredRequest,
  behind: Behind,
): Attributes {
  return {
    'http.request.method': method,
    'http.response.status_code': status,
    'cloudcube.request_id': request_id,
    ...(route === null ? {} : { 'http.route': route }),
    ...(bytes === null ? {} : { 'http.response.body.size': bytes }),
    ...(behind.caller ? { 'user.id': behind.caller.user_id } : {}),
    ...(status >= FIRST_FAILURE ? { 'error.type': String(status) } : {}),
  };
}

/** Starts sending where that was asked for. */
export async function createTelemetry(deps: TelemetryDeps): Promise<RunningTelemetry> {
  const { database, secretBox, audit, clock, random, logger, teller, measured } = deps;
  const own = logger.of('logs');
  const store = createTelemetryStore({ database, secretBox });
  const inTurn = createLock();
  let sender: Sender | null = null;
  let parked: StoredReason | null = null;
  let stopped = false;

  async function end(): Promise<void> {
    const ended = sender;
    sender = null;
    parked = null;
    logger.tracing.listen(null);
    await ended?.stop();
  }

  async function begin(): Promise<void> {
    await end();
    const { endpoint } = await store.get();
    if (endpoint === '' || stopped) return;
    let headers: Record<string, string>;
    try {
      headers = await store.headers();
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      parked = error.reason;
      own.warn({ reason: parked }, 'Telemetry waits for the master key');
      void secretBox.whenOpen().then(again);
      return;
    }
    const { startSender } = await import('./sender.ts');
    // Its timers are nobody's request's.
    const next = logger.tracing.run({ id: null, trace: null }, () =>
      startSender({
        ...{ destination: { endpoint, headers }, teller, clock, random, logger: own, measured },
        onOutcome: deps.onChanged,
      }),
    );
    sender = next;
    logger.tracing.listen(next.span);
  }
  const again = (): void => {
    inTurn(begin).catch((error: unknown) => {
      own.error({ error }, 'Telemetry could not be started');
    });
  };

  async function telemetry(words: Words): Promise<Telemetry> {
    const { endpoint, header_names } = await store.get();
    const state = sender?.state();
    const reason = parked ?? state?.reason ?? null;
    return {
      endpoint,
      header_names: [...header_names],
      traces: state?.traces ?? idle,
      metrics: state?.metrics ?? idle,
      last_sent_at: toTimestampOrNull(state?.last_sent_at ?? null),
      reason: reason && { ...reason, params: { ...reason.params }, message: words.explain(reason) },
    };
  }

  await begin();

  return {
    routes: implement(telemetryRoutes, {
      getTelemetry: async ({ words }) => ({ data: await telemetry(words) }),
      setTelemetry: ({ body: { endpoint, headers }, words }) =>
        inTurn(async () => {
          const before = await store.get();
          const goesElsewhere =
            endpoint !== '' &&
            before.endpoint !== '' &&
            new URL(endpoint).origin !== new URL(before.endpoint).origin;
          // Switching it off forgets them: what was off may be switched on towards anybody.
          const next = endpoint === '' ? {} : headers;
          if (goesElsewhere && !next && before.header_names.length > 0) {
            throw new UserError('TELEMETRY_HEADERS_AGAIN');
          }
          await audit.with(
            { action: 'telemetry.change', payload: { endpoint, header_names: next && Object.keys(next) } },
            () => store.put(endpoint, next),
          );
          await begin();
          return { data: await telemetry(words) };
        }),
    }),
    onAnswered(answered, behind) {
      if (!sender) return;
      const end = clock.now();
      const { method, route, status, duration } = answered;
      sender.span({
        trace: traceOf(behind),
        name: route === null ? method : `${method} ${route}`,
        kind: 'server',
        start: end - duration,
        end,
        attributes: attributesOf(answered, behind),
        error: status >= FIRST_FAILURE ? `HTTP ${String(status)}` : null,
      });
    },
    async stop() {
      stopped = true;
      await inTurn(end);
    },
  };
}
