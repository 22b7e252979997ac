/** Addresses and networks that somebody named: in one form, and whether an address is among them. Pure. */
import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

function rangeOf(text: string): Range | null {
  const [address = '', ...rest] = text.split('/');
  // The library also reads `192.0.2` and `0x7f.1`, as addresses that nobody means.
  const isV4 = ipaddr.IPv4.isValidFourPartDecimal(address);
  if (!isV4 && !ipaddr.IPv6.isValid(address)) return null;
  try {
    return ipaddr.parseCIDR(rest.length === 0 ? `${address}/${isV4 ? '32' : '128'}` : text);
  } catch {
    // More bits than it has, or no number of bits.
    return null;
  }
}

/** An address or a network in its one canonical form; `null` where it is neither. */
export function cleanNetwork(text: string): string | null {
  const range = rangeOf(text.trim());
  if (range === null) return null;
  const [address, bits] = range;
  const first =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${String(bits)}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${String(bits)}`);
  return `${first.toString()}/${String(bits)}`;
}

/** Tells whether an address is in one of the networks. */
export function createNetworkTest(networks: readonly string[]): (ip: string) => boolean {
  const ranges = networks.map(rangeOf).filter((range) => range !== null);
  let last: { readonly ip: string; readonly inside: boolean } | null = null;

  function isInside(ip: string): boolean {
    if (!ipaddr.isValid(ip)) return false;
    // An IPv4 address in IPv6 clothes is what it is.
    const address = ipaddr.process(ip);
    return ranges.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  }

  return (ip) => {
    // A program mostly calls from where it called before.
    if (last?.ip !== ip) last = { ip, inside: isInside(ip) };
    return last.inside;
  };
}
