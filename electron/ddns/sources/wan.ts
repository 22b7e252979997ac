/**
 * The router's own public address, asked of the router itself by NAT-PMP (RFC 6886 §3.2). Never published by itself: it
 * explains what others see.
 */
import type { Family } from '../../../shared/api/ddns.ts';
import { messageOf } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress, Target, UdpChannel } from '../../kernel/egress.ts';
import type { Logger } from '../../kernel/logger.ts';

const PORT = 5351;
/** Version 0, operation 0: what is your external address? */
const REQUEST = Uint8Array.of(0, 0);
const RESPONSE_SIZE = 12;
const OPCODE_OF_RESPONSE = 128;
/** RFC 6886 §3.1 doubles from 250 ms on, up to 64 s; a router of one's own answers the first or never. */
const PATIENCE_MS = [250, 500, 1000];

/** What a datagram says: an address, `null` for "I have none", `undefined` for what is no answer. */
export function readExternalAddress(bytes: Buffer): string | null | undefined {
  if (bytes.length !== RESPONSE_SIZE || bytes[0] !== 0 || bytes[1] !== OPCODE_OF_RESPONSE) return undefined;
  // A result other than success, or no address: the router is not connected itself (RFC 6886 §3.5).
  if (bytes.readUInt16BE(2) !== 0 || bytes.readUInt32BE(8) === 0) return null;
  return bytes.subarray(8).join('.');
}

/** What asking takes. */
export interface WanDeps {
  /** The default gateway; `null` where it is not known. */
  readonly gateway: () => Promise<string | null>;
  /** A way out that may reach this target although it is in the local network, and nothing else there. */
  readonly egressTo: (target: Target) => Pick<Egress, 'udp'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'debug'>;
}

/** Asks once; `undefined` where nobody answers in time. */
function ask(channel: UdpChannel, clock: Clock, patience: number): Promise<string | null | undefined> {
  return new Promise((resolve) => {
    const cancel = clock.after(patience, () => {
      resolve(undefined);
    });
    channel.onMessage((bytes) => {
      const address = readExternalAddress(bytes);
      if (address === undefined) return;
      cancel();
      resolve(address);
    });
    channel.send(REQUEST);
  });
}

/** The router's address on its public side, for IPv4; `null` where it does not tell one. Never throws. */
export function createWanAddress(deps: WanDeps): (family: Family) => Promise<string | null> {
  const { gateway, egressTo, clock, logger } = deps;
  return async (family) => {
    // IPv6 is routed, not translated: there is no other address to explain.
    if (family === 'AAAA') return null;
    let channel: UdpChannel | null = null;
    try {
      const host = await gateway();
      if (host === null) return null;
      const target = { host, port: PORT };
      channel = await egressTo(target).udp(target);
      for (const patience of PATIENCE_MS) {
        const address = await ask(channel, clock, patience);
        if (address !== undefined) return address;
      }
      return null;
    } catch (error) {
      logger.debug({ problem: messageOf(error) }, 'The router could not be asked for its address');
      return null;
    } finally {
      channel?.close();
    }
  };
}
