/** What the servers that speak for a name say of it now, for whoever asks: nothing is written, nothing remembered. */
import type { FamilyProof } from '../../shared/api/ddns-hosts.ts';
import { toTimestampOrNull, type Clock } from '../kernel/clock.ts';
import type { Grounds } from './grounds/grounds.ts';
import type { StoredHost } from './model.ts';
import type { DdnsState } from './state.ts';
import { judgeServer, type Claim } from './verify.ts';

/** Asks each server by itself, family by family. */
export async function proveNow(
  host: StoredHost,
  deps: {
    readonly state: Pick<DdnsState, 'record'>;
    readonly grounds: Pick<Grounds, 'of'>;
    readonly clock: Clock;
  },
): Promise<FamilyProof[]> {
  const { state, grounds, clock } = deps;
  const records = host.families.map((family) => state.record(host.host_id, family));
  const claims = records.flatMap(({ family, published, record_name: under, last_change: since }): Claim[] =>
    published === null
      ? []
      : [{ host_id: host.host_id, name: under ?? host.name, family, value: published, since }],
  );
  const answers = await grounds.of(host.account_id).ground.ask(claims);
  const now = clock.now();
  return records.map(({ family, published, last_change: since }): FamilyProof => {
    const place = claims.findIndex((claim) => claim.family === family);
    const claim = claims[place];
    const servers = claim === undefined ? [] : (answers[place] ?? null);
    return {
      family,
      expected: published,
      since: toTimestampOrNull(since),
      proxied: servers === null,
      servers: (servers ?? []).map((answer) => ({
        server: answer.server,
        values: answer.values === null ? null : [...answer.values],
        verdict: claim === undefined ? 'silent' : judgeServer(claim, answer, now),
      })),
    };
  });
}
