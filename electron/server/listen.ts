/** Taking a port. */
import type { PortSetting } from '../kernel/boot-settings.ts';
import { StartError } from '../kernel/errors.ts';

/** How many ports after the default are tried. */
const TRIES = 20;

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** The address of what listens there, without a path; IPv6 in brackets (RFC 3986 §3.2.2). */
export const urlOf = (
  scheme: 'http' | 'https',
  { address, port }: { readonly address: string; readonly port: number },
): string => `${scheme}://${address.includes(':') ? `[${address}]` : address}:${String(port)}`;

/**
 * Listens on a port. A default port that is taken makes way for the next free one, and `tell` is given a line that
 * says so.
 * @throws {StartError} where a given port is taken, or the address is not this machine's.
 */
export async function listenOn<T>(
  what: string,
  { port, given }: PortSetting,
  listen: (port: number) => Promise<T>,
  tell: (line: string) => void,
): Promise<T> {
  for (let next = port; ; next++) {
    try {
      const listening = await listen(next);
      if (next !== port)
        tell(`${what}: port ${String(port)} is taken by another program; ${String(next)} is used instead`);
      return listening;
    } catch (error) {
      if (isTaken(error) && !given && next < port + TRIES) continue;
      const reason = isTaken(error) ? 'the port is taken by another program' : (error as Error).message;
      throw new StartError(`${what}: cannot listen on port ${String(next)}: ${reason}`);
    }
  }
}
