/** What the single answers of services come to, while they arrive. Pure: the server counts again before it publishes. */
import type { Reason } from '../../../shared/api/common.ts';
import type { SourceTest } from '../../../shared/api/ddns-sources.ts';
import type { Family } from '../../../shared/api/ddns.ts';

/** Of one family. */
export interface FamilyVerdict {
  readonly family: Family;
  /** What enough of them say; `null` while, or where, they do not. */
  readonly address: string | null;
  /** How many say so. */
  readonly agreed: number;
  /** They name different addresses, and none of them is named by enough. */
  readonly isApart: boolean;
  /** Why nobody may get home by it although it is seen: CGNAT, a second router, a VPN. */
  readonly reason: Reason | null;
}

/** How the network can be reached from outside. */
export type Way = 'both' | 'v4' | 'v6' | 'none';

function verdictOf(family: Family, tests: readonly SourceTest[], quorum: number): FamilyVerdict {
  const said = tests.flatMap(({ families }) => families.filter((one) => one.family === family));
  const votes = new Map<string, number>();
  for (const { address } of said) if (address !== null) votes.set(address, (votes.get(address) ?? 0) + 1);
  const [first, second] = [...votes].toSorted(([, one], [, other]) => other - one);
  const isAgreed = first !== undefined && first[1] >= quorum && first[1] !== second?.[1];
  return {
    family,
    address: isAgreed ? first[0] : null,
    agreed: first?.[1] ?? 0,
    isApart: !isAgreed && votes.size > 1,
    // A service alone that answered says why its address leads nowhere.
    reason: said.find(({ address, reason }) => address !== null && reason !== null)?.reason ?? null,
  };
}

/** Of both, IPv4 first. `quorum` services must say the same. */
export const verdictsOf = (tests: readonly SourceTest[], quorum: number): readonly FamilyVerdict[] => [
  verdictOf('A', tests, quorum),
  verdictOf('AAAA', tests, quorum),
];

/** The whole of it. An address by which nobody gets home is no way. */
export function wayOf(verdicts: readonly FamilyVerdict[]): Way {
  const leads = (family: Family): boolean =>
    verdicts.some((one) => one.family === family && one.address !== null && one.reason === null);
  if (leads('A')) return leads('AAAA') ? 'both' : 'v4';
  return leads('AAAA') ? 'v6' : 'none';
}
