/** Sources of addresses, put together: what is kept of them, how their members are asked, and what they agree on. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import type { SourceKind } from '../../../shared/api/ddns-sources.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import { detect } from '../detect.ts';
import { derive } from '../derive.ts';
import type { Machine } from '../machine/index.ts';
import { families, type StoredHost } from '../model.ts';
import type { DdnsStore } from '../store.ts';
import { createAddressLog } from './address-log.ts';
import { createAddressLogStore, type AddressQuery, type EndedChange } from './address-store.ts';
import { agree } from './agree.ts';
import { explainWan } from './explain-wan.ts';
import { createDetector, type Detector } from './detector.ts';
import { createAddressSources, type AddressSources, type SourceStanding } from './entities.ts';
import { membersFor, operatorOf, type MemberService } from './members.ts';
import type { MemberAnswer } from './model.ts';
import { createSourceStore, type StoredSource } from './store.ts';

/** The router is asked for its own address no more often, ms. */
const EXPLAIN_EVERY_MS = 10 * 60_000;

/** How members are asked over the network. */
export interface MemberPorts {
  /** The built-in members of both kinds. */
  readonly services: readonly MemberService[];
  /** Asks one member of an echo or DNS source. Never throws. */
  readonly askMember: (
    kind: 'echo' | 'dns',
    member: string,
    family: Family,
    signal?: AbortSignal,
  ) => Promise<MemberAnswer>;
  /** The router's own address on its public side, where it tells; `null` otherwise. Never throws. */
  readonly wanAddress: (family: Family) => Promise<string | null>;
}

/** What sources take. */
export interface SourcesDeps extends MemberPorts {
  readonly database: Database;
  readonly store: DdnsStore;
  readonly audit: AuditTrail;
  readonly machine: Machine;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly logger: Logger;
  readonly random: () => number;
  readonly holdDownSeconds: () => number;
  readonly maxChangesPerHour: () => number;
  readonly hosts: () => Iterable<StoredHost>;
  /** A source was changed. */
  readonly changed: () => void;
}

/** The sources. */
export interface Sources {
  readonly entities: AddressSources;
  readonly detector: Detector;
  /** The id of the source that a public name has unless told; `null` where it was let go. */
  readonly standard: () => string | null;
  readonly claims: Claims;
  /** Which addresses they came to, newest first; `watched` where a name still takes its address from there. */
  history(
    query: AddressQuery,
  ): Promise<{ readonly rows: readonly (EndedChange & { watched: boolean })[]; readonly total: number }>;
}

/** What devices told of themselves. */
export interface Claims {
  of(hostId: string, family: Family): string | null;
  /** Resolves once it is stored. */
  put(hostId: string, family: Family, address: string): Promise<void>;
  drop(hostId: string): void;
}

async function createClaims(store: DdnsStore, clock: Clock): Promise<Claims> {
  const keyOf = (hostId: string, family: Family): string => `${hostId} ${family}`;
  const known = new Map(
    (await store.claims()).map((claim) => [keyOf(claim.host_id, claim.family), claim.address]),
  );
  return {
    of: (hostId, family) => known.get(keyOf(hostId, family)) ?? null,
    async put(hostId, family, address) {
      if (known.get(keyOf(hostId, family)) === address) return;
      await store.putClaim({ host_id: hostId, family, address, received_at: clock.now() });
      known.set(keyOf(hostId, family), address);
    },
    drop(hostId) {
      known.delete(keyOf(hostId, 'A'));
      known.delete(keyOf(hostId, 'AAAA'));
    },
  };
}

/** Puts them together. */
export async function createSources(deps: SourcesDeps): Promise<Sources> {
  const { store, clock, machine, services, random } = deps;
  const tracks = await store.tracks();
  const claims = await createClaims(store, clock);

  async function askAny(
    kind: Exclude<SourceKind, 'static'>,
    member: string,
    family: Family,
  ): Promise<MemberAnswer> {
    if (kind === 'echo' || kind === 'dns') return deps.askMember(kind, member, family);
    const started = clock.elapsed();
    const answer = (address: string | null): MemberAnswer => ({
      member,
      family,
      address,
      problem: address === null ? 'no_such_member' : null,
      elapsed_ms: Math.round(clock.elapsed() - started),
    });
    try {
      const found = detect(await machine.read(), member === '' ? null : member, family);
      return answer(found.ok ? derive(found.addresses, null) : null);
    } catch {
      // The machine could not be read; the update's own look says why.
      return answer(null);
    }
  }

  /** What stands between this machine and the address that others see, by source and family. */
  const between = new Map<string, { readonly at: number; readonly reason: StoredReason | null }>();
  /** Asks the router now and then; nobody waits for it. */
  async function explain(key: string, family: Family, address: string): Promise<void> {
    const known = between.get(key);
    if (known && clock.elapsed() - known.at < EXPLAIN_EVERY_MS) return;
    between.set(key, { at: clock.elapsed(), reason: known?.reason ?? null });
    const reason = explainWan(await deps.wanAddress(family), address);
    between.set(key, { at: clock.elapsed(), reason });
  }

  const usesOf = (sourceId: string): number =>
    [...deps.hosts()].filter(({ source }) => source.kind === 'source' && source.source_id === sourceId)
      .length;

  function standingOf(sourceId: string): SourceStanding[] {
    return families.flatMap((family) => {
      const track = tracks.get(`${sourceId} ${family}`);
      if (!track) return [];
      const { agreed, agreed_at, candidate, candidate_since } = track;
      const reason = between.get(`${sourceId} ${family}`)?.reason ?? null;
      return [{ family, address: agreed, since: agreed_at, candidate, candidate_since, reason }];
    });
  }

  const entities = await createAddressSources({
    store: createSourceStore(deps.database),
    audit: deps.audit,
    clock,
    services,
    ask: askAny,
    wanAddress: deps.wanAddress,
    hostsOf: usesOf,
    familiesOf: standingOf,
    changed: deps.changed,
  });
  await entities.seed();

  const addresses = createAddressLogStore(deps.database);
  const log = await createAddressLog({
    store: addresses,
    nameOf: (sourceId) => entities.find(sourceId)?.name ?? null,
    clock,
    logger: deps.logger,
  });
  const detector = createDetector({
    machine,
    source: entities.find,
    agree: async (source: StoredSource, family, known, asSeen) => {
      const { kind } = source;
      if (kind !== 'echo' && kind !== 'dns') throw new Error(`A source of kind ${kind} has nobody to ask`);
      const members = membersFor(source, family, services);
      const agreement = await agree({
        members,
        operatorOf: (member) => operatorOf(member, services),
        ask: (member, of, signal) => deps.askMember(kind, member, of, signal),
        family,
        quorum: source.quorum,
        known,
        clock,
        // Anywhere in the list, so that no service is asked by everybody first.
        start: Math.floor(random() * Math.max(1, members.length)),
        asSeen,
      });
      if (agreement.address !== null)
        void explain(`${source.source_id} ${family}`, family, agreement.address);
      return agreement;
    },
    claimOf: claims.of,
    tracks,
    saveTracks: store.putTracks,
    seen: log.note,
    clock,
    events: deps.events,
    logger: deps.logger,
    holdDownMs: () => deps.holdDownSeconds() * 1000,
    maxChangesPerHour: deps.maxChangesPerHour,
  });

  return {
    entities,
    detector,
    standard: () =>
      entities.list().find(({ built_in, kind }) => built_in && kind === 'echo')?.source_id ?? null,
    claims,
    async history(query) {
      const { rows, total } = await addresses.addressChanges(query);
      const kept = [...deps.hosts()].filter(({ enabled }) => enabled);
      const watched = new Set(
        kept.flatMap((host) => host.families.map((family) => detector.keyOf(host, family))),
      );
      return { rows: rows.map((row) => ({ ...row, watched: watched.has(row.track) })), total };
    },
  };
}
