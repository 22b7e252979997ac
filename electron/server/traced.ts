/** Lets what a request leads to know which request that was. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Trace, Tracing } from '../kernel/tracing.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Made when somebody asks for it. */
    trace: Trace | null;
  }
}

/** Does work for a request. */
export type Within = <T>(request: FastifyRequest, work: () => T) => T;

/**
 * From the first hook on a request is behind its work. A body comes in an event of its socket, which knows of nothing:
 * what is done with it is done in what this returns.
 */
export function followRequests(app: FastifyInstance, tracing: Pick<Tracing, 'run'> | undefined): Within {
  app.decorateRequest('trace', null);
  if (!tracing) return (_request, work) => work();
  app.addHook('onRequest', (request, _reply, done) => {
    tracing.run(request, done);
  });
  return tracing.run;
}
