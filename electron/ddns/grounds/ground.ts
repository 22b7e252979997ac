/**
 * Where names stand: our own zones, or an account at a provider. Each ground is looked at, written and proven by
 * itself, so that none waits for another.
 */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import type { Obstacle, Standing } from '../model.ts';
import type { Change } from '../plan.ts';
import type { Operation } from '../operation-store.ts';
import type { Claim, Proof, ServerAnswer } from '../verify.ts';

/** A name and type to look at. */
export interface Place {
  readonly name: string;
  readonly family: Family;
  /** What was published there last and is ours; `null` for nothing. */
  readonly published: string | null;
  /** When that was, ms UTC. */
  readonly published_at: number | null;
  /** Its owner took it over, whether or not anything was published since. */
  readonly is_ours: boolean;
}

/** What is said of a place that was not asked for: nothing is written where nobody looked. */
export const notLooked: Obstacle = {
  reason: { code: 'DDNS_NOT_CHECKED', params: {} },
  next_try: null,
  stops: false,
};

/** What stood there at one moment. */
export interface Snapshot {
  /** Every record under a name, of the family's type at least; or why that is not known. */
  at(name: string, family: Family): readonly Standing[] | Obstacle;
  /** The record of an id; `null` where it is gone, `undefined` where that is not known. */
  get(recordId: string): Standing | null | undefined;
}

/** What a ground can do. */
export interface Traits {
  readonly can_remove: boolean;
  /** A record of ours can stand beside one that is not. */
  readonly can_stand_beside: boolean;
  /** Writing what is right already does no harm. */
  readonly may_rewrite: boolean;
  /** A write whose answer was lost may still arrive for so long, ms. */
  readonly settle_ms: number;
  /** An unchanged record is lost unless it is sent again after so long, ms; `null`: never. */
  readonly refresh_ms: number | null;
}

/** What became of one change. */
export interface Applied {
  readonly change: Change;
  readonly operation: Operation;
  readonly outcome:
    | { readonly ok: true; readonly row: Standing }
    | {
        readonly ok: false;
        readonly reason: StoredReason;
        /** Whether it was carried out is not known: it stays intended until a look tells. */
        readonly open: boolean;
        readonly stops: boolean;
        /** Ms UTC; `null`: at the next check. */
        readonly next_try: number | null;
      };
}

/** A ground. Nothing here throws but for bugs: what a provider refuses is an outcome. */
export interface Ground {
  /** `null`: our own zones. */
  readonly account_id: string | null;
  traits(): Traits;
  /** Rises with every edit of the account; 0 for our own zones. */
  revision(): number;
  observe(places: readonly Place[]): Promise<Snapshot>;
  /** In order; each change is already stored as intended. */
  apply(changes: readonly Change[], operations: readonly Operation[]): Promise<readonly Applied[]>;
  /**
   * What each server that speaks for the names says, claim by claim; `null` where the provider answers its own proxy's
   * addresses and nobody can be asked. Never throws.
   */
  ask(claims: readonly Claim[]): Promise<readonly (readonly ServerAnswer[] | null)[]>;
  /** Asks the servers that speak for the names. */
  verify(claims: readonly Claim[]): Promise<readonly Proof[]>;
}
