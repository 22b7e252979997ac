/** Which host keeps a record, and which names are a host's own. */
import { UserError } from '../kernel/errors.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Standing } from './model.ts';
import type { DdnsState } from './state.ts';

/** A record, where it stands and the host that keeps it, if one does. */
export interface OwnedRow extends Standing {
  readonly zone: string;
  readonly account_id: string | null;
  readonly host_id: string | null;
}

/** Who keeps what. */
export interface RecordOwners {
  /** The host that keeps a record of an account, or (`null`) of our own zones; `null` for one made by hand. */
  ownerOf(accountId: string | null, recordId: string): string | null;
  /** @throws {UserError} `DDNS_RECORD_MANAGED` where a host keeps the name and type, also while it has no address. */
  checkFree(name: string, type: string, accountId: string | null): void;
}

/** Who keeps what, by the hosts as they stand. */
export function createRecordOwners({
  state,
  accounts,
}: {
  state: Pick<DdnsState, 'hosts' | 'ownedIn'>;
  accounts: () => Accounts;
}): RecordOwners {
  /** Accounts that lead to the same place: what a host keeps through one of them is kept for all. */
  function sisters(accountId: string | null): readonly (string | null)[] {
    const all = accounts().list();
    const mine = all.find(({ account_id: id }) => id === accountId);
    if (!mine) return [accountId];
    return all
      .filter(({ provider, endpoint }) => provider === mine.provider && endpoint === mine.endpoint)
      .map(({ account_id: id }) => id);
  }

  function ownerOf(accountId: string | null, recordId: string): string | null {
    for (const id of sisters(accountId)) {
      const owner = state.ownedIn(id).get(recordId);
      if (owner) return owner.host_id;
    }
    return null;
  }

  function checkFree(name: string, type: string, accountId: string | null): void {
    const places = sisters(accountId);
    for (const host of state.hosts.values()) {
      if (!places.includes(host.account_id)) continue;
      const isKept = type === 'CNAME' || host.families.some((family) => family === type);
      if (host.name === name && host.enabled && isKept)
        throw new UserError('DDNS_RECORD_MANAGED', { params: { name } });
    }
  }

  return { ownerOf, checkFree };
}
