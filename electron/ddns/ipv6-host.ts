/**
 * Whose AAAA a name holds: one CloudCube keeps the names of many devices of a network whose prefix changes. A device is
 * named by its fixed host part or by its MAC address. Pure.
 */
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A device in the network that a source sees. */
export type Ipv6Host =
  | {
      readonly kind: 'suffix';
      readonly bytes: readonly number[];
      /** Bits that come from the network; `null`: as many as its prefix has. */
      readonly prefix_length: number | null;
    }
  | { readonly kind: 'mac'; readonly bytes: readonly number[] };

/** Why a text names no device, or why it has no address in this network. */
export type Ipv6HostProblem = 'not_a_suffix' | 'mask' | 'mac_needs_64' | 'not_ipv6';

const BITS = 128;
/** A network in which hosts choose their own address (RFC 4291 §2.5.1). */
const SUBNET_BITS = 64;
const MAC = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}$/i;

/** Reads `::1:2:3:4/64`, `::1:2:3:4` or `00:11:32:aa:bb:cc`. */
export function parseIpv6Host(
  text: string,
):
  | { readonly ok: true; readonly value: Ipv6Host }
  | { readonly ok: false; readonly problem: Ipv6HostProblem } {
  const trimmed = text.trim();
  if (MAC.test(trimmed)) {
    const bytes = trimmed.split(/[:-]/).map((part) => Number.parseInt(part, 16));
    return { ok: true, value: { kind: 'mac', bytes } };
  }
  const [suffix = '', mask, ...more] = trimmed.split('/');
  if (!isIPv6(suffix) || suffix.includes('%') || more.length > 0)
    return { ok: false, problem: 'not_a_suffix' };
  if (mask !== undefined && !/^\d{1,3}$/.test(mask)) return { ok: false, problem: 'mask' };
  const length = mask === undefined ? null : Number(mask);
  if (length !== null && (length < 1 || length >= BITS)) return { ok: false, problem: 'mask' };
  const bytes = ipaddr.parse(suffix).toByteArray();
  return { ok: true, value: { kind: 'suffix', bytes, prefix_length: length } };
}

/** The interface identifier of a MAC address: `ff:fe` in its middle, the universal bit turned (RFC 4291 App. A). */
function eui64(mac: readonly number[]): number[] {
  const [first = 0, second = 0, third = 0, ...rest] = mac;
  return [first ^ 0x02, second, third, 0xff, 0xfe, ...rest];
}

/** The first `length` bits of one, the others of the other. */
function joined(network: readonly number[], host: readonly number[], length: number): number[] {
  return network.map((byte, index) => {
    const bits = Math.min(8, Math.max(0, length - index * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) | ((host[index] ?? 0) & ~mask & 0xff);
  });
}

/** The address of a device in the network of `detected`. `prefixLength` is that network's, in bits, where it is known. */
export function deviceAddress(
  detected: string,
  prefixLength: number | null,
  host: Ipv6Host,
):
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: Ipv6HostProblem } {
  if (!isIPv6(detected)) return { ok: false, problem: 'not_ipv6' };
  const network = ipaddr.parse(detected).toByteArray();
  const known = prefixLength === null || prefixLength >= BITS ? SUBNET_BITS : prefixLength;
  if (host.kind === 'mac') {
    if (known !== SUBNET_BITS) return { ok: false, problem: 'mac_needs_64' };
    const address = [...network.slice(0, 8), ...eui64(host.bytes)];
    return { ok: true, address: ipaddr.fromByteArray(address).toString() };
  }
  const address = joined(network, host.bytes, host.prefix_length ?? known);
  return { ok: true, address: ipaddr.fromByteArray(address).toString() };
}
