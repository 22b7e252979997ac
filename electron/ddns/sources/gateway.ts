/** The router of the local network, where the system tells it. */
import { readFile } from 'node:fs/promises';

/** Route flags (linux/route.h). */
const ROUTE_UP = 0x0001;
const ROUTE_GATEWAY = 0x0002;
const ROUTE_REJECT = 0x0200;

/** An address as `/proc/net/route` writes it: the bytes of the network in the order of a little-endian machine. */
function addressOf(hex: string): string {
  return (hex.match(/../g) ?? [])
    .reverse()
    .map((pair) => parseInt(pair, 16))
    .join('.');
}

/** The gateway of the IPv4 default route with the lowest metric, from the text of `/proc/net/route`; `null` for none. */
export function parseGateway4(text: string): string | null {
  const [best] = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, destination, gateway = '', flags = '', , , metric, mask]) => {
      const isDefault = destination === '00000000' && mask === '00000000' && /^[0-9A-F]{8}$/i.test(gateway);
      const wanted = ROUTE_UP | ROUTE_GATEWAY;
      const isUsable = (parseInt(flags, 16) & (wanted | ROUTE_REJECT)) === wanted;
      return isDefault && isUsable ? [{ gateway, metric: Number(metric) }] : [];
    })
    .sort((a, b) => a.metric - b.metric);
  return best === undefined ? null : addressOf(best.gateway);
}

/** The default gateway of this machine; `null` where there is none, or on a system that does not tell it in a file. */
export async function readGateway4(platform: NodeJS.Platform): Promise<string | null> {
  if (platform !== 'linux') return null;
  return parseGateway4(await readFile('/proc/net/route', 'utf8'));
}
