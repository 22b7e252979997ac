/** Asks the running program's zone, as any resolver would. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, RECURSION_DESIRED } from 'dns-packet';

/** How long one packet is waited for, and how often it is sent: UDP may lose it. */
const PATIENCE_MS = 1000;
const TRIES = 60;

/** Where the zone is asked. */
export interface NameServer {
  readonly host: string;
  readonly port: number;
}

/** Values under a name and type, sorted; empty where there is none. @throws {Error} where nobody answers. */
export async function askZone(
  server: NameServer,
  name: string,
  type: 'A' | 'AAAA' | 'CNAME' | 'TXT',
): Promise<string[]> {
  const query = encode({ type: 'query', id: 1, flags: RECURSION_DESIRED, questions: [{ name, type }] });
  const socket = createSocket(server.host.includes(':') ? 'udp6' : 'udp4');
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      socket.send(query, server.port, server.host);
      const answer = await Promise.race([
        once(socket, 'message') as Promise<[Buffer]>,
        new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null)),
      ]);
      if (answer === null) continue;
      const records = decode(answer[0]).answers ?? [];
      return records.flatMap((record) => (record.type === type ? [textOf(record)] : [])).sort();
    }
    throw new Error(`The zone at ${server.host}:${server.port} does not answer`);
  } finally {
    socket.close();
  }
}

/** A record's value as the API tells it: text comes in pieces. */
function textOf({ data }: { readonly data: string | Buffer | readonly (string | Buffer)[] }): string {
  return [data].flat().join('');
}
