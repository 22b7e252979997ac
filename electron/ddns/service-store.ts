/** The tables of what the service remembers: waits of accounts, what sources agreed on, claims, its own state. */
import type { Kysely } from 'kysely';
import type { Family } from '../../shared/api/ddns.ts';
import type { Database } from '../kernel/database.ts';
import type { GateState } from './grounds/gate.ts';
import { inChunks } from './rows.ts';
import type { Track } from './sources/hold-down.ts';

/** State of the service itself. */
export interface ServiceState {
  readonly last_check: number | null;
  readonly paused_since: number | null;
  readonly paused_until: number | null;
}

/** What a device said of itself. */
export interface Claimed {
  readonly host_id: string;
  readonly family: Family;
  readonly address: string;
  readonly received_at: number;
}

interface Tables {
  ddns_service: ServiceState & { id: number };
  ddns_account_gates: { account_id: string; gate: string };
  ddns_tracks: { track: string; state: string };
  ddns_claims: Claimed;
}

/** Reads and writes; joins the transaction it is called in. */
export function createServiceStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  return {
    /** What each account has to wait for. */
    async gates(): Promise<Map<string, GateState>> {
      const rows = await db().selectFrom('ddns_account_gates').selectAll().execute();
      return new Map(rows.map(({ account_id: id, gate }) => [id, JSON.parse(gate) as GateState]));
    },
    async putGate(accountId: string, gate: GateState): Promise<void> {
      await db()
        .replaceInto('ddns_account_gates')
        .values({ account_id: accountId, gate: JSON.stringify(gate) })
        .execute();
    },
    async dropGate(accountId: string): Promise<void> {
      await db().deleteFrom('ddns_account_gates').where('account_id', '=', accountId).execute();
    },

    /** What the members of each source agreed on. */
    async tracks(): Promise<Map<string, Track>> {
      const rows = await db().selectFrom('ddns_tracks').selectAll().execute();
      return new Map(rows.map(({ track, state }) => [track, JSON.parse(state) as Track]));
    },
    async putTracks(tracks: ReadonlyMap<string, Track>): Promise<void> {
      const rows = [...tracks].map(([track, state]) => ({ track, state: JSON.stringify(state) }));
      await inChunks(rows, (chunk) => db().replaceInto('ddns_tracks').values(chunk).execute());
    },

    async claims(): Promise<Claimed[]> {
      return db().selectFrom('ddns_claims').selectAll().execute();
    },
    async putClaim(claim: Claimed): Promise<void> {
      await db().replaceInto('ddns_claims').values(claim).execute();
    },
    async dropClaims(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_claims').where('host_id', '=', hostId).execute();
    },

    /** `null` on the very first start. */
    async service(): Promise<ServiceState | null> {
      const row = await db().selectFrom('ddns_service').selectAll().executeTakeFirst();
      if (!row) return null;
      return { last_check: row.last_check, paused_since: row.paused_since, paused_until: row.paused_until };
    },
    /** What is left out stays as it is: checks and pauses are written by themselves. */
    async putService(change: Partial<ServiceState>): Promise<void> {
      const nothing: ServiceState = { last_check: null, paused_since: null, paused_until: null };
      await db()
        .insertInto('ddns_service')
        .values({ id: 1, ...nothing, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
  };
}
