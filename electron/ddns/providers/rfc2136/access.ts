/**
 * The verbs over a zone at a name server (RFC 2136). A write looks at the set of records first and sends one message:
 * the conditions name the whole set as it was seen, the changes name single records. So nobody else's record is lost,
 * and what changed in between is a conflict.
 */
import { ProviderFailure, type ProviderRecord, type RecordAccess, type RecordWish } from '../provider.ts';
import type { DnsClient } from './client.ts';
import { formOf } from './rdata.ts';
import { isOwn } from './wildcard.ts';
import { opcode, rrClass, rrType, type ResourceRecord } from './wire.ts';

/** Seconds for a record whose owner names none. */
export const STANDARD_TTL = 300;

/** A name and type in a zone. */
interface Place {
  readonly zone: string;
  readonly name: string;
  readonly type: string;
}

/** A set of records as it stood a moment ago. */
interface Seen extends Place {
  readonly number: number;
  readonly standing: readonly ResourceRecord[];
}

const NO_DATA = Buffer.alloc(0);

const failure = (kind: 'config' | 'conflict' | 'gone', code: string, message: string): ProviderFailure =>
  new ProviderFailure({ failure: kind }, { code, message });

const unsupported = (what: string): ProviderFailure => failure('config', 'UNSUPPORTED', what);

function formFor(type: string): NonNullable<ReturnType<typeof formOf>> {
  const form = formOf(type);
  if (!form) throw unsupported(`Records of type ${type} are not written here`);
  return form;
}

/** The value as bytes. @throws {ProviderFailure} `config` for what is no value of the type. */
function dataOf(type: string, value: string): Buffer {
  try {
    return formFor(type).toBytes(value);
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    throw failure('config', 'VALUE', `No value of type ${type}`);
  }
}

/** Pure: a record's id, made of what tells it from all others. */
export const recordIdOf = ({ name, type, value }: Pick<ProviderRecord, 'name' | 'type' | 'value'>): string =>
  `${name}/${type}/${value}`;

/** Pure: the record that a wish becomes. */
function recordOf({ name, type, value, ttl }: RecordWish): ProviderRecord {
  return { record_id: recordIdOf({ name, type, value }), name, type, value, ttl, kept: {} };
}

/** Conditions under which a set is as it was seen (RFC 2136 §2.4.2, §2.4.3). */
function unchanged({ name, number, standing }: Seen): ResourceRecord[] {
  if (standing.length === 0) return [{ name, type: number, class: rrClass.NONE, ttl: 0, data: NO_DATA }];
  return standing.map((record) => ({ ...record, ttl: 0 }));
}

/** Conditions under which the server would not drop an addition without a word (RFC 2136 §3.4.2.2). */
function welcome({ name, number, standing }: Seen): ResourceRecord[] {
  const none = { name, class: rrClass.NONE, ttl: 0, data: NO_DATA };
  if (number !== rrType.CNAME) return [{ ...none, type: rrType.CNAME }];
  return standing.length === 0 ? [{ ...none, type: rrType.ANY }] : [];
}

/** Adds one record (RFC 2136 §2.5.1). */
const addition = ({ name, number }: Seen, data: Buffer, ttl: number): ResourceRecord => ({
  name,
  type: number,
  class: rrClass.IN,
  ttl,
  data,
});

/** Deletes one record, and none beside it (RFC 2136 §2.5.4). */
const deletion = (record: ResourceRecord): ResourceRecord => ({ ...record, class: rrClass.NONE, ttl: 0 });

/** Access through a client to the zones that the owner named. */
export function createRfc2136Access(ask: DnsClient, zones: readonly string[]): RecordAccess {
  async function look(place: Place): Promise<Seen> {
    const { zone, name, type } = place;
    const { number } = formFor(type);
    const question = { name, type: number, class: rrClass.IN };
    const reply = await ask({ opcode: opcode.query, question }, `${name} ${type}`);
    // A referral or a cached answer says nothing of what stands in the zone.
    if (!reply.authoritative) throw failure('config', 'NOTAUTH', `The server does not speak for ${zone}`);
    const standing = reply.answers.filter((answer) => answer.name === name && answer.type === number);
    return { ...place, number, standing: (await isOwn(ask, zone, name, standing)) ? standing : [] };
  }

  function one(seen: Seen, value: string): ResourceRecord {
    const data = dataOf(seen.type, value);
    const found = seen.standing.find((record) => record.data.equals(data));
    if (!found) throw failure('gone', 'GONE', `${seen.name} ${seen.type} ${value} is not there`);
    return found;
  }

  async function write(
    { zone, name, type }: Seen,
    conditions: ResourceRecord[],
    changes: ResourceRecord[],
  ): Promise<void> {
    const question = { name: zone, type: rrType.SOA, class: rrClass.IN };
    await ask(
      { opcode: opcode.update, question, prerequisites: conditions, changes },
      `${name} ${type} in ${zone}`,
    );
  }

  return {
    kind: 'records',
    async zones() {
      for (const zone of zones) {
        const question = { name: zone, type: rrType.SOA, class: rrClass.IN };
        const { answers } = await ask({ opcode: opcode.query, question }, `${zone} SOA`);
        const isZone = answers.some((answer) => answer.type === rrType.SOA && answer.name === zone);
        if (!isZone) throw failure('config', 'NOTAUTH', `The server does not hold the zone ${zone}`);
      }
      return zones;
    },
    async list(zone, { name, type }) {
      if (name === undefined || type === undefined) throw unsupported('A list takes a name and a type');
      const { standing } = await look({ zone, name, type });
      const { toText } = formFor(type);
      return standing.map(({ data, ttl }) => recordOf({ name, type, value: toText(data), ttl }));
    },
    async create(zone, wish) {
      const data = dataOf(wish.type, wish.value);
      const seen = await look({ zone, name: wish.name, type: wish.type });
      if (seen.standing.some((record) => record.data.equals(data))) {
        throw failure('conflict', 'YXRRSET', `${wish.name} ${wish.type} ${wish.value} is there already`);
      }
      // All records of a set have one TTL (RFC 2181 §5.2): those that stand keep theirs.
      const ttl = seen.standing[0]?.ttl ?? wish.ttl ?? STANDARD_TTL;
      await write(seen, [...unchanged(seen), ...welcome(seen)], [addition(seen, data, ttl)]);
      return recordOf({ ...wish, ttl });
    },
    async update(zone, record, change) {
      const seen = await look({ zone, name: record.name, type: record.type });
      const old = one(seen, record.value);
      const value = change.value ?? record.value;
      const data = dataOf(record.type, value);
      const ttl = change.ttl ?? old.ttl;
      const moves = !data.equals(old.data);
      if (moves && seen.standing.some((other) => other.data.equals(data))) {
        throw failure('conflict', 'YXRRSET', `${record.name} ${record.type} ${value} is there already`);
      }
      // A set has one TTL (RFC 2181 §5.2), and servers pass over the same record with another: all are laid down anew.
      const leaving = ttl === old.ttl ? [old] : seen.standing;
      const staying = leaving.filter((other) => other !== old);
      const coming = [data, ...staying.map((other) => other.data)];
      await write(seen, unchanged(seen), [
        ...leaving.map(deletion),
        ...coming.map((bytes) => addition(seen, bytes, ttl)),
      ]);
      return recordOf({ ...record, value, ttl });
    },
    async remove(zone, record) {
      const seen = await look({ zone, name: record.name, type: record.type });
      await write(seen, unchanged(seen), [deletion(one(seen, record.value))]);
    },
  };
}
