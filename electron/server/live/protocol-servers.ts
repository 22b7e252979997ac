/** The WebSocket protocol itself (RFC 6455), by `ws`: strict, with small messages, and squeezed where that pays. */
import { WebSocketServer, type ServerOptions } from 'ws';
import { isLoopback } from '../lan/passage.ts';
import { LARGEST_MESSAGE } from './limits.ts';
import { protocolOf } from './peer.ts';

/** Of one message; each costs memory beside its bytes. */
const MOST_FRAGMENTS = 256;
const MOST_CHUNKS = 4096;
/** For whoever does not answer our goodbye. */
const GOODBYE_MS = 5000;
/** Smaller messages are sent as they are: squeezing one costs more than it saves. */
const WORTH_SQUEEZING = 4096;

/** Options of `ws` that its types do not know yet. */
type Options = ServerOptions & { readonly closeTimeout: number; readonly maxBufferedChunks: number };

/**
 * Makes sockets for a peer. Within this machine nothing is squeezed. Elsewhere each message is by itself (RFC 7692
 * §7.1.1): what a context keeps between two would be held for every socket.
 */
export function createProtocolServers(): (ip: string) => WebSocketServer {
  const options: Options = {
    noServer: true,
    clientTracking: false,
    maxPayload: LARGEST_MESSAGE,
    maxFragments: MOST_FRAGMENTS,
    maxBufferedChunks: MOST_CHUNKS,
    closeTimeout: GOODBYE_MS,
    // Answered by us, as far as its sender keeps to the limits.
    autoPong: false,
    handleProtocols: protocolOf,
  };
  const plain = new WebSocketServer({ ...options, perMessageDeflate: false });
  const squeezing = new WebSocketServer({
    ...options,
    perMessageDeflate: {
      threshold: WORTH_SQUEEZING,
      serverNoContextTakeover: true,
      clientNoContextTakeover: true,
      serverMaxWindowBits: 12,
      concurrencyLimit: 4,
      zlibDeflateOptions: { level: 3, memLevel: 5 },
    },
  });
  return (ip) => (isLoopback(ip) ? plain : squeezing);
}
