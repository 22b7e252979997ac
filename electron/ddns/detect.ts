/** Step 1, detect: which addresses a source sees on this machine. Knows nothing of what may be published. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, Source } from '../../shared/api/ddns.ts';
import type { MachineAddress, MachineReading } from './machine/index.ts';

/** What a source sees for one family. A failure means "not known", which never removes anything. */
export type Detection =
  | { readonly ok: true; readonly interface: string; readonly addresses: readonly MachineAddress[] }
  | { readonly ok: false; readonly reason: StoredReason };

/**
 * The addresses of the interface that a source names, or of the one with the default route. A family without a
 * default route of its own (a local network with IPv6 but no IPv6 uplink) is read where the other family's is.
 */
export function detect(reading: MachineReading, source: Source, family: Family): Detection {
  const { addresses, default_interface: byDefault } = reading;
  const name = source.interface ?? byDefault[family] ?? byDefault[family === 'A' ? 'AAAA' : 'A'];
  if (name === null) return { ok: false, reason: { code: 'DDNS_NO_DEFAULT_ROUTE', params: {} } };
  const own = addresses.filter((address) => address.interface === name);
  if (own.length === 0 && source.interface !== null) {
    return { ok: false, reason: { code: 'DDNS_INTERFACE_MISSING', params: { interface: name } } };
  }
  return { ok: true, interface: name, addresses: own.filter((address) => address.family === family) };
}
