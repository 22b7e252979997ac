/** Whom to ask about a name: the servers that speak for its zone, and resolvers. */
import { isIP } from 'node:net';
import type { Target } from '../../kernel/egress.ts';
import { isPublic, mayCheck } from '../guard.ts';

/** A server that speaks for a zone. */
export interface NameServer {
  /** As the zone calls it. */
  readonly name: string;
  /** Where it can be asked; the first is. */
  readonly targets: readonly Target[];
  /** One of CloudCube's own, which may be on loopback. */
  readonly own: boolean;
}

/** One to be asked. */
export interface Server {
  readonly name: string;
  readonly role: 'authoritative' | 'resolver';
  readonly target: Target;
}

const DNS_PORT = 53;

/** An address with a port, as `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1` or `[2001:db8::1]:5353`; `null` for anything else. */
export function parseServer(text: string, standardPort = DNS_PORT): Target | null {
  if (isIP(text) !== 0) return { host: text, port: standardPort };
  const [, six, four, port = ''] = /^(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+)):([0-9]{1,5})$/.exec(text) ?? [];
  const host = six ?? four ?? '';
  const number = Number(port);
  const isWhole = isIP(host) === (six === undefined ? 4 : 6) && number >= 1 && number <= 65_535;
  return isWhole ? { host, port: number } : null;
}

const named = ({ host, port }: Target): { hostname: string; port: number } => ({ hostname: host, port });

/** The servers of a zone that may be asked, each at one address. */
export function authorities(servers: readonly NameServer[]): Server[] {
  return servers.flatMap(({ name, targets, own }) => {
    const target = targets.find((one) => (own ? mayCheck(one.host, one, [named(one)]) : isPublic(one.host)));
    return target ? [{ name, role: 'authoritative' as const, target }] : [];
  });
}

/** Resolvers that somebody named by address. */
export function resolvers(texts: readonly string[]): Server[] {
  return texts.flatMap((text) => {
    const target = parseServer(text);
    const may = target !== null && mayCheck(target.host, target, [named(target)]);
    return may ? [{ name: text, role: 'resolver' as const, target }] : [];
  });
}
