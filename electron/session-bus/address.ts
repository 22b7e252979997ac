/**
 * Where the session's message bus listens, by the environment
 * (https://dbus.freedesktop.org/doc/dbus-specification.html#addresses). Only sockets of this machine count: an address may
 * also name a program to be started or another machine, and neither is wanted.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** As much of an environment as is looked at. */
export type BusEnvironment = Readonly<
  Partial<Record<'DBUS_SESSION_BUS_ADDRESS' | 'XDG_RUNTIME_DIR', string>>
>;

/** `%41` stands for a byte; what is not escaped as the specification has it is no address. */
function unescaped(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** One address of the list as Node's `net` takes it: a path, or `\0` and an abstract name. */
function socketOf(address: string, runtimeDir: string | undefined): string | null {
  if (!address.startsWith('unix:')) return null;
  for (const pair of address.slice('unix:'.length).split(',')) {
    const at = pair.indexOf('=');
    const value = unescaped(pair.slice(at + 1));
    if (value === null || value === '') return null;
    const key = pair.slice(0, at);
    if (key === 'path') return value;
    if (key === 'abstract') return `\0${value}`;
    if (key === 'runtime' && value === 'yes' && runtimeDir) return join(runtimeDir, 'bus');
  }
  return null;
}

/** Where a bus may listen, the likeliest first. Pure. */
export function busSocketsOf(env: BusEnvironment): readonly string[] {
  const { DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: runtimeDir } = env;
  if (named) {
    return named
      .split(';')
      .map((address) => socketOf(address, runtimeDir))
      .filter((socket) => socket !== null);
  }
  return runtimeDir ? [join(runtimeDir, 'bus')] : [];
}

/** Abstract sockets have no owner to be looked up; the kernel lists them by name (proc(5), `/proc/net/unix`). */
function isListed(name: string): boolean {
  try {
    return readFileSync('/proc/net/unix', 'utf8')
      .split('\n')
      .some((line) => line.endsWith(` @${name}`));
  } catch {
    return false; // No such list: no such sockets.
  }
}

/** Whether a socket stands there and is ours. Somebody else's bus is not told what goes on here. */
function isOurs(socket: string): boolean {
  if (socket.startsWith('\0')) return isListed(socket.slice(1));
  const found = statSync(socket, { throwIfNoEntry: false });
  return found?.isSocket() === true && found.uid === process.getuid?.();
}

/** The socket of this user's bus as it stands now; `null` where there is none. */
export function findBus(env: BusEnvironment): string | null {
  try {
    return busSocketsOf(env).find(isOurs) ?? null;
  } catch {
    return null; // A folder that may not be read holds no bus of ours.
  }
}
