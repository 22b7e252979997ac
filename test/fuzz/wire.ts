/** One request on the wire and its answer, with nothing tidied up in between. */
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** A request. */
export interface Wire {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** An answer. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly elapsedMs: number;
}

/** Sends over kept connections. */
export interface Sender {
  /** A request that is one. @throws {Error} where no answer came. */
  send(wire: Wire): Promise<WireAnswer>;
  /** Bytes as they are; `null` where the other side closed or kept silent. */
  sendBytes(bytes: Buffer): Promise<WireAnswer | null>;
  close(): void;
}

/** An answer that takes longer is none. */
const PATIENCE_MS = 120_000;
/** After bytes that are no whole request the other side may wait for more. */
const SILENCE_MS = 40;

/** To one server. */
export function createSender(url: string): Sender {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  return {
    send: ({ method, target, headers, body }) =>
      new Promise((resolve, reject) => {
        const began = performance.now();
        const outgoing = httpRequest(
          {
            ...{ agent, hostname, port, method, path: target, timeout: PATIENCE_MS },
            headers: {
              ...Object.fromEntries(headers),
              ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
            },
          },
          (incoming) => {
            const parts: Buffer[] = [];
            incoming.on('data', (part: Buffer) => parts.push(part));
            incoming.on('error', reject);
            incoming.on('end', () => {
              resolve({
                status: incoming.statusCode ?? 0,
                headers: Object.fromEntries(
                  Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
                ),
                body: unpacked(Buffer.concat(parts), incoming.headers['content-encoding']).toString(),
                elapsedMs: performance.now() - began,
              });
            });
          },
        );
        outgoing.on('timeout', () => outgoing.destroy(new Error('No answer')));
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    sendBytes: (bytes) =>
      new Promise((resolve) => {
        const began = performance.now();
        const socket = connect(Number(port), hostname);
        let text = '';
        const end = (): void => {
          socket.destroy();
          resolve(parse(text, performance.now() - began));
        };
        socket.setTimeout(SILENCE_MS, end);
        socket.on('connect', () => socket.end(bytes));
        socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
        socket.on('error', end);
        socket.on('close', end);
      }),
    close: () => {
      agent.destroy();
    },
  };
}

function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'br') return brotliDecompressSync(bytes);
  return encoding === 'gzip' ? gunzipSync(bytes) : bytes;
}

/** The first answer of a connection. */
function parse(text: string, elapsedMs: number): WireAnswer | null {
  const match = /^HTTP\/1\.1 (\d{3})[^\r\n]*\r\n([^]*?)\r\n\r\n([^]*)$/.exec(text);
  if (!match) return null;
  const headers = (match[2] ?? '').split('\r\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  const known = Object.fromEntries(headers);
  const length = Number(known['content-length'] ?? NaN);
  const rest = match[3] ?? '';
  return {
    status: Number(match[1]),
    headers: known,
    body: Number.isNaN(length) ? rest : rest.slice(0, length),
    elapsedMs,
  };
}

/** The same request for a shell. */
export function asCurl(url: string, { method, target, headers, body }: Wire): string {
  const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const parts = [
    `curl --globoff --path-as-is -i -X ${quote(method)}`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined
      ? []
      : [`--data-binary ${quote(body.length > 2000 ? `${body.slice(0, 2000)}…` : body)}`]),
    quote(url + target),
  ];
  return parts.join(' ');
}
