/** Records made by hand, over our own zones and every account. What a host keeps is changed through the host. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { AuditEvent, AuditTrail } from '../kernel/audit.ts';
import { OperationalError, UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Grounds } from './grounds/grounds.ts';
import { zoneOfName, type HandRecord, type RecordsGround } from './grounds/records-ground.ts';
import { troubleOf } from './grounds/failures.ts';
import type { RecordInput, Standing, ZoneRow, Zones } from './model.ts';
import type { Provider } from './providers/provider.ts';
import type { Clock } from '../kernel/clock.ts';
import { handId, readHandId, type HandPlace } from './record-ids.ts';
import type { DdnsState } from './state.ts';

/** A record, where it stands and the host that keeps it, if one does. */
export interface OwnedRow extends Standing {
  readonly zone: string;
  readonly account_id: string | null;
  readonly host_id: string | null;
}

/** Which records are asked for. */
export interface RecordFilter {
  readonly account_id?: string | undefined;
  readonly domain?: string | undefined;
  readonly subdomain?: string | undefined;
  readonly type?: ZoneRow['type'] | undefined;
}

/** A list, and the accounts that could not be asked for theirs. */
export interface RecordList {
  readonly rows: readonly OwnedRow[];
  readonly unavailable: readonly { readonly account_id: string; readonly reason: StoredReason }[];
}

/** Where a record is to be made. */
export interface RecordPlace {
  readonly account_id?: string | null | undefined;
  readonly domain: string;
}

/** Reads and changes records. Refusals of a provider are thrown as `DDNS_PROVIDER_REFUSED`. */
export interface Records {
  list(filter: RecordFilter): Promise<RecordList>;
  create(
    place: RecordPlace,
    rr: string,
    input: Omit<RecordInput, 'name' | 'ttl'> & { ttl: number | null },
  ): Promise<OwnedRow>;
  update(recordId: string, change: Partial<Omit<RecordInput, 'name'> & { rr: string }>): Promise<OwnedRow>;
  remove(recordId: string): Promise<void>;
}

/** Seconds; for a record made by hand in a zone of our own. */
const STANDARD_RECORD_TTL = 600;

/** Name of a record relative to its zone; `@` is the zone itself. */
export function relativeName(name: string, zone: string): string {
  return name === zone ? '@' : name.slice(0, -(zone.length + 1));
}

/** The full name of a relative one. */
export function absoluteName(rr: string, zone: string): string {
  return rr === '@' || rr === '' ? zone : `${rr}.${zone}`.toLowerCase();
}

/** Records over the zones. */
export function createRecords(deps: {
  zones: Zones;
  state: DdnsState;
  grounds: Grounds;
  accounts: () => Accounts;
  providerOf: (id: string) => Provider | undefined;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): Records {
  const { zones, state, grounds, audit, clock, logger } = deps;

  /** Accounts that lead to the same place: what a host keeps through one of them is kept for all. */
  function sisters(accountId: string | null): readonly (string | null)[] {
    const all = deps.accounts().list();
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
  const ofZone = (row: ZoneRow): OwnedRow => ({
    ...row,
    account_id: null,
    host_id: ownerOf(null, row.record_id),
  });
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
      host_id: ownerOf(accountId, recordId),
      created_at: null,
      updated_at: null,
    };
  };
  const cleanZone = (domain: string): string => domain.toLowerCase().replace(/\.$/, '');
  const unknownZone = (zone: string): UserError => new UserError('DNS_ZONE_UNKNOWN', { params: { zone } });

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

  /** What a provider does cannot commit with its entry: one tells what is about to be asked, another that it was done. */
  async function told<T>(
    event: AuditEvent,
    work: () => Promise<T>,
    idOf: (done: T) => string | undefined,
  ): Promise<T> {
    await audit.record({ ...event, result: 'attempt' });
    const done = await work();
    await audit.record({ ...event, target_id: event.target_id ?? idOf(done) });
    return done;
  }

  /** Accounts whose records can be listed, in the order they were made. */
  const listing = (): string[] =>
    deps
      .accounts()
      .list()
      .filter(({ provider }) => deps.providerOf(provider)?.capabilities.list !== 'none')
      .map(({ account_id: id }) => id);

  /** The account that holds a zone, `null` where it is our own. @throws {UserError} `DNS_ZONE_UNKNOWN` */
  async function holderOf(zone: string, asked: string | null | undefined): Promise<string | null> {
    if (asked != null) return asked;
    if (zones.zones().includes(zone)) return null;
    if (asked === null) throw unknownZone(zone);
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

  async function listAccount(accountId: string, filter: RecordFilter): Promise<OwnedRow[]> {
    return asking(accountId, async () => {
      const hand = await handOf(accountId);
      const { domain, subdomain, type } = filter;
      const all = await hand.zones();
      const zone = domain === undefined ? null : cleanZone(domain);
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

  function listOwn({ domain, subdomain, type }: RecordFilter): OwnedRow[] {
    const zone = domain === undefined ? undefined : cleanZone(domain);
    const rows = zones.list({
      ...(zone === undefined ? {} : { zone }),
      ...(type === undefined ? {} : { type }),
    });
    const wanted = subdomain?.toLowerCase();
    return rows
      .filter((row) => wanted === undefined || relativeName(row.name, row.zone) === wanted)
      .map(ofZone);
  }

  async function list(filter: RecordFilter): Promise<RecordList> {
    if (filter.account_id !== undefined || filter.domain !== undefined) {
      const holder =
        filter.domain === undefined
          ? (filter.account_id ?? null)
          : await holderOf(cleanZone(filter.domain), filter.account_id);
      const rows = holder === null ? listOwn(filter) : await listAccount(holder, filter);
      return { rows, unavailable: [] };
    }
    const unavailable: { account_id: string; reason: StoredReason }[] = [];
    const lists = await Promise.all(
      listing().map(async (accountId) => {
        try {
          return await listAccount(accountId, filter);
        } catch (error) {
          if (!(error instanceof OperationalError) && !(error instanceof UserError)) throw error;
          unavailable.push({ account_id: accountId, reason: error.reason });
          return [];
        }
      }),
    );
    return { rows: [...listOwn(filter), ...lists.flat()], unavailable };
  }

  /** A host's name and type are its own, also while it has no address to put there. */
  function checkFree(name: string, type: string, accountId: string | null): void {
    const places = sisters(accountId);
    for (const host of state.hosts.values()) {
      if (!places.includes(host.account_id)) continue;
      const isKept = type === 'CNAME' || host.families.some((family) => family === type);
      if (host.name === name && host.enabled && isKept)
        throw new UserError('DDNS_RECORD_MANAGED', { params: { name } });
    }
  }

  function byHand(recordId: string): ZoneRow {
    const row = zones.get(recordId);
    if (!row) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'record' } });
    if (ownerOf(null, recordId) !== null)
      throw new UserError('DDNS_RECORD_MANAGED', { params: { name: row.name } });
    return row;
  }

  /** The record of an id at an account, as it stands now. */
  async function standing(place: HandPlace): Promise<{ hand: RecordsGround; found: HandRecord }> {
    const { account_id: accountId, zone, name, type, record_id: recordId } = place;
    const notFound = new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'record' } });
    if (!listing().includes(accountId)) throw notFound;
    if (ownerOf(accountId, recordId) !== null)
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

  async function updateAt(
    place: HandPlace,
    { rr, type, value, ttl }: Partial<Omit<RecordInput, 'name'> & { rr: string }>,
  ): Promise<OwnedRow> {
    const { account_id: accountId, zone } = place;
    return asking(accountId, async () => {
      const { hand, found } = await standing(place);
      const name = rr === undefined ? place.name : absoluteName(rr, zone);
      if (name === place.name && (type ?? place.type) === place.type) {
        const change = { ...(value !== undefined && { value }), ...(ttl !== undefined && { ttl }) };
        return ofAccount(accountId, await hand.updateRecord(found, change));
      }
      checkFree(name, type ?? place.type, accountId);
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
    list,
    async create({ account_id: asked, domain }, rr, { type, value, ttl }) {
      const zone = cleanZone(domain);
      const accountId = await holderOf(zone, asked);
      const name = absoluteName(rr, zone);
      checkFree(name, type, accountId);
      const event = { action: 'record.create', payload: { account_id: accountId, name, type, value, ttl } };
      if (accountId === null) {
        const input = { name, type, value, ttl: ttl ?? STANDARD_RECORD_TTL };
        const eventOf = ({ record_id: id }: ZoneRow): AuditEvent => ({ ...event, target_id: id });
        return ofZone(await audit.with(eventOf, () => zones.create(input)));
      }
      const work = (): Promise<OwnedRow> =>
        asking(accountId, async () => {
          const hand = await handOf(accountId);
          if (zoneOfName(zone, await hand.zones()) !== zone) throw unknownZone(zone);
          const rows = await hand.listZone(zone, { name, type });
          if (rows.some(({ record }) => record.value === value)) {
            throw new UserError('DNS_RECORD_EXISTS', { params: { name, type, value } });
          }
          return ofAccount(accountId, await hand.createRecord(zone, { name, type, value, ttl }));
        });
      return told(event, work, ({ record_id: id }) => id);
    },
    async update(recordId, change) {
      const place = readHandId(recordId);
      const event = { action: 'record.update', target_id: recordId, payload: change };
      if (place) {
        const work = (): Promise<OwnedRow> => updateAt(place, change);
        return told(event, work, () => recordId);
      }
      const { rr, ...rest } = change;
      const before = byHand(recordId);
      const name = rr === undefined ? before.name : absoluteName(rr, before.zone);
      checkFree(name, rest.type ?? before.type, null);
      return ofZone(await audit.with(event, () => zones.update(recordId, { ...rest, name })));
    },
    async remove(recordId) {
      const place = readHandId(recordId);
      const { name, type } = place ?? byHand(recordId);
      const event = { action: 'record.delete', target_id: recordId, payload: { name, type } };
      if (!place) {
        await audit.with(event, () => zones.remove(recordId));
        return;
      }
      const work = (): Promise<void> =>
        asking(place.account_id, async () => {
          const { hand, found } = await standing(place);
          await hand.removeRecord(found);
        });
      await told(event, work, () => recordId);
    },
  };
}
