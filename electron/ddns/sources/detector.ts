/**
 * Detects for all names at once: each source is asked once a round, its members are brought to agree, and a changed
 * address waits out its hold-down. What is agreed on is durable, so that a restart begins where the last run stood.
 */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import type { Source } from '../../../shared/api/ddns-hosts.ts';
import { messageOf } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { EventBus } from '../../kernel/events.ts';
import { createLock } from '../../kernel/lock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { canonical, derive } from '../derive.ts';
import { asMachineKnows, detect, type Detection } from '../detect.ts';
import type { Held, Sight, SightOf } from '../desire.ts';
import { filter } from '../filter.ts';
import type { Machine, MachineReading } from '../machine/index.ts';
import type { StoredHost } from '../model.ts';
import type { Seen } from './address-log.ts';
import { holdDown, newTrack, type Track } from './hold-down.ts';
import type { Agreement } from './model.ts';
import type { StoredSource } from './store.ts';

/** How long flapping is told of once, ms: as long as the changes are counted. */
const ALERT_MS = 3_600_000;

/** A reading of the machine, or why there is none. */
type Reading = MachineReading | StoredReason;

/** What detecting takes. */
export interface DetectorDeps {
  readonly machine: Machine;
  /** The source of an id; `null` where it is gone. */
  readonly source: (sourceId: string) => StoredSource | null;
  /** Brings the members of an echo or DNS source to agree. `known` is what was agreed on before. Never throws. */
  readonly agree: (
    source: StoredSource,
    family: Family,
    known: string | null,
    asSeen: (address: string) => string,
  ) => Promise<Agreement>;
  /** What a device told of itself. */
  readonly claimOf: (hostId: string, family: Family) => string | null;
  /** What was agreed on in the last run, by track. */
  readonly tracks: Map<string, Track>;
  readonly saveTracks: (tracks: ReadonlyMap<string, Track>) => Promise<void>;
  /** Told what each source came to, at every look. Never throws. */
  readonly seen: (seen: readonly Seen[]) => Promise<void>;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly logger: Logger;
  readonly holdDownMs: () => number;
  readonly maxChangesPerHour: () => number;
}

/** Finds addresses. */
export interface Detector {
  /** One look for all hosts; who asks while one is under way shares it, unless it was less than is asked for now. */
  detect(hosts: Iterable<StoredHost>, manual: boolean): Promise<SightOf>;
  /** What a track holds, for showing. */
  track(key: string): Track | null;
  /** Under what key of {@link Seen} a name's address is told. */
  keyOf(host: StoredHost, family: Family): string;
}

/** Names a source and family; what is agreed on is kept under it. */
export const trackKey = (source: Source, family: Family): string =>
  source.kind === 'source'
    ? `${source.source_id} ${family}`
    : source.kind === 'interface'
      ? `interface:${source.interface ?? ''} ${family}`
      : `inbound ${family}`;

function isReading(reading: Reading): reading is MachineReading {
  return 'addresses' in reading;
}

/** Makes the detector. */
export function createDetector(deps: DetectorDeps): Detector {
  const { machine, tracks, clock, events, logger } = deps;
  // Waits are counted by the clock that nobody sets.
  const startedAt = clock.now() - clock.elapsed();
  const inTurn = createLock();
  /** When each track's flapping was told last, by the clock's elapsed time. */
  const alerts = new Map<string, number>();
  /** What members are being asked right now, by source as it is and family. */
  const asking = new Map<string, Promise<Agreement>>();
  let running: {
    readonly manual: boolean;
    readonly hosts: ReadonlySet<string>;
    readonly look: Promise<SightOf>;
  } | null = null;

  async function read(): Promise<Reading> {
    try {
      return await machine.read();
    } catch (error) {
      logger.warn({ error }, 'The addresses of this machine could not be read');
      return { code: 'DDNS_DETECTION_FAILED', params: { problem: messageOf(error) } };
    }
  }

  const ofInterface = (reading: Reading, name: string | null, family: Family): Detection =>
    isReading(reading) ? detect(reading, name, family) : { ok: false, reason: reading };

  /** What the members say. Accounts that look at the same moment share one asking of them. */
  function agreementOf(
    source: StoredSource,
    family: Family,
    asSeen: (address: string) => string,
  ): Promise<Agreement> {
    const key = JSON.stringify([source, family]);
    const known = asking.get(key);
    if (known) return known;
    const before = tracks.get(`${source.source_id} ${family}`)?.agreed ?? null;
    const asked = deps.agree(source, family, before, asSeen);
    asking.set(key, asked);
    const forget = (): void => {
      asking.delete(key);
    };
    asked.then(forget, forget);
    return asked;
  }

  async function ofMembers(source: StoredSource, family: Family, reading: Reading): Promise<Detection> {
    const known = isReading(reading) ? reading : null;
    const asSeen = (address: string): string =>
      canonical(asMachineKnows(address, family, source.name, known).address);
    const agreement = await agreementOf(source, family, asSeen);
    if (agreement.address !== null) {
      const address = asMachineKnows(agreement.address, family, source.name, known);
      return { ok: true, origin: source.name, addresses: [address] };
    }
    const answers = agreement.answers.filter(({ address }) => address !== null);
    const votes = new Map<string, number>();
    for (const { address } of answers) votes.set(address ?? '', (votes.get(address ?? '') ?? 0) + 1);
    const params = {
      asked: agreement.answers.length,
      agreed: Math.max(0, ...votes.values()),
      quorum: source.quorum,
    };
    return { ok: false, reason: { code: 'DDNS_NO_QUORUM', params } };
  }

  async function detectFor(
    { source, host_id }: Pick<StoredHost, 'source' | 'host_id'>,
    family: Family,
    reading: Reading,
  ): Promise<Detection> {
    if (source.kind === 'interface') return ofInterface(reading, source.interface, family);
    if (source.kind === 'inbound') {
      const claim = deps.claimOf(host_id, family);
      if (claim === null) return { ok: false, reason: { code: 'DDNS_NO_CLAIM', params: {} } };
      return { ok: true, origin: 'inbound', addresses: [asMachineKnows(claim, family, 'inbound', null)] };
    }
    const entity = deps.source(source.source_id);
    if (entity === null) {
      return { ok: false, reason: { code: 'DDNS_SOURCE_UNKNOWN', params: { source: source.source_id } } };
    }
    switch (entity.kind) {
      case 'interface':
        return ofInterface(reading, entity.members[0] ?? null, family);
      case 'static': {
        const fixed = entity.members.find((member) => member.includes(':') === (family === 'AAAA'));
        return fixed === undefined
          ? { ok: true, origin: entity.name, addresses: [] }
          : { ok: true, origin: entity.name, addresses: [asMachineKnows(fixed, family, entity.name, null)] };
      }
      case 'echo':
      case 'dns':
        return ofMembers(entity, family, reading);
    }
  }

  /** A static source is its owner's word, a device's claim its own; what is in the local network never waits. */
  function waits(host: StoredHost): boolean {
    if (host.scope === 'lan' || host.source.kind === 'inbound') return false;
    return host.source.kind === 'interface' || deps.source(host.source.source_id)?.kind !== 'static';
  }

  function hold(key: string, detection: Detection, manual: boolean, changed: Map<string, Track>): Held {
    const before = tracks.get(key) ?? newTrack;
    const accepted = detection.ok ? filter(detection.addresses, 'public').accepted : [];
    const seen = derive(accepted, before.agreed);
    const now = startedAt + clock.elapsed();
    const {
      track,
      address,
      wait_ms: wait,
      event,
    } = holdDown(before, seen, {
      now,
      manual,
      holdDownMs: deps.holdDownMs(),
      maxPerHour: deps.maxChangesPerHour(),
    });
    if (track !== before) changed.set(key, track);
    const next = wait === null ? null : clock.now() + wait;
    if (event === 'flapping') {
      const reason = { code: 'DDNS_FLAPPING', params: { count: track.changes.length } };
      // Two lines in turns are one trouble, not one at every turn.
      const isNews = clock.elapsed() - (alerts.get(key) ?? -Infinity) >= ALERT_MS;
      if (track.candidate !== before.candidate && isNews) {
        alerts.set(key, clock.elapsed());
        events.emit('ddns.flapping', { track: key, count: track.changes.length });
      }
      return { address, reason, next_try: next };
    }
    if (event === 'held') {
      const seconds = Math.ceil((wait ?? 0) / 1000);
      const reason = { code: 'DDNS_HOLD_DOWN', params: { address: track.candidate ?? '', seconds } };
      return { address, reason, next_try: next };
    }
    // What cannot be detected now is not known now; what was agreed on stays published all the same.
    return { address: seen === null ? null : address, reason: null, next_try: null };
  }

  const keyOf = (host: StoredHost, family: Family): string =>
    host.source.kind === 'inbound'
      ? `inbound ${host.host_id} ${family}`
      : `${trackKey(host.source, family)} ${waits(host) ? 'held' : 'free'}`;

  /** What a sight comes to for whoever reads of it; `null` where nothing is known. */
  function seenAs(key: string, host: StoredHost, family: Family, { detection, held }: Sight): Seen | null {
    const track = held === null ? null : (tracks.get(trackKey(host.source, family)) ?? null);
    const free = detection.ok && held === null ? filter(detection.addresses, host.scope).accepted : [];
    const address = held === null ? derive(free, null) : (track?.agreed ?? null);
    if (address === null) return null;
    return { key, source: host.source, host, family, address, since: track?.agreed_at ?? null };
  }

  async function look(hosts: readonly StoredHost[], manual: boolean): Promise<SightOf> {
    const reading = await read();
    const sights = new Map<string, Sight>();
    const wanted = new Map<string, { host: StoredHost; family: Family }>();
    for (const host of hosts) {
      if (!host.enabled) continue;
      for (const family of host.families) {
        const key = keyOf(host, family);
        if (!wanted.has(key)) wanted.set(key, { host, family });
      }
    }
    const detections = new Map<string, Promise<Detection>>();
    const sourceOf = ({ host, family }: { host: StoredHost; family: Family }, key: string): string =>
      host.source.kind === 'inbound' ? key : trackKey(host.source, family);
    for (const [key, one] of wanted) {
      const source = sourceOf(one, key);
      if (!detections.has(source)) detections.set(source, detectFor(one.host, one.family, reading));
    }
    await Promise.all(detections.values());
    // In turn: what one look made of a track must not be undone by another that began beside it.
    await inTurn(async () => {
      const changed = new Map<string, Track>();
      for (const [key, one] of wanted) {
        const source = sourceOf(one, key);
        const detection = await (detections.get(source) ?? detectFor(one.host, one.family, reading));
        const held = waits(one.host) ? hold(source, detection, manual, changed) : null;
        sights.set(key, { detection, held });
      }
      if (changed.size > 0) {
        // Before anything is published by it: a restart must not take it for news.
        await deps.saveTracks(changed);
        for (const [key, track] of changed) tracks.set(key, track);
      }
      await deps.seen(
        [...wanted].flatMap(([key, { host, family }]) => {
          const sight = sights.get(key);
          return (sight && seenAs(key, host, family, sight)) ?? [];
        }),
      );
    });
    const unknown: Sight = {
      detection: { ok: false, reason: { code: 'DDNS_NOT_CHECKED', params: {} } },
      held: null,
    };
    return (host, family) => sights.get(keyOf(host, family)) ?? unknown;
  }

  return {
    detect(hosts, manual) {
      const list = [...hosts];
      const stamp = (host: StoredHost): string => `${host.host_id} ${String(host.revision)}`;
      const covers =
        running !== null &&
        (running.manual || !manual) &&
        list.every((host) => running?.hosts.has(stamp(host)));
      if (running && covers) return running.look;
      const mine = { manual, hosts: new Set(list.map(stamp)), look: look(list, manual) };
      running = mine;
      const forget = (): void => {
        if (running === mine) running = null;
      };
      mine.look.then(forget, forget);
      return mine.look;
    },
    track: (key) => tracks.get(key) ?? null,
    keyOf,
  };
}
