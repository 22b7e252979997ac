/**
 * A connection to a message bus of this machine: signs in as this process' user, calls methods and hears signals. There are
 * libraries for it; the one at hand leaves calls open when the bus goes, and throws where nobody can catch it.
 */
import { createConnection } from 'node:net';
import { messageOf } from '../kernel/errors.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import {
  ANSWER,
  decodeMessage,
  encodeCall,
  LONGEST_MESSAGE,
  REFUSAL,
  SIGNAL,
  type Call,
  type Message,
} from './wire.ts';

/** A call that was refused, by the bus or by who was called. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  /** `org.freedesktop.DBus.Error.ServiceUnknown` and the like. */
  readonly errorName: string;
  constructor(errorName: string, words: string) {
    super(words === '' ? errorName : words);
    this.errorName = errorName;
  }
}

/** A bus that lets us in. */
export interface BusConnection {
  /** The answer. @throws {CallRefused} @throws {Error} where nobody answers in time, or the bus has gone */
  call(call: Call): Promise<Message>;
  isOpen(): boolean;
  close(): void;
}

/** How a bus is joined. */
export interface BusPorts {
  /** As Node's `net` takes it. */
  readonly socket: string;
  readonly clock: Clock;
  /** Signals that were asked for, or sent to us by name: anybody on the bus may send those. */
  readonly onSignal: (message: Message) => void;
}

/** A program that is started to answer has this time (ms); systemd gives its own 25 s less. */
const PATIENCE_MS = 20_000;
/** Of a line of the sign-in. */
const LONGEST_LINE = 1024;

/** The bus itself. */
export const theBus = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** Of a refusal: who wrote it may have put anything there. */
const wordsOf = (message: Message): string =>
  message.signature.startsWith('s') ? message.body().string().slice(0, 200) : '';

interface Waiting {
  readonly resolve: (message: Message) => void;
  readonly reject: (error: Error) => void;
  readonly cancel: Cancel;
}

/** Joins. @throws {Error} where the bus is not there, does not let us in, or does not answer in time */
export async function joinBus({ socket: path, clock, onSignal }: BusPorts): Promise<BusConnection> {
  const socket = createConnection(path);
  // A daemon that ends does not wait for a desktop.
  socket.unref();
  const waiting = new Map<number, Waiting>();
  let serial = 0;
  let isOpen = true;
  let received: Buffer = Buffer.alloc(0);
  /** Takes what has come from its beginning on; first lines, then messages. */
  let take: () => void = () => undefined;

  function end(error: Error): void {
    if (!isOpen) return;
    isOpen = false;
    socket.destroy();
    received = Buffer.alloc(0);
    for (const { reject, cancel } of waiting.values()) {
      cancel();
      reject(error);
    }
    waiting.clear();
    refused(error);
  }
  let refused: (error: Error) => void = () => undefined;
  socket.on('error', (error) => end(new Error(`The session's bus cannot be reached: ${messageOf(error)}`)));
  socket.on('close', () => end(new Error("The session's bus has gone")));
  socket.on('data', (part) => {
    received = Buffer.concat([received, part]);
    try {
      take();
    } catch (error) {
      end(new Error(`The session's bus does not speak D-Bus: ${messageOf(error)}`));
    }
  });

  function hear(message: Message): void {
    if (message.kind === SIGNAL) onSignal(message);
    if (message.reply_serial === null) return; // A call of somebody: there is nothing of ours to be called.
    const asked = waiting.get(message.reply_serial);
    if (!asked || (message.kind !== ANSWER && message.kind !== REFUSAL)) return;
    waiting.delete(message.reply_serial);
    asked.cancel();
    if (message.kind === ANSWER) asked.resolve(message);
    else asked.reject(new CallRefused(message.error_name ?? '', wordsOf(message)));
  }
  function takeMessages(): void {
    for (let found = decodeMessage(received); found && isOpen; found = decodeMessage(received)) {
      received = received.subarray(found.length);
      hear(found.message);
    }
    if (received.length > LONGEST_MESSAGE) throw new Error('A message does not end');
  }

  const call = (what: Call): Promise<Message> =>
    new Promise((resolve, reject) => {
      if (!isOpen) {
        reject(new Error("The session's bus has gone"));
        return;
      }
      const mine = (serial += 1);
      const cancel = clock.after(PATIENCE_MS, () => {
        // Whoever hangs once may have lost the rest, too: the next one comes by a connection of its own.
        end(new Error('The desktop does not answer'));
      });
      waiting.set(mine, { resolve, reject, cancel });
      socket.write(encodeCall(what, mine));
    });

  // https://dbus.freedesktop.org/doc/dbus-specification.html#auth-mechanisms-external: the kernel tells the bus who we are.
  await new Promise<void>((resolve, reject) => {
    const cancel = clock.after(PATIENCE_MS, () => end(new Error("The session's bus does not answer")));
    refused = (error) => {
      cancel();
      reject(error);
    };
    take = () => {
      const at = received.indexOf('\r\n');
      if (at === -1 && received.length > LONGEST_LINE) throw new Error('A line does not end');
      if (at === -1) return;
      const line = received.toString('latin1', 0, at);
      received = received.subarray(at + 2);
      if (!line.startsWith('OK ')) throw new Error('it does not let this user in');
      cancel();
      refused = () => undefined;
      take = takeMessages;
      socket.write('BEGIN\r\n');
      resolve();
      takeMessages();
    };
    const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  });
  const close = (): void => end(new Error('The connection was closed'));
  try {
    await call({ ...theBus, member: 'Hello' });
  } catch (error) {
    close();
    throw error;
  }
  return { call, isOpen: () => isOpen, close };
}
