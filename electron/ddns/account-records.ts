/** Records made by hand at the accounts of providers. */
import { OperationalError, UserError } from '../kernel/errors.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Accounts } from './accounts/accounts.ts';
import { troubleOf } from './grounds/failures.ts';
import type { Grounds } from './grounds/grounds.ts';
import { zoneOfName, type HandRecord, type RecordsGround } from './grounds/records-ground.ts';
import type { RecordInput, ZoneRow } from './model.ts';
import type { Provider, RecordWish } from './providers/provider.ts';
import { handId, type HandPlace } from './record-ids.ts';
import type { OwnedRow, RecordOwners } from './record-owners.ts';
import { absoluteName } from './zone-names.ts';

/** Which records of an account, or of our own zones, are asked for. */
export interface ZoneFilter {
  /** In lower case, without the final dot. */
  readonly domain?: string | undefined;
  readonly subdomain?: string | undefined;
  readonly type?: ZoneRow['type'] | undefined;
}

/** What is to change in a record; `rr` is its name relative to the zone. */
export type RecordChange = Partial<Omit<RecordInput, 'name'> & { rr: string }>;

/** What asking accounts stands on. */
export interface AccountRecordsDeps {
  readonly owners: RecordOwners;
  readonly grounds: Grounds;
  readonly accounts: () => Accounts;
  readonly providerOf: (id: string) => Provider | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Records of accounts. Each asks the provider.
 * @throws {OperationalError} `DDNS_PROVIDER_REFUSED`
 * @throws {UserError} `DDNS_CANNOT_LIST` where the provider has names only
 */
export interface AccountRecords {
  /** Accounts whose records can be listed, in the order they were made. Asks nobody. */
  listing(): string[];
  /** The account that holds a zone. @throws {UserError} `DNS_ZONE_UNKNOWN` */
  holderOf(zone: string): Promise<string>;
  /** @throws {UserError} `DNS_ZONE_UNKNOWN` */
  list(accountId: string, filter: ZoneFilter): Promise<OwnedRow[]>;
  /** @throws {UserError} `DNS_ZONE_UNKNOWN`, `DNS_RECORD_EXISTS` */
  create(accountId: string, zone: string, wish: RecordWish): Promise<OwnedRow>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND`, `DDNS_RECORD_MANAGED` */
  update(place: HandPlace, change: RecordChange): Promise<OwnedRow>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND`, `DDNS_RECORD_MANAGED` */
  remove(place: HandPlace): Promise<void>;
}

/** The zone is in none of the places that were asked. */
export const unknownZone = (zone: string): UserError =>
  new UserError('DNS_ZONE_UNKNOWN', { params: { zone } });

/** Records over the accounts. */
export function createAccountRecords(deps: AccountRecordsDeps): AccountRecords {
  const { owners, grounds, clock, logger } = deps;

  const ofAccount = (accountId: string, { zone, record }: HandRecord): OwnedRow => {
    const { record_id: recordId, name, type, value, ttl } = record;
    return {
      record_id: handId({ account_id: accountId, zone, name, type, record_id: recordId }),
      zone,
      account_id: accountId,
      name,
      type,
      value,
      ttl,
      host_id: owners.ownerOf(accountId, recordId),
      created_at: null,
      updated_at: null,
    };
  };

  const titleOf = (accountId: string): string =>
    deps.providerOf(deps.accounts().get(accountId).provider)?.title ?? '';

  /** An account's records. @throws {UserError} `DDNS_CANNOT_LIST` where its provider has names only. */
  async function handOf(accountId: string): Promise<RecordsGround> {
    const hand = await grounds.ofAccount(accountId).runner.ground.byHand();
    if (!hand) throw new UserError('DDNS_CANNOT_LIST', { params: { provider: titleOf(accountId) } });
    return hand;
  }

  /** What a provider refuses is its refusal; anything else stays what it is. */
  async function asking<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UserError) throw error;
      const provider = titleOf(accountId);
      const { reason, next_try: next } = troubleOf(error, { title: provider, now: clock.now(), logger });
      const seconds = next === null ? undefined : Math.max(1, (next - clock.now()) / 1000);
      throw new OperationalError('DDNS_PROVIDER_REFUSED', {
        params: { provider, problem: String(reason.params['problem'] ?? reason.code) },
        cause: error,
        ...(seconds === undefined ? {} : { retryAfter: seconds }),
      });
    }
  }

  const listing = (): string[] =>
    deps
      .accounts()
      .list()
      .filter(({ provider }) => deps.providerOf(provider)?.capabilities.list !== 'none')
      .map(({ account_id: id }) => id);

  async function holderOf(zone: string): Promise<string> {
    let refusal: unknown = unknownZone(zone);
    for (const accountId of listing()) {
      try {
        const known = await asking(accountId, async () => (await handOf(accountId)).zones());
        if (known.includes(zone)) return accountId;
      } catch (error) {
        // It may be this account's, so its trouble is a better answer than "unknown".
        refusal = error;
      }
    }
    throw refusal;
  }

  async function list(accountId: string, filter: ZoneFilter): Promise<OwnedRow[]> {
    return asking(accountId, async () => {
      const hand = await handOf(accountId);
      const { domain, subdomain, type } = filter;
      const all = await hand.zones();
      const zone = domain ?? null;
      if (zone !== null && !all.includes(zone)) throw unknownZone(zone);
      const rows: OwnedRow[] = [];
      for (const one of zone === null ? all : [zone]) {
        const name = subdomain === undefined ? undefined : absoluteName(subdomain, one);
        const found = await hand.listZone(one, {
          ...(name !== undefined && { name }),
          ...(type && { type }),
        });
        rows.push(...found.map((record) => ofAccount(accountId, record)));
      }
      return rows;
    });
  }

  /** The record of an id at an account, as it stands now. */
  async function standing(place: HandPlace): Promise<{ hand: RecordsGround; found: HandRecord }> {
    const { account_id: accountId, zone, name, type, record_id: recordId } = place;
    const notFound = new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'record' } });
    if (!listing().includes(accountId)) throw notFound;
    if (owners.ownerOf(accountId, recordId) !== null)
      throw new UserError('DDNS_RECORD_MANAGED', { params: { name } });
    const hand = await handOf(accountId);
    // The id came from outside: it leads nowhere that the account does not show.
    const isInZone = name === zone || name.endsWith(`.${zone}`);
    if (!isInZone || !(await hand.zones()).includes(zone)) throw notFound;
    const rows = await hand.listZone(zone, { name, type });
    const found = rows.find(({ record }) => record.record_id === recordId);
    if (!found) throw notFound;
    return { hand, found };
  }

  async function update(place: HandPlace, { rr, type, value, ttl }: RecordChange): Promise<OwnedRow> {
    const { account_id: accountId, zone } = place;
    return asking(accountId, async () => {
      const { hand, found } = await standing(place);
      const name = rr === undefined ? place.name : absoluteName(rr, zone);
      if (name === place.name && (type ?? place.type) === place.type) {
        const change = { ...(value !== undefined && { value }), ...(ttl !== undefined && { ttl }) };
        return ofAccount(accountId, await hand.updateRecord(found, change));
      }
      owners.checkFree(name, type ?? place.type, accountId);
      // Another name or type is another record: the new one first, so that a refusal loses nothing.
      const wish = {
        name,
        type: type ?? place.type,
        value: value ?? found.record.value,
        ttl: ttl ?? found.record.ttl,
      };
      const made = await hand.createRecord(zone, wish);
      await hand.removeRecord(found);
      return ofAccount(accountId, made);
    });
  }

  return {
    listing,
    holderOf,
    list,
    create: (accountId, zone, wish) =>
      asking(accountId, async () => {
        const { name, type, value } = wish;
        const hand = await handOf(accountId);
        if (zoneOfName(zone, await hand.zones()) !== zone) throw unknownZone(zone);
        const rows = await hand.listZone(zone, { name, type });
        if (rows.some(({ record }) => record.value === value)) {
          throw new UserError('DNS_RECORD_EXISTS', { params: { name, type, value } });
        }
        return ofAccount(accountId, await hand.createRecord(zone, wish));
      }),
    update,
    remove: (place) =>
      asking(place.account_id, async () => {
        const { hand, found } = await standing(place);
        await hand.removeRecord(found);
      }),
  };
}
