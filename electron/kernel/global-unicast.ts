import ipaddr from 'ipaddr.js';

const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IPv6 address is in the one block that global addresses have been given out of so far (RFC 4291 §2.4, IANA
 * IPv6 address space). Outside of it are IPv4 addresses in IPv6 clothes, what is for one machine, and what nobody has.
 */
export function isGlobalUnicast6(address: string): boolean {
  return ipaddr.IPv6.parse(address).match(givenOut);
}
