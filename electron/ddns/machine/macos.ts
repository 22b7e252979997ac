/** Addresses on macOS: `ifconfig -L` tells IPv6 flags, `route -n get` the default interface. */
import { networkInterfaces } from 'node:os';
import { interfaceAddresses } from './interfaces.ts';
import type { Machine, MachineAddress } from './machine.ts';
import { run } from './run.ts';

/** Reads `ifconfig -L`: interfaces start at the margin, their `inet6` lines are indented. */
export function parseIfconfig(text: string): MachineAddress[] {
  let name = '';
  return text.split('\n').flatMap((line) => {
    const head = /^([\w.-]+): /.exec(line);
    if (head?.[1] !== undefined) {
      name = head[1];
      return [];
    }
    const address = /^\s+inet6 ([0-9a-f:.]+)(?:%\S+)? prefixlen (\d+)(.*)$/i.exec(line);
    if (!address) return [];
    const words = (address[3] ?? '').trim().split(/\s+/);
    return [
      {
        interface: name,
        family: 'AAAA' as const,
        address: address[1] ?? '',
        prefix_length: Number(address[2]),
        temporary: words.includes('temporary'),
        // Detached: the router that the address came from is gone.
        deprecated: words.includes('deprecated') || words.includes('detached'),
        tentative: words.includes('tentative') || words.includes('duplicated'),
      },
    ];
  });
}

/** The `interface:` line of `route -n get default`. */
export function parseRouteGet(text: string): string | null {
  return /^\s*interface: (\S+)$/m.exec(text)?.[1] ?? null;
}

/** `route` fails where there is no such route: that is an answer. */
async function defaultInterface(args: readonly string[]): Promise<string | null> {
  const output = await run('/sbin/route', ['-n', 'get', ...args, 'default']).catch(() => '');
  return parseRouteGet(output);
}

/** The reader for macOS. */
export function createMacosMachine(): Machine {
  return {
    async read() {
      const [ifconfig, route4, route6] = await Promise.all([
        run('/sbin/ifconfig', ['-L']),
        defaultInterface([]),
        defaultInterface(['-inet6']),
      ]);
      const ipv4 = interfaceAddresses(networkInterfaces()).filter(({ family }) => family === 'A');
      return {
        addresses: [...ipv4, ...parseIfconfig(ifconfig)],
        default_interface: { A: route4, AAAA: route6 },
      };
    },
    signature: () => JSON.stringify(interfaceAddresses(networkInterfaces())),
  };
}
