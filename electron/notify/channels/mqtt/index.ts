/** MQTT 3.1.1 (https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html): for Home Assistant and its like. */
import { Type, type Static } from 'typebox';
import type { ChannelKind, Refusal, Verdict } from '../channel.ts';
import { connectTo, secure } from '../connect.ts';
import { refused, transient } from '../failures.ts';
import { payloadOf } from '../payload.ts';
import { Authority, Host, hostAndPort, Port } from '../settings.ts';
import { nameOf } from '../words.ts';
import { publish } from './exchange.ts';

const Settings = Type.Object({
  host: Host,
  port: Type.Optional(Port),
  tls: Type.Optional(Type.Boolean({ default: true })),
  username: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  password: Type.Optional(Type.String({ minLength: 1, maxLength: 500, writeOnly: true })),
  // Neither wildcards nor the broker's own topics (§4.7).
  topic: Type.String({ pattern: '^[^$#+\\x00][^#+\\x00]*$', maxLength: 500 }),
  retain: Type.Optional(Type.Boolean({ default: false })),
  ca: Type.Optional(Authority),
});
type Settings = Static<typeof Settings>;

const portOf = ({ port, tls = true }: Settings): number => port ?? (tls ? 8883 : 1883);

/** Return codes of CONNACK (§3.2.2.3). */
const words: Readonly<Record<string, string>> = {
  '1': 'unacceptable protocol version',
  '2': 'identifier rejected',
  '3': 'server unavailable',
  '4': 'bad user name or password',
  '5': 'not authorised',
};

/** Pure. */
function classifyError({ code }: Refusal): Verdict {
  if (code === '4' || code === '5') return { failure: 'auth' };
  return { failure: code === '1' || code === '2' ? 'config' : 'transient' };
}

/** The kind. What is published is the same JSON as the webhook's, with the key by which a second try can be told. */
export const mqtt: ChannelKind<Settings> = {
  id: 'mqtt',
  key_url: null,
  settings: Settings,
  places: (settings) => [
    `${(settings.tls ?? true) ? 'mqtts' : 'mqtt'}://${hostAndPort(settings.host, portOf(settings))}`,
  ],
  limits: { title: null, body: 10_000, unit: 'characters', rate: [] },
  knows_keys: true,
  async send(settings, message, ports) {
    const { host, tls = true, ca, username, password, topic, retain = false } = settings;
    const port = portOf(settings);
    const plain = await connectTo(ports, host, port);
    const socket = tls ? await secure(plain, host, ca) : plain;
    try {
      const outcome = await publish(socket, {
        // Of this message alone: a broker ends an older connection with the same one. 23 characters at most (§3.1.3.1).
        clientId: `cc-${nameOf(message.key).slice(0, 20)}`,
        ...{ username, password, topic, retain },
        payload: JSON.stringify(payloadOf(message)),
      });
      if (outcome.kind === 'sent') return;
      const where = hostAndPort(host, port);
      if (outcome.kind === 'cut') throw transient(`${where}: the broker did not acknowledge it`);
      const code = String(outcome.code);
      throw refused(
        { status: 0, headers: {}, code, message: `${where}: ${words[code] ?? code}` },
        classifyError,
      );
    } finally {
      socket.destroySoon();
    }
  },
  classifyError,
};
