/** Tells who wants to know of each request that was answered. */
import type { FastifyInstance } from 'fastify';
import type { Behind } from '../kernel/tracing.ts';
import type { Caller } from './route.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** By `performance.now()`; 0 where nobody wants to know. */
    beganAt: number;
  }
}

/** One answered request. One object tells of all of them in turn: whoever keeps something of it copies that. */
export interface Answered {
  readonly method: string;
  /** As the API's document writes it: `/api/v2/ddns/hosts/{host_id}`; `null` for an address at which nothing is. */
  readonly route: string | null;
  readonly status: number;
  /** ms from the first look at the request until its answer goes out; of a stream, until it begins to. */
  readonly duration: number;
  readonly caller: Caller | null;
  readonly request_id: string;
  /** Of the body, before it is compressed; `null` for a stream. */
  readonly bytes: number | null;
}

/** Told of each answered request, once, and of the trace it belongs to. */
export type OnAnswered = (answered: Answered, behind: Behind) => void;

/** Tells `listener` of everything that `app` answers from now on. */
export function tellAnswered(app: FastifyInstance, listener: OnAnswered): void {
  /** By Fastify's spelling; as many as there are routes. */
  const documented = new Map<string, string>();
  const routeOf = (url: string): string => {
    const known = documented.get(url);
    if (known !== undefined) return known;
    const route = url.replaceAll(/:(\w+)/g, '{$1}');
    documented.set(url, route);
    return route;
  };
  const answered: { -readonly [K in keyof Answered]: Answered[K] } = {
    method: '',
    route: null,
    status: 0,
    duration: 0,
    caller: null,
    request_id: '',
    bytes: null,
  };
  app.decorateRequest('beganAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.beganAt = performance.now();
    done();
  });
  // Not `onResponse`: for it Fastify puts two listeners on each answer, and takes them off again.
  app.addHook('onSend', (request, reply, payload, done) => {
    const { url } = request.routeOptions;
    answered.method = request.method;
    answered.route = url === undefined ? null : routeOf(url);
    answered.status = reply.statusCode;
    answered.duration = performance.now() - request.beganAt;
    answered.caller = request.caller;
    answered.request_id = request.id;
    answered.bytes = bytesOf(payload);
    listener(answered, request);
    done(null, payload);
  });
}

function bytesOf(payload: unknown): number | null {
  if (typeof payload === 'string') return Buffer.byteLength(payload);
  if (payload instanceof Uint8Array) return payload.byteLength;
  return payload === null || payload === undefined ? 0 : null;
}
