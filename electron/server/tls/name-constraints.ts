/**
 * Name constraints (RFC 5280 §4.2.1.10): what a certificate authority may vouch for at all. Whoever trusts ours on a
 * phone trusts it for the names and addresses of a home, and for nothing of the Internet, also if its key is stolen.
 */
import ipaddr from 'ipaddr.js';

/** Name suffixes (with everything below them) and networks in CIDR form. */
export interface Constraints {
  readonly names: readonly string[];
  readonly networks: readonly string[];
}

const SEQUENCE = 0x30;
/** `permittedSubtrees`, constructed and context-specific. */
const PERMITTED = 0xa0;
/** Kinds of a GeneralName (RFC 5280 §4.2.1.6). */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** One value of DER (X.690 §8.1): tag, length, content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const digits = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, 0x80 | digits.length, ...digits), content]);
}

/** An address and its mask, side by side. */
function networkBytes(network: string): Buffer {
  const [address, bits] = ipaddr.parseCIDR(network);
  const mask =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.subnetMaskFromPrefixLength(bits)
      : ipaddr.IPv6.subnetMaskFromPrefixLength(bits);
  return Buffer.from([...address.toByteArray(), ...mask.toByteArray()]);
}

/** The extension's value in DER. @throws {Error} for a network that is none */
export function encodeConstraints({ names, networks }: Constraints): Buffer {
  const subtrees = [
    ...names.map((name) => der(SEQUENCE, der(DNS_NAME, Buffer.from(name, 'ascii')))),
    ...networks.map((network) => der(SEQUENCE, der(IP_ADDRESS, networkBytes(network)))),
  ];
  return der(SEQUENCE, der(PERMITTED, ...subtrees));
}

/** Whether a name or an address is within them, as those who check certificates decide it. */
export function permits({ names, networks }: Constraints, nameOrAddress: string): boolean {
  if (!ipaddr.isValid(nameOrAddress)) {
    return names.some((suffix) => nameOrAddress === suffix || nameOrAddress.endsWith(`.${suffix}`));
  }
  const address = ipaddr.parse(nameOrAddress);
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === address.kind() && address.match(base, bits);
  });
}
