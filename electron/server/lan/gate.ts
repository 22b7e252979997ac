/** Holds every request against the way it came in, before anything else looks at it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../../kernel/errors.ts';
import { isLoopback, passageOf, tlsAddress, type LanPolicy, type LanSocket } from './passage.ts';

/** What the gate goes by, asked for each request. */
export interface LanGateDeps {
  readonly policy: () => LanPolicy;
  /** The socket it came in by; `undefined` for that of this machine itself. */
  readonly socketOf: (request: FastifyRequest) => LanSocket | undefined;
  /** Whether the certificate that is shown is its owner's. */
  readonly isOwnersCertificate: () => boolean;
  /** Where TLS is served in the local network. */
  readonly tlsPort: () => number;
}

/**
 * Lets a request pass, or answers it with the way to TLS (`false`: it is answered).
 * @throws {UserError} `SERVER_LAN_CLOSED`, `SERVER_TLS_REQUIRED`, `SERVER_SETUP_FIRST`
 */
export type LanGate = (request: FastifyRequest, reply: FastifyReply) => boolean;

/** Keeps its method and body on the way (RFC 9110 §15.4.9). */
const PERMANENT_REDIRECT = 308;

/**
 * A year (OWASP ASVS 5.0, 3.4.1). Only with the owner's own certificate: it binds every port of a name, and with ours
 * whoever has not been told to trust it could not reach the NAS's other pages any more.
 */
const HSTS = 'max-age=31536000';

/** Makes it. */
export function createLanGate({ policy, socketOf, isOwnersCertificate, tlsPort }: LanGateDeps): LanGate {
  return (request, reply) => {
    const socket = socketOf(request) ?? (isLoopback(request.clientIp) ? 'loopback' : 'proxy');
    if (socket === 'loopback') return true;
    const secure = request.protocol === 'https';
    if (socket === 'tls' && isOwnersCertificate()) reply.header('strict-transport-security', HSTS);
    const passage = passageOf({ socket, secure }, request, policy());
    if (passage === 'pass') return true;
    if (passage === 'to_setup') {
      reply.redirect('/setup');
      return false;
    }
    if (passage === 'refused_closed') throw new UserError('SERVER_LAN_CLOSED');
    if (passage === 'refused_before_setup') throw new UserError('SERVER_SETUP_FIRST');
    const address = tlsAddress(request.headers.host, request.url, tlsPort());
    if (passage === 'refused_plain' || address === null) {
      const root = tlsAddress(request.headers.host, '/', tlsPort()) ?? '-';
      throw new UserError('SERVER_TLS_REQUIRED', { params: { address: root } });
    }
    reply.redirect(address, PERMANENT_REDIRECT);
    return false;
  };
}
