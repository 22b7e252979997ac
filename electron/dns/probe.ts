/** A real question to our own UDP socket, to know that it answers. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6, type AddressInfo } from 'node:net';
import { decode, encode } from 'dns-packet';
import { messageOf } from '../kernel/errors.ts';
import type { Clock } from '../kernel/clock.ts';

/** Ms that an answer may take; it comes from the same process. */
const PATIENCE_MS = 1000;

/** Where a socket bound to `address` is reached from its own machine. */
function reachableAt(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}

/**
 * Asks for a zone's SOA; `null` when an answer came, else why not. `onPort` hears the port that it asks from, and
 * `null` at the end.
 */
export async function probe(
  clock: Clock,
  bound: AddressInfo,
  zone: string,
  onPort: (port: number | null) => void,
): Promise<string | null> {
  const host = reachableAt(bound.address);
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const patience = new AbortController();
  const cancel = clock.after(PATIENCE_MS, () => {
    patience.abort();
  });
  try {
    // Connected, so that nobody else's packets are taken for the answer.
    socket.connect(bound.port, host);
    await once(socket, 'connect', { signal: patience.signal });
    // The port tells questions apart as well as a random id would: the socket is connected.
    const { port: id } = socket.address();
    onPort(id);
    const message = once(socket, 'message', { signal: patience.signal });
    socket.send(encode({ type: 'query', id, questions: [{ name: zone, type: 'SOA' }] }));
    const [bytes] = (await message) as [Buffer];
    const reply = decode(bytes);
    const sound = reply.id === id && reply.flag_qr && reply.answers?.[0]?.type === 'SOA';
    return sound ? null : `The DNS server gives a wrong answer for ${zone}`;
  } catch (error) {
    return patience.signal.aborted ? 'The DNS server does not answer' : messageOf(error);
  } finally {
    cancel();
    onPort(null);
    socket.close();
  }
}
