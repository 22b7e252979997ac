/** One request over one connection, its answer read no further than it is of use. */
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** What is asked. */
export interface Asked {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the body matters; otherwise the answer ends with its head. */
  readonly wantsBody: boolean;
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly location: string | null;
  /** `null` where it is not wanted, or is too large. */
  readonly body: string | null;
  readonly isTooLarge: boolean;
  /** When the head had come, by `elapsed()`, ms. */
  readonly first_byte_at: number;
}

/** The longest body that is looked at, bytes. */
export const MOST_BYTES = 1024 * 1024;

async function read(answer: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) return null;
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}

/** Asks. The connection is used up by it. @throws {Error} where no whole answer comes */
export async function exchange(
  socket: Socket,
  { url, method, headers, wantsBody }: Asked,
  { elapsed, signal }: { readonly elapsed: () => number; readonly signal: AbortSignal },
): Promise<Answered> {
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(
        {
          method,
          path: `${url.pathname}${url.search}`,
          headers: { ...headers, host: url.host, 'accept-encoding': 'identity', connection: 'close' },
          createConnection: () => socket,
          signal,
        },
        resolve,
      );
      sent.on('error', reject);
      sent.end();
    });
    const firstByteAt = elapsed();
    const body = wantsBody ? await read(answer) : null;
    return {
      status: answer.statusCode ?? 0,
      location: answer.headers.location ?? null,
      body,
      isTooLarge: wantsBody && body === null,
      first_byte_at: firstByteAt,
    };
  } finally {
    socket.destroy();
  }
}
