/** One message to a name server and what comes back, over UDP or TCP (RFC 1035 §4.2, RFC 7766). */
import type { Socket } from 'node:net';
import type { Clock } from '../../../kernel/clock.ts';
import type { Egress, Target } from '../../../kernel/egress.ts';
import { messageOf } from '../../../kernel/errors.ts';
import { uint16 } from './wire.ts';

/** What an exchange needs. */
export interface ExchangeDeps {
  readonly egress: Egress;
  readonly clock: Clock;
}

/** A server from which no answer came. Its message names host, port and what the system said, nothing more. */
export class Unreached extends Error {
  override readonly name = 'Unreached';
}

/** Most that UDP is waited for: TCP comes after it. */
const UDP_PATIENCE_MS = 2000;
const TCP_PATIENCE_MS = 10_000;
const LENGTH_SIZE = 2;

/**
 * The first datagram that `isReply` takes for one; `null` where none came in time.
 * @throws {Unreached} for a server that may not be reached
 */
export async function exchangeUdp(
  { egress, clock }: ExchangeDeps,
  server: Target,
  message: Buffer,
  isReply: (bytes: Buffer) => boolean,
): Promise<Buffer | null> {
  const channel = await egress.udp(server).catch((error: unknown) => {
    throw new Unreached(messageOf(error), { cause: error });
  });
  try {
    return await new Promise<Buffer | null>((resolve) => {
      const cancel = clock.after(UDP_PATIENCE_MS, () => {
        resolve(null);
      });
      channel.onMessage((bytes) => {
        if (!isReply(bytes)) return;
        cancel();
        resolve(bytes);
      });
      channel.send(message);
    });
  } finally {
    channel.close();
  }
}

/**
 * The server's reply; `null` where the connection ended without one.
 * @throws {Unreached} for a server that may not or cannot be reached, or does not answer in time
 */
export async function exchangeTcp(
  { egress, clock }: ExchangeDeps,
  server: Target,
  message: Buffer,
): Promise<Buffer | null> {
  const patience = new AbortController();
  const cancel = clock.after(TCP_PATIENCE_MS, () => {
    patience.abort();
  });
  try {
    return await talk(await egress.connect(server, patience.signal), message);
  } catch (error) {
    const problem = patience.signal.aborted ? `${server.host}: no answer in time` : messageOf(error);
    throw new Unreached(problem, { cause: error });
  } finally {
    cancel();
  }
}

/** Sends with a length before it, and reads until a whole reply is there. */
async function talk(socket: Socket, message: Buffer): Promise<Buffer | null> {
  try {
    socket.write(Buffer.concat([uint16(message.length), message]));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer]);
      if (received.length < LENGTH_SIZE) continue;
      const end = LENGTH_SIZE + received.readUInt16BE(0);
      if (received.length >= end) return received.subarray(LENGTH_SIZE, end);
    }
    return null;
  } finally {
    socket.destroy();
  }
}
