/**
 * What is behind a piece of work: the request, job or task that led to it. It travels with the work, so that a log line
 * and a span know whose they are. Ids are made when somebody first asks for them (W3C Trace Context).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from './clock.ts';
import { messageOf } from './errors.ts';

/** Where a piece of work stands in a trace; ids in lower-case hex. */
export interface Trace {
  readonly trace_id: string;
  /** `null` for what is no span itself: a task that only leads to spans. */
  readonly span_id: string | null;
  readonly parent_id: string | null;
  /** Whether whoever began the trace wants it to be recorded. */
  readonly sampled: boolean;
}

/** What a request tells of itself, in the shape that the server has it in: nothing is copied for what is never asked. */
export interface Behind {
  /** Of the request; `null` for what no request led to. */
  readonly id: string | null;
  readonly ip?: string;
  readonly caller?: { readonly user_id: string } | null;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** Made by {@link traceOf}. */
  trace: Trace | null;
}

/** What a span is of: an answered request, a request outward, or work inside. */
export type SpanKind = 'server' | 'client' | 'internal';

/** Facts of a span, by their names in OpenTelemetry's semantic conventions. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A piece of work that has ended. Times in ms UTC. */
export interface Span {
  readonly trace: Trace;
  readonly name: string;
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  /** What went wrong; `null` where nothing did. */
  readonly error: string | null;
}

/** A piece of work while it runs. */
export interface SpanOptions<T> {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** What is known once it has ended well. */
  readonly ended?: (result: T) => Attributes;
}

/** Follows work. */
export interface Tracing {
  /** Does the work, and all that follows from it, with this behind it. */
  run<T>(behind: Behind, work: () => T): T;
  current(): Behind | undefined;
  /** Does work that nothing is behind yet, or goes on with what is. */
  begin<T>(work: () => T): T;
  /** Does the work as a span of its own. While nobody listens it is the work and nothing else. */
  span<T>(options: SpanOptions<T>, work: () => Promise<T>): Promise<T>;
  /** Tells of each span that has ended; of none, with `null`. */
  listen(listener: ((span: Span) => void) | null): void;
}

/** W3C Trace Context §3.2: version, trace, parent, flags. A later version may say more behind them. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;
const FIRST_VERSION_LENGTH = 55;

/** The trace that a request goes on with; `null` for a header that is none. */
export function readTraceparent(header: unknown): Pick<Trace, 'trace_id' | 'parent_id' | 'sampled'> | null {
  if (typeof header !== 'string' || header.length > 512) return null;
  const [, trace, parent, flags] = TRACEPARENT.exec(header) ?? [];
  if (trace === undefined || parent === undefined || flags === undefined) return null;
  if (header.startsWith('00') && header.length !== FIRST_VERSION_LENGTH) return null;
  return { trace_id: trace, parent_id: parent, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

const newSpanId = (): string => randomBytes(8).toString('hex');

/** The trace of what is behind, made the first time. */
export function traceOf(behind: Behind): Trace {
  behind.trace ??= {
    ...(readTraceparent(behind.headers?.['traceparent']) ?? {
      trace_id: randomBytes(16).toString('hex'),
      parent_id: null,
      sampled: true,
    }),
    span_id: behind.id === null ? null : newSpanId(),
  };
  return behind.trace;
}

/** Nothing is behind anything yet, and nobody listens. */
export function createTracing(clock: Clock = systemClock): Tracing {
  const store = new AsyncLocalStorage<Behind>();
  let listener: ((span: Span) => void) | null = null;

  function childOf(behind: Behind | undefined): Behind {
    const above = traceOf(behind ?? { id: null, trace: null });
    return {
      id: behind?.id ?? null,
      ...(behind?.ip === undefined ? {} : { ip: behind.ip }),
      caller: behind?.caller ?? null,
      trace: { ...above, span_id: newSpanId(), parent_id: above.span_id },
    };
  }

  return {
    run: (behind, work) => store.run(behind, work),
    current: () => store.getStore(),
    begin: (work) => (store.getStore() ? work() : store.run({ id: null, trace: null }, work)),
    async span({ name, kind, attributes, ended }, work) {
      if (!listener) return work();
      const behind = childOf(store.getStore());
      const [start, begun] = [clock.now(), clock.elapsed()];
      const tell = (more: Attributes, error: string | null): void => {
        const end = start + clock.elapsed() - begun;
        listener?.({
          ...{ trace: traceOf(behind), name, kind, start, end, error },
          attributes: { ...attributes, ...more },
        });
      };
      try {
        const result = await store.run(behind, work);
        tell(ended?.(result) ?? {}, null);
        return result;
      } catch (error) {
        tell({ 'error.type': error instanceof Error ? error.name : typeof error }, messageOf(error));
        throw error;
      }
    },
    listen(next) {
      listener = next;
    },
  };
}
