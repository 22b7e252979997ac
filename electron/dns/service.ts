/**
 * The embedded zones: changed in the state database, answered from memory. Memory follows after the commit, so what is
 * served is always what the file holds: a write that fails changes neither.
 */
import { v7 as uuid } from 'uuid';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import { lookup } from './lookup.ts';
import { planSteps, type RecordStep } from './plan-steps.ts';
import { createRateLimiter } from './rate-limit.ts';
import { normaliseName, type DnsRecord, type RecordInput } from './records.ts';
import { createResponder } from './responder.ts';
import { firstSerial, nextSerial } from './serial.ts';
import { createDnsServer, type DnsLogger, type RunningDnsServer } from './server.ts';
import { createDnsStore } from './store.ts';
import { createZoneIndex, type RecordFilter, type ZoneChange } from './zone.ts';

/** The zones, their records and the server that answers from them. Names may be given in any case. */
export interface DnsService {
  /**
   * Loads zones and records into memory and makes the zones asked for that are missing. Just these are served; other
   * zones in the file stay there, unserved, until they are asked for again.
   * @throws {UserError} `DDNS_NAME_INVALID`
   */
  load(zones: readonly string[]): Promise<void>;
  zones(): string[];
  /** The zone a name falls into (longest match), or `null`. */
  zoneOf(name: string): string | null;
  /** From memory, sorted by name, type, value. */
  list(filter?: RecordFilter): readonly DnsRecord[];
  get(recordId: string): DnsRecord | null;
  /** @throws {UserError} as {@link planSteps} */
  create(input: RecordInput): Promise<DnsRecord>;
  /** A change that makes no difference writes nothing. */
  update(recordId: string, change: Partial<RecordInput>): Promise<DnsRecord>;
  remove(recordId: string): Promise<DnsRecord>;
  /** All or none, in one transaction with one step of the serial per zone; results in the order of the steps. */
  applyAll(steps: readonly RecordStep[]): Promise<readonly DnsRecord[]>;
  /** @throws {UserError} `DNS_ZONE_UNKNOWN` */
  serial(zone: string): number;
  /**
   * Starts the sockets; port 0 takes a free one.
   * @throws the system's error with its `code`, such as `EADDRINUSE`
   */
  listen(options: {
    host: string;
    port: number;
  }): Promise<{ host: string; port: number; stop(): Promise<void> }>;
  /** `null` when the sockets answer a real question, else why not. */
  health(): Promise<string | null>;
}

/** What the service stands on. */
export interface DnsServiceDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: DnsLogger;
  /** Answers over UDP per second and network (/24, /56); 0 for no limit. Read for each answer. */
  responsesPerSecond(): number;
}

/** A service without zones; {@link DnsService.load} comes first. */
export function createDnsService({
  database,
  clock,
  logger,
  responsesPerSecond,
}: DnsServiceDeps): DnsService {
  const store = createDnsStore(database);
  const index = createZoneIndex();
  const responder = createResponder((name, type) => lookup(index, name, type));
  const limiter = createRateLimiter(clock, responsesPerSecond);
  let running: RunningDnsServer | null = null;
  let checking: Promise<string | null> | null = null;

  const canonical = (name: string): string => normaliseName(name) ?? name;

  /** Raises the serials of zones that change, in the current transaction. */
  async function raiseSerials(zones: ReadonlySet<string>): Promise<Map<string, number>> {
    const serials = await store.serials(zones);
    for (const [zone, serial] of serials) {
      serials.set(zone, nextSerial(serial));
      await store.setSerial(zone, nextSerial(serial));
    }
    return serials;
  }

  function afterCommit(change: ZoneChange, take: (change: ZoneChange) => void): void {
    database.afterCommit(() => {
      take(change);
      responder.forget();
    });
  }

  /** What the steps touch, read inside the transaction: memory does not know yet what it has done so far. */
  async function standingFor(
    steps: readonly RecordStep[],
  ): Promise<{ records: DnsRecord[]; counts: Map<string, number> }> {
    const ids = steps.flatMap((step) => (step.kind === 'create' ? [] : [step.record_id]));
    // A record of a zone that is not served is not there for anyone.
    const named = (await store.recordsById(new Set(ids))).filter(
      (record) => index.zoneOf(record.name) !== null,
    );
    const names = new Set(
      steps
        .map((step) => (step.kind === 'create' ? step.input : step.kind === 'update' ? step.change : {}))
        .flatMap(({ name }) => (name === undefined ? [] : [canonical(name)])),
    );
    for (const record of named) names.add(record.name);
    const beside = await store.recordsAt(names);
    const records = [...new Map([...named, ...beside].map((record) => [record.record_id, record])).values()];

    const counts = new Map<string, number>();
    for (const zone of new Set([...names].map((name) => index.zoneOf(name)))) {
      if (zone !== null) counts.set(zone, await store.count(zone));
    }
    return { records, counts };
  }

  async function applyAll(steps: readonly RecordStep[]): Promise<readonly DnsRecord[]> {
    return database.transact(async () => {
      const standing = await standingFor(steps);
      const ports = { zoneOf: (name: string) => index.zoneOf(name), newId: () => uuid(), now: clock.now() };
      const { results, removed, put, zones } = planSteps(steps, standing, ports);
      if (zones.size === 0) return results;
      await store.remove(removed);
      await store.put(put);
      const serials = await raiseSerials(zones);
      afterCommit({ serials, removed, put }, (change) => {
        index.apply(change);
      });
      return results;
    });
  }

  async function applyOne(step: RecordStep): Promise<DnsRecord> {
    const [record] = await applyAll([step]);
    if (!record) throw new Error('A step without a result');
    return record;
  }

  /** Records whose zone is another than it was: one of the zones below or above it is served now. */
  async function rehome(
    records: readonly DnsRecord[],
    zoneOf: (name: string) => string | null,
  ): Promise<{ records: DnsRecord[]; moved: DnsRecord[] }> {
    const homed = records.map((record) => ({ ...record, zone: zoneOf(record.name) ?? record.zone }));
    const moved = homed.filter((record, i) => record.zone !== records[i]?.zone);
    await store.put(moved);
    return { records: homed, moved };
  }

  return {
    async load(asked) {
      const wanted = new Set(asked.map(zoneName));
      await database.transact(async () => {
        const known = await store.serials();
        for (const name of wanted) {
          if (known.has(name)) continue;
          await store.addZone({ name, serial: firstSerial(clock.now()), created_at: clock.now() });
        }
        // Which zone a name falls into is asked of the zones that are about to be served.
        const next = createZoneIndex();
        const served = async () => new Map([...(await store.serials())].filter(([name]) => wanted.has(name)));
        next.reset({ serials: await served(), removed: [], put: [] });
        const { records, moved } = await rehome(await store.allRecords(), (name) => next.zoneOf(name));
        await raiseSerials(new Set(moved.map((record) => record.zone)));
        const put = records.filter((record) => wanted.has(record.zone));
        afterCommit({ serials: await served(), removed: [], put }, (change) => {
          index.reset(change);
        });
      });
    },
    zones: () => index.zones(),
    zoneOf: (name) => index.zoneOf(canonical(name)),
    list(filter = {}) {
      const { zone, name, ...rest } = filter;
      return index.list({
        ...rest,
        ...(zone === undefined ? {} : { zone: canonical(zone) }),
        ...(name === undefined ? {} : { name: canonical(name) }),
      });
    },
    get: (recordId) => index.get(recordId),
    create: (input) => applyOne({ kind: 'create', input }),
    update: (recordId, change) => applyOne({ kind: 'update', record_id: recordId, change }),
    remove: (recordId) => applyOne({ kind: 'remove', record_id: recordId }),
    applyAll,
    serial(zone) {
      const serial = index.serial(canonical(zone));
      if (serial === undefined) throw new UserError('DNS_ZONE_UNKNOWN', { params: { zone } });
      return serial;
    },
    async listen(options) {
      if (running !== null) throw new Error('The DNS server listens already');
      const server = await createDnsServer({ clock, logger, responder, limiter }).start(options);
      running = server;
      return {
        host: server.host,
        port: server.port,
        async stop() {
          running = null;
          await server.stop();
        },
      };
    },
    async health() {
      const [zone] = index.zones();
      if (running === null) return 'The DNS server does not listen';
      if (zone === undefined) return 'No zone is served';
      // Whoever asks meanwhile shares the answer, so that many askers cost one question.
      checking ??= running.health(zone).finally(() => {
        checking = null;
      });
      return checking;
    },
  };
}

function zoneName(text: string): string {
  const name = normaliseName(text);
  if (name === null) throw new UserError('DDNS_NAME_INVALID', { params: { name: text } });
  return name;
}
