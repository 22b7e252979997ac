/** How a name is: what its own servers and several resolvers say of its addresses, and whether that is what was published. */
import type { StoredReason } from '../../../shared/api/common.ts';
import { authorities, resolvers } from '../dns/servers.ts';
import { conclusions, contradiction, survey, type Statement } from '../dns/survey.ts';
import { isLocalName } from '../guard.ts';
import { orAborted } from '../reach.ts';
import type { DnsPorts } from '../kinds/dns.ts';

/** One type of a name's records. */
export interface NameRecords {
  readonly type: 'A' | 'AAAA';
  readonly statements: readonly Statement[];
  /** All that answered say the same; `null` where nobody did. */
  readonly agree: boolean | null;
  readonly values: readonly string[] | null;
  readonly published: readonly string[] | null;
  readonly matches_published: boolean | null;
}

/** How a name is. Time in ms UTC. */
export interface NameHealth {
  readonly domain: string;
  readonly healthy: boolean;
  readonly at: number;
  readonly records: readonly NameRecords[];
  /** No server of the zone could be found; `null` where some were. */
  readonly reason: StoredReason | null;
}

/** What statements say of one type. Pure. */
export function summarise(
  type: NameRecords['type'],
  statements: readonly Statement[],
  published: readonly string[] | null,
): NameRecords {
  const [first] = conclusions(statements);
  const agree = first ? contradiction(statements) === null : null;
  const values = agree === true && first ? first.told.values : null;
  const wanted = published && [...published].sort().join(' ');
  const matches = wanted === null || values === null ? null : values.join(' ') === wanted;
  return { type, statements, agree, values, published, matches_published: matches };
}

/** How long looking for the servers of a name may take, ms: then there is time left to ask them. */
const FIND_MS = 8_000;

/** Looks. @throws the signal's reason */
export async function lookAtName(domain: string, ports: DnsPorts, signal: AbortSignal): Promise<NameHealth> {
  const name = domain.toLowerCase().replace(/\.$/, '');
  const patience = AbortSignal.any([signal, AbortSignal.timeout(FIND_MS)]);
  // Nobody to be asked is the same as nobody found.
  const servers = await orAborted(ports.nameServersOf(name), patience).catch(() => []);
  const found = authorities(servers);
  // What is local nobody outside knows, nor is it their business.
  const all = [...found, ...(isLocalName(name) ? [] : resolvers(ports.resolvers()))];
  const records = await Promise.all(
    (['A', 'AAAA'] as const).map(async (type) =>
      summarise(type, await survey(all, { name, type }, ports, signal), ports.published(name, type)),
    ),
  );
  const isSound = records.every(
    ({ agree, matches_published: matches }) => agree === true && matches !== false,
  );
  const isThere = records.some(({ values }) => values !== null && values.length > 0);
  return {
    domain: name,
    healthy: found.length > 0 && isSound && isThere,
    at: ports.clock.now(),
    records,
    reason: found.length > 0 ? null : { code: 'CHECK_DNS_NO_SERVERS', params: { name } },
  };
}
