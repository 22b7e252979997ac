/**
 * The part of an answer behind the question, which is the same for everyone who asks for the same name and type.
 * `dns-packet` encodes the records; owners' names are pointers into the question (RFC 1035 §4.1.4), so an answer
 * is short and carries the asker's own upper and lower case.
 */
import { encode, type Answer } from 'dns-packet';
import { NEGATIVE_TTL, APEX_TTL, type Apex, type Lookup } from './lookup.ts';
import { HEADER_SIZE, rcode } from './query.ts';
import { txtStrings, type DnsRecord } from './records.ts';

/** An encoded answer without header, question and OPT. */
export interface Body {
  readonly rcode: number;
  /** Whether we are the authority for the name. */
  readonly authoritative: boolean;
  readonly answers: number;
  readonly authorities: number;
  readonly additionals: number;
  readonly bytes: Buffer;
}

/** Seconds for secondaries, which we do not have; the usual values, for those who look at the SOA. */
const soaTimers = { refresh: 3600, retry: 600, expire: 604_800 };

/** A name that stands in the message already: where, and its length on the wire. */
interface Place {
  readonly offset: number;
  readonly length: number;
}

const wireLength = (name: string): number => name.length + 2;

/** dns-packet's encoding of one record with the root as its owner, without that owner: type, class, TTL, data. */
function encodeRecord(record: Answer): Buffer {
  return encode({ answers: [record] }).subarray(HEADER_SIZE + 1);
}

function storedAnswer(record: DnsRecord, ttl: number): Answer {
  const { type, value } = record;
  return type === 'TXT'
    ? { name: '.', type, ttl, data: txtStrings(value) }
    : { name: '.', type, ttl, data: value };
}

function soaAnswer(apex: Apex, ttl: number): Answer {
  const { zone, serial, server } = apex;
  const data = { mname: server, rname: `hostmaster.${zone}`, serial, minimum: NEGATIVE_TTL, ...soaTimers };
  return { name: '.', type: 'SOA', ttl, data };
}

/** Encodes what the zones said. `questionEnd` is where the body starts; the question's name is at its usual place. */
export function encodeBody(found: Lookup, questionEnd: number): Body {
  const parts: Buffer[] = [];
  let size = questionEnd;

  /** Appends a record and returns where its data starts. */
  const append = (owner: number, record: Answer): number => {
    const pointer = Buffer.from([0xc0 | (owner >> 8), owner & 0xff]);
    const rest = encodeRecord(record);
    parts.push(pointer, rest);
    const data = size + 12;
    size += pointer.length + rest.length;
    return data;
  };

  /** The CNAMEs on the way; returns where the last name stands. */
  const appendChain = (chain: readonly DnsRecord[]): Place => {
    let place: Place = { offset: HEADER_SIZE, length: questionEnd - 4 - HEADER_SIZE };
    for (const record of chain) {
      const offset = append(place.offset, storedAnswer(record, record.ttl));
      place = { offset, length: wireLength(record.value) };
    }
    return place;
  };

  /** Records of one set have one TTL (RFC 2181 §5.2): the shortest of what the owner gave. */
  const appendSet = (owner: number, records: readonly DnsRecord[]): void => {
    const ttl = Math.min(...records.map((record) => record.ttl));
    for (const record of records) append(owner, storedAnswer(record, ttl));
  };

  const body = (counts: Partial<Omit<Body, 'bytes'>>): Body => ({
    rcode: rcode.noError,
    authoritative: true,
    answers: 0,
    authorities: 0,
    additionals: 0,
    ...counts,
    bytes: Buffer.concat(parts),
  });

  switch (found.kind) {
    case 'refused':
      return body({ rcode: rcode.refused, authoritative: false });
    case 'any':
      append(HEADER_SIZE, { name: '.', type: 'HINFO', ttl: APEX_TTL, data: { cpu: 'RFC8482', os: '' } });
      return body({ answers: 1 });
    case 'answer':
      appendSet(appendChain(found.chain).offset, found.records);
      return body({ answers: found.chain.length + found.records.length });
    case 'soa':
      append(appendChain(found.chain).offset, soaAnswer(found.apex, APEX_TTL));
      return body({ answers: found.chain.length + 1 });
    case 'ns': {
      const { offset } = appendChain(found.chain);
      const server = append(offset, { name: '.', type: 'NS', ttl: APEX_TTL, data: found.apex.server });
      const addresses = (['A', 'AAAA'] as const).map((type) =>
        found.glue.filter((record) => record.type === type),
      );
      for (const set of addresses) appendSet(server, set);
      return body({ answers: found.chain.length + 1, additionals: found.glue.length });
    }
    case 'nodata':
    case 'nxdomain': {
      const last = appendChain(found.chain);
      // The zone's name is the tail of the last name.
      append(last.offset + last.length - wireLength(found.apex.zone), soaAnswer(found.apex, NEGATIVE_TTL));
      return body({
        rcode: found.kind === 'nxdomain' ? rcode.nxDomain : rcode.noError,
        answers: found.chain.length,
        authorities: 1,
      });
    }
  }
}
