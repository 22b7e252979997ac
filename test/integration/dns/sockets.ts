/** Asks a DNS server over real sockets, for tests. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const PATIENCE_MS = 60_000;

/** Sends packets from one UDP socket and gives the answers that came back, in their order, up to `wanted`. */
export async function askUdp(
  port: number,
  packets: readonly Buffer[],
  wanted = packets.length,
): Promise<Buffer[]> {
  const socket = createSocket('udp4');
  const answers: Buffer[] = [];
  try {
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const done = new Promise<void>((resolve) => {
      socket.on('message', (bytes) => {
        answers.push(bytes);
        if (answers.length >= wanted) resolve();
      });
    });
    for (const packet of packets) socket.send(packet);
    await Promise.race([done, patience(`${String(wanted)} answers, got ${String(answers.length)}`)]);
    return answers;
  } finally {
    socket.close();
  }
}

/** A query as it goes over TCP, with its length. */
export function framed(query: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(query.length);
  return Buffer.concat([length, query]);
}

/** An open TCP connection. */
export async function openTcp(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Collects answers from a connection up to `wanted`. */
export async function readTcp(socket: Socket, wanted: number): Promise<Buffer[]> {
  let pending: Buffer = Buffer.alloc(0);
  const answers: Buffer[] = [];
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        answers.push(pending.subarray(2, end));
        pending = pending.subarray(end);
      }
      if (answers.length >= wanted) resolve();
    });
  });
  await Promise.race([done, patience(`${String(wanted)} answers over TCP`)]);
  return answers;
}

/** Sends queries over one new TCP connection and gives the answers. */
export async function askTcp(port: number, queries: readonly Buffer[]): Promise<Buffer[]> {
  const socket = await openTcp(port);
  try {
    socket.write(Buffer.concat(queries.map(framed)));
    return await readTcp(socket, queries.length);
  } finally {
    socket.destroy();
  }
}

async function patience(what: string): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
  throw new Error(`Waited in vain for ${what}`);
}
