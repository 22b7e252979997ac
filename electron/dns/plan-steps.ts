/**
 * Works out what a batch of steps does to the records, each step seeing the ones before it, and refuses what may not
 * stand in a zone. Pure: what stands there now is given, the outcome is written by whoever asked.
 */
import { UserError } from '../kernel/errors.ts';
import { encodedSize, normaliseRecord, type DnsRecord, type RecordInput } from './records.ts';

/** One change of the zones. */
export type RecordStep =
  | { kind: 'create'; input: RecordInput }
  /** With `rewrite` the record is written, and the serial rises, even where it is right already. */
  | { kind: 'update'; record_id: string; change: Partial<RecordInput>; rewrite?: boolean }
  | { kind: 'remove'; record_id: string };

/** What stands in the zones now, as far as the steps touch it. */
export interface Standing {
  /** Every record that a step names by its id, and every record at a name that a step writes to. */
  readonly records: readonly DnsRecord[];
  /** Records of a zone, for each zone that a step may write to. */
  readonly counts: ReadonlyMap<string, number>;
}

/** What the planner needs to know. */
export interface PlanPorts {
  zoneOf(name: string): string | null;
  newId(): string;
  /** Ms UTC. */
  readonly now: number;
}

/** Outcome of a batch. */
export interface StepPlan {
  /** The record of each step, in their order: as made, as changed, as it was when removed. */
  readonly results: readonly DnsRecord[];
  readonly removed: readonly DnsRecord[];
  /** New and changed records. */
  readonly put: readonly DnsRecord[];
  /** Zones in which anything changed. */
  readonly zones: ReadonlySet<string>;
}

/** Most records of one zone. */
export const MOST_RECORDS = 10_000;

/** Most bytes of one set of records (one name and type): with question and CNAMEs it fits a TCP answer's 65,535. */
export const LARGEST_SET = 60_000;

/**
 * @throws {UserError} `DNS_RECORD_INVALID`, `DNS_RECORD_EXISTS`, `DNS_RECORD_CONFLICT`, `DNS_ZONE_UNKNOWN`,
 * `DNS_ZONE_FULL`, `DNS_NAME_FULL`, `RESOURCE_NOT_FOUND`: of the first step that cannot be done.
 */
export function planSteps(steps: readonly RecordStep[], standing: Standing, ports: PlanPorts): StepPlan {
  const before = new Map(standing.records.map((record) => [record.record_id, record]));
  const after = new Map<string, DnsRecord>();
  const byName = new Map<string, Set<DnsRecord>>();
  const counts = new Map(standing.counts);

  function add(record: DnsRecord): void {
    after.set(record.record_id, record);
    const there = byName.get(record.name);
    if (there) there.add(record);
    else byName.set(record.name, new Set([record]));
  }

  function take(record: DnsRecord): void {
    after.delete(record.record_id);
    byName.get(record.name)?.delete(record);
  }

  function find(recordId: string): DnsRecord {
    const record = after.get(recordId);
    if (!record) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'record' } });
    return record;
  }

  function insert(record: DnsRecord): DnsRecord {
    checkPlace(record, [...(byName.get(record.name) ?? [])]);
    const count = (counts.get(record.zone) ?? 0) + 1;
    if (count > MOST_RECORDS) {
      throw new UserError('DNS_ZONE_FULL', { params: { zone: record.zone, maximum: MOST_RECORDS } });
    }
    counts.set(record.zone, count);
    add(record);
    return record;
  }

  function remove(record: DnsRecord): DnsRecord {
    take(record);
    counts.set(record.zone, (counts.get(record.zone) ?? 1) - 1);
    return record;
  }

  function zoneFor(name: string): string {
    const zone = ports.zoneOf(name);
    if (zone === null) throw new UserError('DNS_ZONE_UNKNOWN', { params: { zone: name } });
    return zone;
  }

  function run(step: RecordStep): DnsRecord {
    if (step.kind === 'remove') return remove(find(step.record_id));
    if (step.kind === 'create') {
      const input = normaliseRecord(step.input);
      const made = { created_at: ports.now, updated_at: ports.now };
      return insert({ record_id: ports.newId(), zone: zoneFor(input.name), ...input, ...made });
    }
    const current = find(step.record_id);
    const { name, type, value, ttl } = current;
    const next = normaliseRecord({ name, type, value, ttl, ...step.change });
    const isRight = next.name === name && next.type === type && next.value === value && next.ttl === ttl;
    if (isRight && step.rewrite !== true) return current;
    remove(current);
    return insert({ ...current, ...next, zone: zoneFor(next.name), updated_at: ports.now });
  }

  for (const record of standing.records) add(record);
  const results = steps.map(run);
  const removed = [...before.values()].filter((record) => !after.has(record.record_id));
  const put = [...after.values()].filter((record) => before.get(record.record_id) !== record);
  const touched = put.flatMap((record) => [record, before.get(record.record_id) ?? record]);
  return { results, removed, put, zones: new Set([...removed, ...touched].map((record) => record.zone)) };
}

/** Whether a record may stand beside those that are at its name already. */
function checkPlace(record: DnsRecord, others: readonly DnsRecord[]): void {
  const { name, type, value, zone } = record;
  const set = others.filter((other) => other.type === type);
  if (set.some((other) => other.value === value)) throw new UserError('DNS_RECORD_EXISTS');
  // An alias stands alone (RFC 1034 §3.6.2): not beside the zone's own SOA and NS, nor as the server's name, which an
  // NS must not be pointed at (RFC 2181 §10.3).
  const apex = name === zone || name === `ns.${zone}`;
  const alias = others.some((other) => other.type === 'CNAME');
  if (type === 'CNAME' ? apex || others.length > 0 : alias) {
    throw new UserError('DNS_RECORD_CONFLICT', { params: { name } });
  }
  const size = set.reduce((sum, other) => sum + encodedSize(other), encodedSize(record));
  if (size > LARGEST_SET) throw new UserError('DNS_NAME_FULL', { params: { name, type } });
}
