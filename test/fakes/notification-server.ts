/**
 * A desktop's service for notifications (https://specifications.freedesktop.org/notification-spec/latest/) on a bus, written
 * with a library that knows nothing of our client. It checks what it receives by its own reading of the specification, and
 * answers what is wrong with a refusal.
 */
import type { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DBusError, Message, sessionBus, type MessageBus, type Variant } from '@jellybrick/dbus-next';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** A notification that was taken. */
export interface Taken {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly icon: string;
  readonly actions: readonly string[];
  readonly urgency: number;
}

/** A server on a bus. */
export interface NotificationServer {
  readonly taken: readonly Taken[];
  /** Connections that have sent something. */
  readonly senders: ReadonlySet<string>;
  /** The next one is refused with these words. */
  refuse(words: string): void;
  /** As its user does: clicks, or sends it away. */
  click(id: number, action?: string): void;
  close(id: number): void;
  stop(): void;
}

/** Ready: the bus has answered. */
export async function joined(address: string): Promise<MessageBus> {
  const bus = sessionBus({ busAddress: address, authMethods: ['EXTERNAL'] });
  await new Promise<void>((resolve, reject) => {
    bus.on('connect', () => resolve());
    // Its types leave this one out.
    (bus as EventEmitter).on('error', reject);
  });
  return bus;
}

const wrong = (words: string): never => {
  throw new DBusError('org.freedesktop.DBus.Error.InvalidArgs', words);
};

/** 4. Markup: the few tags, entities, and no other `<` or `&`. */
const markup = /^(?:[^<&]|&(?:amp|lt|gt|quot|apos);|<\/?[biu]>)*$/;

type Arguments = readonly [string, number, string, string, string, string[], Record<string, Variant>, number];

function check(args: Arguments, capabilities: readonly string[]): Omit<Taken, 'id'> {
  const [app, replaces, icon, title, body, actions, hints, timeout] = args;
  if (app !== 'CloudCube') wrong('app_name');
  if (replaces !== 0) wrong('replaces_id');
  if (icon !== '' && !(icon.startsWith('file://') && existsSync(fileURLToPath(icon)))) wrong('app_icon');
  if (title === '') wrong('summary');
  if (capabilities.includes('body-markup') && !markup.test(body)) wrong('body is no markup');
  if (actions.length % 2 !== 0) wrong('actions come in pairs');
  if (actions.length > 0 && !capabilities.includes('actions')) wrong('actions were not offered');
  const urgency = hints['urgency'];
  if (urgency?.signature !== 'y' || ![0, 1, 2].includes(urgency.value as number)) wrong('urgency is a byte');
  if (hints['desktop-entry']?.signature !== 's') wrong('desktop-entry is a string');
  if (timeout !== -1) wrong('expire_timeout');
  return { title, body, icon, actions, urgency: (urgency as Variant).value as number };
}

/** Takes the name on the bus. */
export async function startNotificationServer(
  address: string,
  capabilities: readonly string[],
): Promise<NotificationServer> {
  const bus = await joined(address);
  const taken: Taken[] = [];
  const senders = new Set<string>();
  let refusal: string | null = null;
  bus.addMethodHandler((call) => {
    if (call.interface !== NAME || call.path !== PATH) return false;
    senders.add(call.sender);
    try {
      if (call.member === 'GetCapabilities' && call.signature === '')
        bus.send(Message.newMethodReturn(call, 'as', [[...capabilities]]));
      else if (call.member === 'Notify' && call.signature === 'susssasa{sv}i') {
        const words = refusal;
        refusal = null;
        if (words !== null) throw new DBusError(`${NAME}.Error.Test`, words);
        const one = { id: taken.length + 1, ...check(call.body as unknown as Arguments, capabilities) };
        taken.push(one);
        bus.send(Message.newMethodReturn(call, 'u', [one.id]));
      } else return false;
    } catch (error) {
      if (!(error instanceof DBusError)) throw error;
      bus.send(Message.newError(call, error.type, error.text));
    }
    return true;
  });
  await bus.requestName(NAME, 0);
  const tell = (member: string, signature: string, body: unknown[]): void => {
    bus.send(Message.newSignal(PATH, NAME, member, signature, body));
  };
  return {
    ...{ taken, senders },
    refuse: (words) => void (refusal = words),
    click: (id, action = 'default') => tell('ActionInvoked', 'us', [id, action]),
    close: (id) => tell('NotificationClosed', 'uu', [id, 2]),
    stop: () => bus.disconnect(),
  };
}

/** Somebody else on the bus who says to one connection that its notification was clicked on. */
export async function pretendClick(address: string, to: string, id: number): Promise<void> {
  const bus = await joined(address);
  const lie = Message.newSignal(PATH, NAME, 'ActionInvoked', 'us', [id, 'default']);
  lie.destination = to;
  bus.send(lie);
  // Answered after what was sent before it.
  const ping = { path: '/', destination: 'org.freedesktop.DBus', interface: 'org.freedesktop.DBus.Peer' };
  await bus.call(new Message({ ...ping, member: 'Ping' }));
  bus.disconnect();
}
