/** A connection to a host that the owner named: its addresses one after the other, each within a time. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { messageOf } from '../../kernel/errors.ts';
import type { ChannelPorts } from './channel.ts';
import { transient } from './failures.ts';
import { hostAndPort } from './settings.ts';

/** For an address, ms. */
const PATIENCE_MS = 10_000;
/** More addresses of one host are not tried. */
const MOST_ADDRESSES = 4;

/** Name for TLS to ask for; an address has none (RFC 6066 §3). */
export const serverNameOf = (host: string): { readonly servername?: string } =>
  isIP(host) === 0 ? { servername: host } : {};

/** @throws {ChannelFailure} `transient` where nobody answers */
export async function connectTo(
  { resolve, egress }: Pick<ChannelPorts, 'resolve' | 'egress'>,
  host: string,
  port: number,
): Promise<Socket> {
  const where = hostAndPort(host, port);
  let last = 'no address';
  try {
    const addresses = isIP(host) === 0 ? await resolve(host) : [host];
    for (const address of addresses.slice(0, MOST_ADDRESSES)) {
      try {
        return await egress.connect({ host: address, port }, AbortSignal.timeout(PATIENCE_MS));
      } catch (error) {
        last = messageOf(error);
      }
    }
  } catch (error) {
    last = messageOf(error);
  }
  throw transient(`${where}: ${last}`);
}

/** TLS over a connection, its certificate checked. @throws {ChannelFailure} `transient` */
export async function secure(socket: Socket, host: string, ca: string | undefined): Promise<TLSSocket> {
  const secured = connectTls({
    ...{ socket, host, minVersion: 'TLSv1.2', ...serverNameOf(host) },
    ...(ca === undefined ? {} : { ca }),
  });
  try {
    await once(secured, 'secureConnect', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return secured;
  } catch (error) {
    secured.destroy();
    socket.destroy();
    throw transient(`${host}: TLS: ${messageOf(error)}`);
  }
}
