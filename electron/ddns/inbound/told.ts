/** What a device tells: names and addresses, read from its query as strictly as it can be meant. Pure. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Family } from '../../../shared/api/ddns.ts';
import { UserError } from '../../kernel/errors.ts';
import { normaliseName } from '../names.ts';

/** Names in one request, as Dyn had it. */
const MOST_NAMES = 20;

/** The parts of a query that mean something here. */
export interface Query {
  readonly hostname?: string;
  readonly myip?: string;
  readonly myipv6?: string;
}

/** An address that a device told, in canonical form (RFC 5952). */
export interface ToldAddress {
  readonly family: Family;
  readonly address: string;
}

/** The one line that answers a request whose names are not right as a whole. */
export type NamesRefusal = 'notfqdn' | 'numhost';

/** The names in their order, `null` for what is none. */
export function readNames(hostname: string | undefined): readonly (string | null)[] | NamesRefusal {
  if (hostname === undefined || hostname.trim() === '') return 'notfqdn';
  const names = hostname.split(',', MOST_NAMES + 1);
  return names.length > MOST_NAMES ? 'numhost' : names.map(readName);
}

function readName(text: string): string | null {
  try {
    return normaliseName(text);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/**
 * The addresses, at most one of each family; without any told, the one that the device called from. `null` where one is
 * no address, or two are told for one family: what is meant cannot be known then, and guessing would publish it.
 */
export function readAddresses({ myip, myipv6 }: Query, caller: string): readonly ToldAddress[] | null {
  const texts = [myip, myipv6].flatMap((text) => {
    const told = text?.trim() ?? '';
    return told === '' ? [] : told.split(',').map((part) => part.trim());
  });
  const addresses = new Map<Family, string>();
  for (const text of texts.length > 0 ? texts : [caller]) {
    const read = readAddress(text);
    if (read === null) return null;
    if ((addresses.get(read.family) ?? read.address) !== read.address) return null;
    addresses.set(read.family, read.address);
  }
  return [...addresses].map(([family, address]) => ({ family, address }));
}

/** IPv4 in IPv6 clothes is IPv4: so a socket for both shows it. A zone (`%eth0`) means something on one machine only. */
function readAddress(text: string): ToldAddress | null {
  if (isIP(text) === 0 || text.includes('%')) return null;
  const address = ipaddr.process(text);
  return { family: address.kind() === 'ipv4' ? 'A' : 'AAAA', address: address.toString() };
}
