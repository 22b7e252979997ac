/** Records made by hand, over our own zones and every account. What a host keeps is changed through the host. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { AuditEvent, AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { OperationalError, UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { createAccountRecords, unknownZone, type RecordChange, type ZoneFilter } from './account-records.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Grounds } from './grounds/grounds.ts';
import type { RecordInput, ZoneRow, Zones } from './model.ts';
import type { Provider } from './providers/provider.ts';
import { readHandId } from './record-ids.ts';
import { createRecordOwners, type OwnedRow } from './record-owners.ts';
import type { DdnsState } from './state.ts';
import { absoluteName, relativeName } from './zone-names.ts';

/** Which records are asked for. */
export interface RecordFilter extends ZoneFilter {
  readonly account_id?: string | undefined;
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
  update(recordId: string, change: RecordChange): Promise<OwnedRow>;
  remove(recordId: string): Promise<void>;
}

/** Seconds; for a record made by hand in a zone of our own. */
const STANDARD_RECORD_TTL = 600;

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
  const { zones, audit } = deps;
  const owners = createRecordOwners(deps);
  const atAccounts = createAccountRecords({ ...deps, owners });

  const ofZone = (row: ZoneRow): OwnedRow => ({
    ...row,
    account_id: null,
    host_id: owners.ownerOf(null, row.record_id),
  });
  const cleanZone = (domain: string): string => domain.toLowerCase().replace(/\.$/, '');

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

  /** The account that holds a zone, `null` where it is our own. @throws {UserError} `DNS_ZONE_UNKNOWN` */
  async function holderOf(zone: string, asked: string | null | undefined): Promise<string | null> {
    if (asked != null) return asked;
    if (zones.zones().includes(zone)) return null;
    if (asked === null) throw unknownZone(zone);
    return atAccounts.holderOf(zone);
  }

  function listOwn({ domain: zone, subdomain, type }: ZoneFilter): OwnedRow[] {
    const rows = zones.list({
      ...(zone === undefined ? {} : { zone }),
      ...(type === undefined ? {} : { type }),
    });
    const wanted = subdomain?.toLowerCase();
    return rows
      .filter((row) => wanted === undefined || relativeName(row.name, row.zone) === wanted)
      .map(ofZone);
  }

  async function list(asked: RecordFilter): Promise<RecordList> {
    const { account_id: accountId } = asked;
    const filter = { ...asked, domain: asked.domain === undefined ? undefined : cleanZone(asked.domain) };
    if (accountId !== undefined || filter.domain !== undefined) {
      const holder =
        filter.domain === undefined ? (accountId ?? null) : await holderOf(filter.domain, accountId);
      const rows = holder === null ? listOwn(filter) : await atAccounts.list(holder, filter);
      return { rows, unavailable: [] };
    }
    const unavailable: { account_id: string; reason: StoredReason }[] = [];
    const lists = await Promise.all(
      atAccounts.listing().map(async (id) => {
        try {
          return await atAccounts.list(id, filter);
        } catch (error) {
          if (!(error instanceof OperationalError) && !(error instanceof UserError)) throw error;
          unavailable.push({ account_id: id, reason: error.reason });
          return [];
        }
      }),
    );
    return { rows: [...listOwn(filter), ...lists.flat()], unavailable };
  }

  function byHand(recordId: string): ZoneRow {
    const row = zones.get(recordId);
    if (!row) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'record' } });
    if (owners.ownerOf(null, recordId) !== null)
      throw new UserError('DDNS_RECORD_MANAGED', { params: { name: row.name } });
    return row;
  }

  return {
    list,
    async create({ account_id: asked, domain }, rr, { type, value, ttl }) {
      const zone = cleanZone(domain);
      const accountId = await holderOf(zone, asked);
      const name = absoluteName(rr, zone);
      owners.checkFree(name, type, accountId);
      const event = { action: 'record.create', payload: { account_id: accountId, name, type, value, ttl } };
      if (accountId === null) {
        const input = { name, type, value, ttl: ttl ?? STANDARD_RECORD_TTL };
        const eventOf = ({ record_id: id }: ZoneRow): AuditEvent => ({ ...event, target_id: id });
        return ofZone(await audit.with(eventOf, () => zones.create(input)));
      }
      const work = (): Promise<OwnedRow> => atAccounts.create(accountId, zone, { name, type, value, ttl });
      return told(event, work, ({ record_id: id }) => id);
    },
    async update(recordId, change) {
      const place = readHandId(recordId);
      const event = { action: 'record.update', target_id: recordId, payload: change };
      if (place) {
        return told(
          event,
          () => atAccounts.update(place, change),
          () => recordId,
        );
      }
      const { rr, ...rest } = change;
      const before = byHand(recordId);
      const name = rr === undefined ? before.name : absoluteName(rr, before.zone);
      owners.checkFree(name, rest.type ?? before.type, null);
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
      await told(
        event,
        () => atAccounts.remove(place),
        () => recordId,
      );
    },
  };
}
