/**
 * What waits to be sent, in batches: bounded, tried again as OTLP asks
 * (https://opentelemetry.io/docs/specs/otlp/#otlphttp-response), and given up in the end.
 */
import type { StoredReason } from '../../../shared/api/common.ts';
import { sleep, type Clock } from '../../kernel/clock.ts';
import { HttpFailure, type HttpAnswer } from '../../kernel/http.ts';
import { rejectedOf } from './otlp.ts';

/** How it fares. */
export interface QueueState {
  readonly sent: number;
  readonly dropped: number;
  readonly waiting: number;
}

/** The queue of one kind of signal. */
export interface SendQueue<T> {
  add(items: readonly T[]): void;
  state(): QueueState;
  /** Sends what waits. Resolves when that has been taken or given up. */
  flush(): Promise<void>;
}

/** What it stands on. */
export interface SendQueueDeps<T> {
  /** Sends one batch. @throws {HttpFailure} */
  readonly post: (items: readonly T[]) => Promise<HttpAnswer>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Ends all waiting: what is not sent by then is given up. */
  readonly ending: AbortSignal;
  /** Told what each batch came to; `null`: it was taken. */
  readonly onOutcome: (reason: StoredReason | null) => void;
}

/** As the SDKs' batch processors have it. */
const MOST_WAITING = 2048;
const BATCH = 512;
const TRIES = 5;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const retryable: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), in ms; `null` without a readable one. */
export function retryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/** Nothing waits yet. */
export function createSendQueue<T>(deps: SendQueueDeps<T>): SendQueue<T> {
  const { post, clock, random, ending, onOutcome } = deps;
  let waiting: T[] = [];
  let [sent, dropped] = [0, 0];
  let running: Promise<void> | null = null;

  /** Answers how long to wait before the next try; `null` when there is nothing more to try. */
  async function attempt(batch: readonly T[], nth: number): Promise<number | null> {
    let reason: StoredReason;
    let pause = FIRST_PAUSE_MS * 2 ** nth * (0.5 + random());
    try {
      const { status, headers, body } = await post(batch);
      if (status >= 200 && status < 300) {
        const rejected = Math.min(batch.length, rejectedOf(body));
        sent += batch.length - rejected;
        dropped += rejected;
        onOutcome(null);
        return null;
      }
      reason = { code: 'TELEMETRY_REFUSED', params: { status } };
      if (!retryable.has(status)) {
        dropped += batch.length;
        onOutcome(reason);
        return null;
      }
      pause = retryAfter(headers['retry-after'], clock.now()) ?? pause;
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      reason = { code: 'TELEMETRY_UNREACHABLE', params: { problem: error.problem } };
    }
    onOutcome(reason);
    if (nth + 1 < TRIES && pause <= LONGEST_PAUSE_MS && !ending.aborted) return pause;
    dropped += batch.length;
    return null;
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      for (let nth = 0; ; nth++) {
        const pause = await attempt(batch, nth);
        if (pause === null) break;
        await sleep(clock, pause, ending);
      }
    }
  }

  const flush = (): Promise<void> =>
    (running ??= run().finally(() => {
      running = null;
    }));

  return {
    add(items) {
      const room = MOST_WAITING - waiting.length;
      waiting.push(...items.slice(0, Math.max(0, room)));
      dropped += Math.max(0, items.length - room);
    },
    state: () => ({ sent, dropped, waiting: waiting.length }),
    flush,
  };
}
