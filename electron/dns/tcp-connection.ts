/**
 * One DNS connection over TCP (RFC 7766): queries with a two-byte length, as many as the asker likes, answered in
 * their order. Whoever does not finish a query or does not read the answers in time is dropped.
 */
import type { Socket } from 'node:net';
import type { Clock } from '../kernel/clock.ts';

/** Ms without a whole query answered after which a connection ends; bytes that trickle do not count. */
export const TCP_IDLE_MS = 10_000;

/** Largest query that is waited for: a question, EDNS and a signature take a few hundred bytes. */
export const LARGEST_QUERY = 4096;

const LENGTH_SIZE = 2;

/** What a connection needs. */
export interface ConnectionDeps {
  readonly clock: Clock;
  answer(query: Buffer): Buffer | null;
}

/** Serves a connection until its end. The socket's errors end it too and are the asker's own affair. */
export function serveConnection(socket: Socket, { clock, answer }: ConnectionDeps): void {
  let pending: Buffer = Buffer.alloc(0);
  let cancelTimer = clock.after(TCP_IDLE_MS, drop);

  function drop(): void {
    socket.destroy();
  }

  function keepOpen(): void {
    cancelTimer();
    cancelTimer = clock.after(TCP_IDLE_MS, drop);
  }

  /** The next whole query, or `null` when more must come first. */
  function takeQuery(): Buffer | null {
    if (pending.length < LENGTH_SIZE) return null;
    const end = LENGTH_SIZE + pending.readUInt16BE(0);
    if (end > LARGEST_QUERY) drop();
    if (pending.length < end || socket.destroyed) return null;
    const query = pending.subarray(LENGTH_SIZE, end);
    pending = pending.subarray(end);
    return query;
  }

  function work(): void {
    socket.cork();
    // Stops while the asker does not read, so that its unread answers stay bounded.
    while (!socket.writableNeedDrain) {
      const query = takeQuery();
      if (query === null) break;
      const reply = answer(query);
      if (reply === null) continue;
      const length = Buffer.allocUnsafe(LENGTH_SIZE);
      length.writeUInt16BE(reply.length);
      socket.write(length);
      socket.write(reply);
      keepOpen();
    }
    socket.uncork();
    if (socket.writableNeedDrain) socket.pause();
    else socket.resume();
  }

  socket.on('data', (chunk: Buffer) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    work();
  });
  socket.on('drain', work);
  // A peer that resets its connection needs no attention; `close` follows.
  socket.on('error', drop);
  socket.on('close', () => {
    cancelTimer();
  });
}
