/** Notifications of a desktop by its own service (https://specifications.freedesktop.org/notification-spec/latest/). */
import { messageOf } from '../kernel/errors.ts';
import type { Clock } from '../kernel/clock.ts';
import { CallRefused, joinBus, theBus, type BusConnection } from './connection.ts';
import type { Call, Message, Writer } from './wire.ts';

/** What is shown. */
export interface Shown {
  readonly title: string;
  /** Plain text, lines parted by `\n`. */
  readonly body: string;
  readonly isCritical: boolean;
  /** What a click does, for desktops that say so. */
  readonly clickLabel: string;
}

/** What they stand on. */
export interface NotificationPorts {
  /** The bus, asked when a connection is made; `null` where there is none. */
  readonly socket: () => string | null;
  readonly clock: Clock;
  /** A file of the app's icon; `null` for none. */
  readonly icon: string | null;
  /** Somebody clicked on one of ours. */
  readonly clicked: () => void;
}

/** The desktop's notifications. The bus is joined with the first one, kept, and joined again when it went. */
export interface SessionNotifications {
  /** @throws {Error} where it was not taken, with the reason in words */
  show(what: Shown): Promise<void>;
  stop(): void;
}

const service = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;

/** Clicks of older ones are not heard any more. */
const MOST_HEARD = 50;

/** The characters of markup; a server without it shows what stands there (`body-markup`, 4. Markup). */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An entry of the hints: a name and a value with its type. */
function hint(writer: Writer, name: string, type: 's' | 'y', value: string | number): void {
  writer.struct();
  writer.string(name);
  writer.signature(type);
  if (typeof value === 'number') writer.byte(value);
  else writer.string(value);
}

/** `Notify` as the service takes it; `capabilities` are its own words for what it can do. Pure. */
export function notifyCall(what: Shown, capabilities: ReadonlySet<string>, icon: string | null): Call {
  const body = capabilities.has('body-markup') ? escaped(what.body) : what.body;
  // An action that a server cannot show is not to be sent; `default` is a click on the whole.
  const actions = capabilities.has('actions') ? ['default', what.clickLabel] : [];
  return {
    ...{ ...service, member: 'Notify' },
    body: {
      signature: 'susssasa{sv}i',
      write(writer) {
        writer.string('CloudCube');
        writer.uint32(0); // Takes no other's place.
        writer.string(icon ?? '');
        writer.string(what.title);
        writer.string(body);
        writer.array(4, () => actions.forEach((action) => writer.string(action)));
        writer.array(8, () => {
          hint(writer, 'urgency', 'y', what.isCritical ? 2 : 1);
          hint(writer, 'desktop-entry', 's', 'cloudcube');
        });
        writer.int32(-1); // Goes away when the desktop thinks right.
      },
    },
  };
}

/** Names of refusals that have better words than those that came. */
const noService = new Set([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
]);

function inWords(error: unknown): Error {
  if (error instanceof CallRefused && noService.has(error.errorName))
    return new Error('Nobody shows notifications in this session');
  if (error instanceof CallRefused && error.errorName.startsWith('org.freedesktop.DBus.Error.Spawn'))
    return new Error("The session's program for notifications could not be started");
  return error instanceof Error ? error : new Error(messageOf(error));
}

/** Nothing is joined yet. */
export function createSessionNotifications(ports: NotificationPorts): SessionNotifications {
  let bus: BusConnection | null = null;
  let joining: Promise<BusConnection> | null = null;
  let isStopped = false;
  /** Numbers of ours, each with the unique name of the server that gave it. */
  const heard = new Map<number, string | null>();

  /** Anybody on the bus may send us a signal; only the server that showed it is believed. */
  function onSignal(message: Message): void {
    if (message.interface !== service.interface || message.path !== service.path) return;
    const isClick = message.member === 'ActionInvoked' && message.signature === 'us';
    const isClosed = message.member === 'NotificationClosed' && message.signature === 'uu';
    if (!isClick && !isClosed) return;
    const reader = message.body();
    const id = reader.uint32();
    if (heard.get(id) !== message.sender) return;
    if (isClosed) heard.delete(id);
    else if (reader.string() === 'default') ports.clicked();
  }

  async function join(): Promise<BusConnection> {
    const socket = ports.socket();
    if (socket === null) throw new Error('No desktop session is open');
    const next = await joinBus({ socket, clock: ports.clock, onSignal });
    heard.clear();
    const rule = `type='signal',sender='${service.destination}',interface='${service.interface}'`;
    try {
      const write = (writer: Writer): void => writer.string(rule);
      await next.call({ ...theBus, member: 'AddMatch', body: { signature: 's', write } });
    } catch (error) {
      next.close();
      throw error;
    }
    if (isStopped) next.close();
    return next;
  }

  /** The connection that stands, or a new one; several that come at once share it. */
  function connected(): Promise<BusConnection> {
    if (bus?.isOpen()) return Promise.resolve(bus);
    joining ??= join()
      .then((joined) => (bus = joined))
      .finally(() => {
        joining = null;
      });
    return joining;
  }

  return {
    async show(what) {
      try {
        const to = await connected();
        // Asked each time: another server may have taken the place of the one before.
        const told = await to.call({ ...service, member: 'GetCapabilities' });
        const capabilities = new Set(told.signature === 'as' ? told.body().strings() : []);
        const answer = await to.call(notifyCall(what, capabilities, ports.icon));
        if (answer.signature !== 'u') throw new Error("The desktop's answer is none");
        heard.set(answer.body().uint32(), answer.sender);
        const [oldest] = heard.keys();
        if (heard.size > MOST_HEARD && oldest !== undefined) heard.delete(oldest);
      } catch (error) {
        throw inWords(error);
      }
    },
    stop() {
      isStopped = true;
      bus?.close();
    },
  };
}
