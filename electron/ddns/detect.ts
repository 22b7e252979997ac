/** Step 1, detect: which addresses a source sees. Knows nothing of what may be published. */
import ipaddr from 'ipaddr.js';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family } from '../../shared/api/ddns.ts';
import type { MachineAddress, MachineReading } from './machine/index.ts';

/** What a source sees for one family. A failure means "not known", which never removes anything. */
export type Detection =
  | { readonly ok: true; readonly origin: string; readonly addresses: readonly MachineAddress[] }
  | { readonly ok: false; readonly reason: StoredReason };

/**
 * The addresses of an interface, or (`null`) of the one with the default route. A family without a default route of
 * its own (a local network with IPv6 but no IPv6 uplink) is read where the other family's is.
 */
export function detect(reading: MachineReading, asked: string | null, family: Family): Detection {
  const { addresses, default_interface: byDefault } = reading;
  const name = asked ?? byDefault[family] ?? byDefault[family === 'A' ? 'AAAA' : 'A'];
  if (name === null) return { ok: false, reason: { code: 'DDNS_NO_DEFAULT_ROUTE', params: {} } };
  const own = addresses.filter((address) => address.interface === name);
  if (own.length === 0 && asked !== null) {
    return { ok: false, reason: { code: 'DDNS_INTERFACE_MISSING', params: { interface: name } } };
  }
  return { ok: true, origin: name, addresses: own.filter((address) => address.family === family) };
}

/**
 * An address that others saw, as the machine knows it. Where it is a privacy address of this machine (RFC 8981), a
 * lasting one of the same network stands for it: the other would be gone tomorrow.
 */
export function asMachineKnows(
  address: string,
  family: Family,
  origin: string,
  reading: MachineReading | null,
): MachineAddress {
  const known = reading?.addresses.find((own) => own.address === address);
  if (known === undefined) {
    const prefix = family === 'A' ? 32 : 64;
    return {
      interface: origin,
      family,
      address,
      prefix_length: prefix,
      temporary: false,
      deprecated: false,
      tentative: false,
    };
  }
  if (!known.temporary) return known;
  const lasting = reading?.addresses.find(
    (own) =>
      own.interface === known.interface &&
      own.family === family &&
      !own.temporary &&
      !own.deprecated &&
      !own.tentative &&
      isSameNetwork(own.address, address, known.prefix_length),
  );
  return lasting ?? known;
}

function isSameNetwork(a: string, b: string, length: number): boolean {
  const first = ipaddr.parse(a);
  const second = ipaddr.parse(b);
  return first.kind() === second.kind() && first.match(second, length);
}
