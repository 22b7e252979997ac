/** An account at a provider as a ground: every failure becomes an outcome, every name is proven at its own servers. */
import type { Family } from '../../../shared/api/ddns.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Standing } from '../model.ts';
import type { Change } from '../plan.ts';
import { ProviderFailure, type NameAccess, type Provider, type RecordAccess } from '../providers/provider.ts';
import type { Operation } from '../operation-store.ts';
import type { Claim, Proof, ServerAnswer } from '../verify.ts';
import { judgeServers, type AskAuthorities } from '../verify.ts';
import { GateClosed, type AccountGate } from './account-gate.ts';
import { troubleOf } from './failures.ts';
import type { Applied, Ground, Place, Snapshot, Traits } from './ground.ts';
import { nameRecordId, observeNames, sendName, type AskServers } from './names-ground.ts';
import { createRecordsGround, zoneOfName, type RecordsGround } from './records-ground.ts';

/** A write whose answer was lost arrives within this time or not at all, ms: longer than any request may take. */
const SETTLE_MS = 60_000;
const LONGEST_BACKOFF_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** What a ground needs of its account. */
export interface AccountGroundDeps {
  readonly account_id: string;
  readonly provider: Provider;
  readonly revision: () => number;
  /** Answers the same access until the account is edited. @throws while its secrets are locked */
  readonly open: () => Promise<RecordAccess | NameAccess>;
  readonly gate: AccountGate;
  readonly askAuthorities: AskAuthorities;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** An account as a ground, with what accounts alone have. */
export interface AccountGround extends Ground {
  /** Zones that can be written; `null` for a provider that knows names only. @throws as the access does */
  zones(): Promise<readonly string[] | null>;
  /** Its records for changes by hand; `null` for a provider that knows names only. @throws as the access does */
  byHand(): Promise<RecordsGround | null>;
}

/** What is known of an opened access: zones and records. Another access begins anew. */
interface Opened {
  readonly access: RecordAccess | NameAccess;
  readonly records: RecordsGround | null;
}

const slotOf = ({ host_id: hostId, family }: Operation): string => `${hostId} ${family}`;

function traitsOf(provider: Provider, kind: 'records' | 'names'): Traits {
  const { refresh_days: days } = provider.capabilities;
  const isRecords = kind === 'records';
  return {
    can_remove: isRecords,
    can_stand_beside: isRecords,
    may_rewrite: false,
    settle_ms: SETTLE_MS,
    refresh_ms: days === null ? null : days * DAY_MS,
  };
}

/** Makes the ground. */
export function createAccountGround(deps: AccountGroundDeps): AccountGround {
  const { provider, gate, askAuthorities, clock, logger } = deps;
  const { title, capabilities } = provider;
  let opened: Opened | null = null;
  /** What was looked at last: changes are planned by that. */
  let looked: Opened | null = null;
  /** How often the writes of a name and family failed in a row. */
  const misses = new Map<string, number>();

  async function open(): Promise<Opened> {
    const access = await deps.open();
    if (opened?.access !== access) {
      const records =
        access.kind === 'records' ? createRecordsGround({ access, capabilities, title, gate, clock }) : null;
      opened = { access, records };
    }
    return opened;
  }

  const read = (error: unknown) => troubleOf(error, { title, now: clock.now(), logger });

  const askServers: AskServers = async (questions) => {
    const all = await askAuthorities(questions);
    return all.map((servers) => {
      const spoken = servers.flatMap(({ values }) => (values === null ? [] : [values]));
      return spoken.length === 0 ? null : [...new Set(spoken.flat())];
    });
  };

  async function observe(places: readonly Place[]): Promise<Snapshot> {
    try {
      looked = await open();
      const { records } = looked;
      if (records) return await records.observe(places, read);
      return await observeNames(places, { ask: askServers, clock });
    } catch (error) {
      const obstacle = read(error);
      return { at: () => obstacle, get: () => undefined };
    }
  }

  function failed(change: Change, operation: Operation, error: unknown): Applied {
    const { reason, next_try: soon, stops, open: isOpen } = read(error);
    const next_try = soon === null || error instanceof GateClosed ? soon : later(slotOf(operation), soon);
    return { change, operation, outcome: { ok: false, reason, next_try, stops, open: isOpen } };
  }

  /** A name that fails again and again is tried ever less often, also where its account is well. */
  function later(slot: string, soon: number): number {
    const failures = (misses.get(slot) ?? 0) + 1;
    misses.set(slot, failures);
    const now = clock.now();
    return now + Math.min(LONGEST_BACKOFF_MS, (soon - now) * 2 ** Math.min(failures - 1, 10));
  }

  function succeeded(change: Change, operation: Operation, row: Standing): Applied {
    misses.delete(slotOf(operation));
    return { change, operation, outcome: { ok: true, row } };
  }

  async function applyRecords(
    records: RecordsGround,
    pairs: readonly { change: Change; operation: Operation }[],
  ): Promise<Applied[]> {
    const applied: Applied[] = [];
    const standing = new Map<string, Applied['outcome']>();
    // One after the other: what a provider allows at once is told nowhere, and order is part of a plan.
    for (const { change, operation } of pairs) {
      const slot = slotOf(operation);
      const before = standing.get(slot);
      if (before && !before.ok) {
        // Its old record may still stand: with a new one beside it, nobody would remember the old one.
        applied.push({ change, operation, outcome: { ...before, open: false } });
        continue;
      }
      try {
        applied.push(succeeded(change, operation, await records.carryOut(change)));
      } catch (error) {
        const result = failed(change, operation, error);
        applied.push(result);
        if (change.kind === 'delete') standing.set(slot, result.outcome);
      }
    }
    return applied;
  }

  /** A family that is not kept here is sent as it stands, or the call would drop what somebody else put there. */
  async function keepOther(name: string, addresses: Partial<Record<Family, string>>): Promise<void> {
    const others = capabilities.families.filter((family) => addresses[family] === undefined);
    const answers = await askServers(others.map((type) => ({ name, type })));
    others.forEach((family, index) => {
      const values = answers[index] ?? null;
      if (values === null) {
        const told = { code: 'UNSEEN', message: `Nobody tells which ${family} stands under ${name}` };
        throw new ProviderFailure({ failure: 'transient' }, told);
      }
      const [standing] = values;
      if (standing !== undefined) addresses[family] = standing;
    });
  }

  /** All families of a name in one call where the provider would otherwise drop the one that is left out. */
  async function applyNames(
    access: NameAccess,
    pairs: readonly { change: Change; operation: Operation }[],
  ): Promise<Applied[]> {
    const byName = new Map<string, { change: Exclude<Change, { kind: 'delete' }>; operation: Operation }[]>();
    for (const { change, operation } of pairs) {
      if (change.kind === 'delete') continue;
      const list = byName.get(change.desired.name) ?? [];
      byName.set(change.desired.name, [...list, { change, operation }]);
    }
    const applied: Applied[] = [];
    for (const [name, list] of byName) {
      const addresses: Partial<Record<Family, string>> = {};
      for (const { change } of list) {
        const { family, value, together } = change.desired;
        if (capabilities.families_together) Object.assign(addresses, together);
        addresses[family] = value;
      }
      try {
        if (capabilities.families_together) await keepOther(name, addresses);
        await sendName(access, gate, { name, addresses });
        for (const { change, operation } of list) {
          const { family, value } = change.desired;
          const row: Standing = {
            record_id: nameRecordId(name, family),
            name,
            type: family,
            value,
            ttl: null,
            created_at: null,
            updated_at: null,
          };
          applied.push(succeeded(change, operation, row));
        }
      } catch (error) {
        // What may have been sent stays open until the servers are looked at, or a name that was taken would be
        // somebody's to adopt.
        for (const { change, operation } of list) applied.push(failed(change, operation, error));
      }
    }
    return applied;
  }

  async function apply(changes: readonly Change[], operations: readonly Operation[]): Promise<Applied[]> {
    const pairs = changes.flatMap((change, index) => {
      const operation = operations[index];
      return operation ? [{ change, operation }] : [];
    });
    try {
      const now = await open();
      if (now !== looked) {
        const told = { code: 'EDITED', message: 'The account was edited meanwhile' };
        throw new ProviderFailure({ failure: 'conflict' }, told);
      }
      const { access, records } = now;
      return records ? await applyRecords(records, pairs) : await applyNames(access as NameAccess, pairs);
    } catch (error) {
      return pairs.map(({ change, operation }) => failed(change, operation, error));
    }
  }

  async function ask(claims: readonly Claim[]): Promise<(readonly ServerAnswer[] | null)[]> {
    const records = opened?.records;
    const isProxied = ({ name, family }: Claim): boolean => records?.isProxied(name, family) ?? false;
    const seen = claims.filter((claim) => !isProxied(claim));
    // The provider has just been asked for its zones, or could not be: then the servers are looked for.
    const zones = await (records?.zones() ?? Promise.resolve([])).catch(() => []);
    const answers = await askAuthorities(
      seen.map(({ name, family }) => {
        const zone = zoneOfName(name, zones);
        return { name, type: family, ...(zone !== null && { zone }) };
      }),
    );
    const said = new Map(seen.map((claim, index) => [claim, answers[index] ?? []]));
    return claims.map((claim) => said.get(claim) ?? null);
  }

  async function verify(claims: readonly Claim[]): Promise<Proof[]> {
    const answers = await ask(claims);
    const now = clock.now();
    return claims.map((claim, index): Proof => {
      const servers = answers[index] ?? null;
      // The provider answers its own proxy's addresses; that the record is right, its own list told.
      if (servers === null) return { claim, verification: 'verified', answer: null };
      return judgeServers(claim, servers, now);
    });
  }

  return {
    account_id: deps.account_id,
    traits: () =>
      traitsOf(provider, opened?.access.kind ?? (capabilities.list === 'none' ? 'names' : 'records')),
    revision: deps.revision,
    observe,
    apply,
    ask,
    verify,
    async zones() {
      const { records } = await open();
      return records === null ? null : records.zones();
    },
    byHand: async () => (await open()).records,
  };
}
