/** A real broker: Mosquitto on loopback ports, plain and with TLS, in a folder of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mqtt from 'mqtt-packet';
import { issueCertificate, makeAuthority } from '../../../electron/server/tls/authority.ts';
import { freePort, isTaken } from '../../support/free-port.ts';
import { findCommand } from '../../support/needs.ts';

const START_PATIENCE_MS = 120_000;

/** A running broker with the user `nas`. */
export interface Mosquitto {
  readonly port: number;
  readonly tlsPort: number;
  /** Certificate of the authority that vouches for `broker.home.arpa`, PEM. */
  readonly ca: string;
  /** Payloads of a topic as they come, retained ones first. */
  listen(topic: string): Promise<{ readonly payloads: readonly string[]; close(): void }>;
  close(): Promise<void>;
}

/** Starts it. Ends it itself when it does not come up. */
export async function startMosquitto(password: string): Promise<Mosquitto> {
  const [program, makePassword] = [findCommand('mosquitto'), findCommand('mosquitto_passwd')];
  if (program === undefined || makePassword === undefined) throw new Error('Mosquitto is not there');
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-mosquitto-'));
  const file = (name: string, text = ''): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const authority = await makeAuthority('home.arpa', Date.now());
  const { certificate, key } = await issueCertificate(authority, ['broker.home.arpa'], Date.now());
  const passwords = file('passwords');
  execFileSync(makePassword, ['-b', passwords, 'nas', password], { stdio: 'ignore' });
  const [port, tlsPort] = [await freePort(), await freePort()];
  const configuration = [
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    ...['persistence false', 'allow_anonymous false', `password_file ${passwords}`],
    `listener ${port} 127.0.0.1`,
    `listener ${tlsPort} 127.0.0.1`,
    ...[`certfile ${file('certificate.pem', certificate)}`, `keyfile ${file('key.pem', key)}`],
  ].join('\n');
  const child = spawn(program, ['-c', file('mosquitto.conf', `${configuration}\n`)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (const giveUp = Date.now() + START_PATIENCE_MS; !(await isTaken(tlsPort));) {
    if (Date.now() < giveUp && child.exitCode === null) {
      await pause(20);
      continue;
    }
    await close();
    throw new Error(`Mosquitto does not come up: ${said}`);
  }

  return {
    ...{ port, tlsPort, ca: authority.certificate, close },
    async listen(topic) {
      const payloads: string[] = [];
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      const packets = mqtt.parser({ protocolVersion: 4 });
      const isListening = new Promise<void>((resolve) => {
        packets.on('packet', (packet) => {
          if (packet.cmd === 'connack') {
            const subscriptions = [{ topic, qos: 0 as const }];
            socket.write(mqtt.generate({ cmd: 'subscribe', messageId: 1, subscriptions }));
          }
          if (packet.cmd === 'suback') resolve();
          if (packet.cmd === 'publish') payloads.push(packet.payload.toString());
        });
      });
      socket.on('data', (bytes) => packets.parse(bytes));
      const clientId = `listener-${topic.length}`;
      const who = { username: 'nas', password: Buffer.from(password) };
      socket.write(
        mqtt.generate({
          cmd: 'connect',
          protocolId: 'MQTT',
          protocolVersion: 4,
          clean: true,
          keepalive: 60,
          clientId,
          ...who,
        }),
      );
      await isListening;
      return { payloads, close: () => socket.destroy() };
    },
  };
}
