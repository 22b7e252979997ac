/** Step 3, derive: the one address a name shall hold. */
import ipaddr from 'ipaddr.js';
import type { MachineAddress } from './machine/index.ts';
import { rangeOf } from './filter.ts';

/** Canonical text (RFC 5952). */
export function canonical(address: string): string {
  return ipaddr.parse(address).toString();
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(
    Buffer.from(ipaddr.parse(a).toByteArray()),
    Buffer.from(ipaddr.parse(b).toByteArray()),
  );
}

/**
 * Picks from the accepted addresses. What is published stays as long as it is among them, so that a second address
 * changes nothing; otherwise a globally reachable one comes first, then the lowest, so that the choice is always the
 * same. `null` when there is none.
 */
export function derive(accepted: readonly MachineAddress[], published: string | null): string | null {
  const candidates = accepted.map(({ address }) => canonical(address));
  if (published !== null && candidates.includes(published)) return published;
  const [first] = candidates.sort((a, b) => {
    const global = Number(rangeOf(b) === null) - Number(rangeOf(a) === null);
    return global === 0 ? compareBytes(a, b) : global;
  });
  return first ?? null;
}
