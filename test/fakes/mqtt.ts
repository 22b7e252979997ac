/** A broker of MQTT 3.1.1 on loopback that checks what it receives; the real one is in test/integration/notify. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import mqtt, { type Packet } from 'mqtt-packet';
import { createEgress } from '../../electron/kernel/egress.ts';
import type { ArrivedMessage, ChannelTrap, FakeChannel } from './channel.ts';

const PASSWORD = 'canaryMqttPassword';

/** Starts one. */
export async function startFakeMqtt(): Promise<FakeChannel> {
  const arrived: ArrivedMessage[] = [];
  const sockets = new Set<Socket>();
  let tries = 0;
  let trap: ChannelTrap | undefined;

  function answer(socket: Socket, packet: Packet): void {
    if (packet.cmd === 'connect') {
      tries++;
      const isRight = packet.username === 'nas' && packet.password?.toString() === PASSWORD;
      const returnCode = trap === 'outage' ? 3 : isRight && packet.clientId.length <= 23 ? 0 : 4;
      if (trap === 'outage') trap = undefined;
      socket.write(mqtt.generate({ cmd: 'connack', returnCode, sessionPresent: false }));
    }
    if (packet.cmd !== 'publish') return;
    if (trap === 'cut' || packet.qos !== 1 || packet.topic !== 'cloudcube/alerts') {
      trap = undefined;
      socket.destroy();
      return;
    }
    const { data } = JSON.parse(packet.payload.toString()) as {
      data: { key: string; title: string; body: string; url: string | null };
    };
    arrived.push({ shown: [data.title, data.body, data.url ?? ''].join('\n'), key: data.key });
    socket.write(mqtt.generate({ cmd: 'puback', messageId: packet.messageId ?? 0 }));
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    const parser = mqtt.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => {
      answer(socket, packet);
    });
    socket.on('data', (bytes) => parser.parse(bytes));
    socket.on('error', () => undefined); // The test ended it.
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const never = 'MQTT has nothing of that kind';
  const settings = {
    host: '127.0.0.1',
    port,
    tls: false,
    username: 'nas',
    password: PASSWORD,
    topic: 'cloudcube/alerts',
  };
  return {
    settings,
    wrongSettings: { ...settings, password: 'wrongMqttPassword' },
    throttleMs: null,
    hidden: 'transient',
    without: {
      ...{ slow: 'nobody waits 20 s here', half: never, portal: never, redirect: never, error_in_200: never },
      ...{ throttle: 'a broker does not ask to wait', message: 'it takes whatever it is sent', echo: never },
    },
    ports: { egress: createEgress(() => [{ host: '127.0.0.1', port }]) },
    arrived: () => arrived,
    tries: () => tries,
    trap: (next) => {
      trap = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
