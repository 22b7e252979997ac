/** One message by MQTT 3.1.1, with quality of service 1: it counts as sent once the broker has acknowledged it. */
import type { Socket } from 'node:net';
import type { Packet } from 'mqtt-packet';

/** What is published, and by whom. */
export interface Publication {
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** How it ended: `refused` with the return code of CONNACK (§3.2.2.3), `cut` where the connection or the time did. */
export type Outcome =
  { readonly kind: 'sent' } | { readonly kind: 'refused'; readonly code: number } | { readonly kind: 'cut' };

/** For the whole exchange, ms. */
const PATIENCE_MS = 20_000;
const MESSAGE_ID = 1;

/** Connects, publishes, awaits PUBACK and says goodbye. The socket is the caller's to end. */
export async function publish(socket: Socket, publication: Publication): Promise<Outcome> {
  const { clientId, username, password, topic, payload, retain } = publication;
  const { generate, parser } = (await import('mqtt-packet')).default;
  const packets = parser({ protocolVersion: 4 });
  const send = (packet: Packet): void => {
    socket.write(generate(packet));
  };
  return new Promise<Outcome>((resolve) => {
    const cut = (): void => {
      resolve({ kind: 'cut' });
    };
    const timer = setTimeout(cut, PATIENCE_MS);
    timer.unref();
    packets.on('packet', (packet) => {
      if (packet.cmd === 'connack') {
        const code = packet.returnCode ?? -1;
        if (code === 0)
          send({ cmd: 'publish', messageId: MESSAGE_ID, qos: 1, dup: false, retain, topic, payload });
        else resolve({ kind: 'refused', code });
      } else if (packet.cmd === 'puback' && packet.messageId === MESSAGE_ID) {
        clearTimeout(timer);
        send({ cmd: 'disconnect' });
        resolve({ kind: 'sent' });
      }
    });
    packets.on('error', cut);
    socket.on('data', (bytes: Buffer) => {
      packets.parse(bytes);
    });
    socket.on('close', cut);
    send({
      ...{ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, clientId },
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password: Buffer.from(password) }),
    });
  });
}
