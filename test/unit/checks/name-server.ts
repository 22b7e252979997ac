/** A name server on loopback that says what the test wants: over UDP, and over TCP. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { decode, encode, streamEncode, type Answer, type Packet } from 'dns-packet';

/** What it says of a name and type; `null` for silence. */
export interface Saying {
  readonly answers?: readonly Answer[];
  /** AA, AD and TC as bits of the header's flags; the low four are the code. */
  readonly flags?: number;
}

/** Flags of the header (RFC 1035 §4.1.1, RFC 4035 §3.2). */
export const flag = { aa: 1 << 10, tc: 1 << 9, ad: 1 << 5, servfail: 2, nxdomain: 3 } as const;

/** One that runs. */
export interface SayingServer {
  readonly port: number;
  say: (name: string, type: string, overTcp: boolean) => Saying | null;
  /** Questions that came. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** One port of both; TCP may take it only where nobody else has it. */
async function bothSockets(): Promise<{ udp: Socket; tcp: Server }> {
  for (;;) {
    const tcp = createServer().listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const udp = createSocket('udp4').bind((tcp.address() as AddressInfo).port, '127.0.0.1');
    const taken = await once(udp, 'listening').then(
      () => false,
      () => true,
    );
    if (!taken) return { udp, tcp };
    tcp.close();
  }
}

/** Starts it. */
export async function startNameServer(): Promise<SayingServer> {
  const { udp, tcp } = await bothSockets();
  const { port } = udp.address();
  function answer(message: Buffer, overTcp: boolean): Packet | null {
    const query = decode(message);
    const [question] = query.questions ?? [];
    if (!question) return null;
    server.asked.push(`${question.name} ${question.type}`);
    const said = server.say(question.name, question.type, overTcp);
    if (!said) return null;
    const { answers = [], flags = 0 } = said;
    return { type: 'response', id: query.id ?? 0, flags, questions: [question], answers: [...answers] };
  }
  udp.on('message', (message, from) => {
    const packet = answer(message, false);
    if (packet) udp.send(encode(packet), from.port, from.address);
  });
  tcp.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (chunk) => {
      const packet = answer((chunk as Buffer).subarray(2), true);
      if (packet) socket.end(streamEncode(packet));
      else socket.destroy();
    });
  });
  const server: SayingServer = {
    port,
    say: () => ({}),
    asked: [],
    async close() {
      udp.close();
      tcp.close();
      await once(tcp, 'close');
    },
  };
  return server;
}
