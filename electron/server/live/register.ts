/** Sockets of the API: their addresses at the server, and everything behind them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { closeCodes } from '../../../shared/live/closing.ts';
import { socketPaths, type SocketPath } from '../../../shared/live/topics.ts';
import type { Clock } from '../../kernel/clock.ts';
import { answerOf, UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { isRefusal } from '../limits/identify.ts';
import type { RequestLimits } from '../limits/request-limits.ts';
import type { ReaderWords } from '../reader-words.ts';
import type { Authenticate } from '../route.ts';
import { API_PREFIX } from '../urls.ts';
import { createAsking } from './asking.ts';
import { openConnection, type Connection } from './connection.ts';
import { createConversation, type Conversation } from './conversation.ts';
import type { SocketLimits } from './limits.ts';
import type { Hub } from './membership.ts';
import type { Ask, Standing } from './model.ts';
import { peerOf, proofOfHandshake, type Peer } from './peer.ts';
import { createProtocolServers } from './protocol-servers.ts';
import { createReading } from './reading.ts';
import { createSignIn, type SignedIn } from './sign-in.ts';
import { createSockets } from './sockets.ts';
import { createUpgrades, type UpgradeListener } from './upgrade.ts';
import { startWatch } from './watch.ts';

/** What the rest of the program gives to the sockets. */
export interface LivePorts {
  readonly hub: Hub;
  readonly standing: Standing;
  readonly ask: Ask;
  /** Other limits than the usual ones. */
  readonly limits?: Partial<SocketLimits>;
}

/** With what the server has. */
export interface LiveDeps extends LivePorts {
  readonly authenticate: Authenticate;
  readonly requestLimits: RequestLimits | undefined;
  readonly wordsFor: ReaderWords;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Sockets that are served. */
export interface LiveServer {
  /** For the event `upgrade` of each server that hands requests to this one. */
  readonly upgrade: UpgradeListener;
  /** Access has changed: of one user, or of anybody (`null`). Who may be here no more is out when this returns. */
  recheck(userId: string | null): void;
  /** How many there are, whoever they belong to. */
  open(): number;
  /** Ends all (1001) and opens no more. Who does not answer within a second is cut off. */
  stop(): Promise<void>;
}

const STOP_PATIENCE_MS = 1000;
/** Of the protocol. */
const VERSION = '13';

/** Serves sockets at their addresses; they end before the server does. */
export function registerLive(app: FastifyInstance, deps: LiveDeps): LiveServer {
  const { hub, clock, logger, requestLimits, wordsFor } = deps;
  const upgrades = createUpgrades(app.routing);
  const protocolFor = createProtocolServers();
  const sockets = createSockets(deps.limits);
  const signIn = createSignIn(deps);
  const watch = startWatch({ sockets, standing: deps.standing, clock });
  const talking = {
    ...{ hub, clock, sockets, watch, signIn },
    asking: createAsking(deps.ask),
    read: createReading(),
  };
  const conversations = new WeakMap<Connection, Conversation>();
  let stopping: Promise<void> | null = null;

  function refusalOf(error: unknown, { words }: Peer) {
    const { code, params, level } = answerOf(error);
    if (level !== 'debug') logger[level]({ error }, 'What was asked over a live connection failed');
    return { code, error: words.explain({ code, params }) };
  }

  /** @throws {UserError} `RATE_LIMIT_EXCEEDED`, `LIVE_TOO_MANY`: what is refused before there is a socket. */
  async function meet(
    request: FastifyRequest,
    reply: FastifyReply,
    peer: Peer,
  ): Promise<SignedIn | UserError | null> {
    const proof = proofOfHandshake(request, peer);
    let who: SignedIn | UserError | null;
    if (proof === null) who = requestLimits?.count(null, peer.ip, reply) ?? null;
    else who = await signIn(proof, reply);
    if (who instanceof UserError) {
      if (isRefusal(who)) throw who;
      // A cookie of another program, a password for a proxy: nobody has tried to come in here.
      if (who.code === 'AUTH_REQUIRED') who = null;
    }
    const isStranger = who === null || who instanceof UserError;
    if (isStranger && !sockets.hasRoomFor(peer.ip)) throw new UserError('LIVE_TOO_MANY');
    return who;
  }

  async function serve(path: SocketPath, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const peer = peerOf(request, path, wordsFor(request));
    // Addresses are written into logs and histories: no token may stand in one.
    if (request.originalUrl.includes('?')) {
      const problem = { path: 'query', keyword: 'additionalProperties', limit: '' };
      throw (
        requestLimits?.count(null, peer.ip, reply) ?? new UserError('VALIDATION_ERROR', { params: problem })
      );
    }
    const upgrading = upgrades.of(request.raw);
    // Drafts before the standard kept the origin elsewhere (RFC 6455 §4.2.2 for the answer).
    if (!upgrading || request.headers['sec-websocket-version'] !== VERSION) {
      reply.headers({ upgrade: 'websocket', 'sec-websocket-version': VERSION });
      if (!upgrading) reply.header('connection', 'Upgrade');
      throw requestLimits?.count(null, peer.ip, reply) ?? new UserError('LIVE_UPGRADE_NEEDED');
    }
    const who = await meet(request, reply, peer);
    if (stopping) throw new UserError('SERVICE_UNAVAILABLE', { params: { parts: 'live' } });
    reply.hijack();
    upgrading.release();
    protocolFor(peer.ip).handleUpgrade(request.raw, upgrading.socket, upgrading.head, (socket) => {
      const connection = openConnection(socket, peer, {
        ...{ hub, clock, logger, refusalOf },
        onText: (from, text) => conversations.get(from)?.hear(text),
        onGone(gone) {
          conversations.get(gone)?.end();
          sockets.remove(gone);
        },
      });
      const conversation = createConversation(connection, talking);
      conversations.set(connection, conversation);
      sockets.add(connection);
      conversation.open(who);
    });
  }

  function stop(): Promise<void> {
    stopping ??= new Promise<void>((resolve) => {
      watch.stop();
      const cancel = clock.after(STOP_PATIENCE_MS, () => {
        for (const connection of [...sockets.all()]) connection.cut();
      });
      for (const connection of [...sockets.all()]) connection.end(closeCodes.going_away);
      sockets.onEmpty(() => {
        cancel();
        resolve();
      });
    });
    return stopping;
  }

  for (const path of Object.keys(socketPaths) as SocketPath[]) {
    app.get(`${API_PREFIX}${path}`, (request, reply) => serve(path, request, reply));
  }
  app.addHook('preClose', stop);
  app.server.on('upgrade', upgrades.handle);

  return { upgrade: upgrades.handle, recheck: watch.recheck, open: () => sockets.all().size, stop };
}
