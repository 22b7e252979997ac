/** What Node itself knows: every address, but no IPv6 flags and no routes. */
import type { NetworkInterfaceInfo } from 'node:os';
import type { MachineAddress } from './machine.ts';

/** Addresses from `os.networkInterfaces()`. On Linux an IPv4 label such as `eth0:1` belongs to `eth0`. */
export function interfaceAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): MachineAddress[] {
  return Object.entries(interfaces).flatMap(([name, list = []]) =>
    list.map((info) => ({
      interface: info.family === 'IPv4' ? name.replace(/:\d+$/, '') : name,
      family: info.family === 'IPv4' ? ('A' as const) : ('AAAA' as const),
      address: info.address,
      prefix_length: Number(info.cidr?.split('/')[1] ?? 0),
      temporary: false,
      deprecated: false,
      tentative: false,
    })),
  );
}
