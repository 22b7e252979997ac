/** Methods that an address does not take are refused by name (RFC 9110 §15.5.6), counted as what is not there. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteContract } from '../../shared/api/contract.ts';
import { UserError } from '../kernel/errors.ts';
import { hookOf, type Admit } from './admission.ts';
import { pathOf } from './refusals.ts';
import { urlsOf } from './urls.ts';

/** What an operation that does not take them refuses by name. */
const refusedMethods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const;

/** Adds the refusals to a server that has all its operations. */
export function refuseOtherMethods(
  app: FastifyInstance,
  contracts: readonly RouteContract[],
  count: Admit,
): void {
  const known = new Map<string, { readonly contract: RouteContract; readonly methods: Set<string> }>();
  for (const contract of contracts) {
    for (const url of urlsOf(contract)) {
      const { methods } = known.get(url) ?? { methods: new Set<string>() };
      known.set(url, { contract, methods: methods.add(contract.method) });
      if (contract.method === 'GET') methods.add('HEAD');
    }
  }
  for (const [url, { contract, methods }] of known) {
    const refusal = (request: FastifyRequest, reply: FastifyReply): UserError => {
      reply.header('allow', [...methods].join(', '));
      return new UserError('METHOD_NOT_ALLOWED', {
        params: { method: request.method, path: pathOf(request.url) },
      });
    };
    app.route({
      method: refusedMethods.filter((name) => !methods.has(name)),
      url,
      // How it says so is the same for all that an address takes.
      config: { contract },
      // Before a body is read, which may be of any kind.
      onRequest: [
        hookOf(count),
        (request, reply, done) => {
          done(refusal(request, reply));
        },
      ],
      handler: (request, reply) => {
        throw refusal(request, reply);
      },
    });
  }
}
