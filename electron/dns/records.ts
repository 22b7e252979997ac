/**
 * What a record may be: names, values and TTLs in their one canonical form, so that equal records are equal strings.
 * Pure.
 */
import ipaddr from 'ipaddr.js';
import { assertNever, UserError } from '../kernel/errors.ts';

/** Types that an owner may put into a zone. SOA and NS follow from the zone itself. */
export type DnsRecordType = 'A' | 'AAAA' | 'CNAME' | 'TXT';

/** One record of a zone as it is stored. Times in ms UTC, `ttl` in seconds. */
export interface DnsRecord {
  record_id: string;
  zone: string;
  /** Fully qualified, lower case, without the last dot. */
  name: string;
  type: DnsRecordType;
  value: string;
  ttl: number;
  created_at: number;
  updated_at: number;
}

/** A record before it has an id. The zone follows from the name. */
export interface RecordInput {
  name: string;
  type: DnsRecordType;
  value: string;
  ttl: number;
}

/** Longest TTL in seconds that is accepted: a week. */
export const LONGEST_TTL = 604_800;

/** Longest TXT value in UTF-16 units, as the API counts them. */
export const LONGEST_TXT = 4096;

/** Longest name in text form: 255 bytes on the wire (RFC 1035 §2.3.4). */
const LONGEST_NAME = 253;

/** Letters, digits, inner hyphens (RFC 1123 §2.1), and underscores as in `_acme-challenge` (RFC 8552). */
const labelPattern = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** The canonical form of a name (lower case, no dot at the end), or `null` where it is none. */
export function normaliseName(text: string): string | null {
  const name = text.toLowerCase().replace(/\.$/, '');
  if (name.length === 0 || name.length > LONGEST_NAME) return null;
  return name.split('.').every((label) => labelPattern.test(label)) ? name : null;
}

/** The canonical form of a value, or `null` where it is none of that type. */
export function normaliseValue(type: DnsRecordType, value: string): string | null {
  switch (type) {
    case 'A':
      // Four decimal parts only: `inet_aton` forms like 10.1 or 0177.0.0.1 are read differently by different programs.
      return ipaddr.IPv4.isValidFourPartDecimal(value) ? ipaddr.IPv4.parse(value).toString() : null;
    case 'AAAA':
      // A zone index (fe80::1%eth0) means nothing outside this machine.
      return !value.includes('%') && ipaddr.IPv6.isValid(value)
        ? ipaddr.IPv6.parse(value).toRFC5952String()
        : null;
    case 'CNAME':
      return normaliseName(value);
    case 'TXT':
      return isText(value) ? value : null;
    default:
      return assertNever(type);
  }
}

/** Whole Unicode text without control characters: what is stored is then what is sent. */
function isText(value: string): boolean {
  return value.length > 0 && value.length <= LONGEST_TXT && value.isWellFormed() && !/\p{Cc}/u.test(value);
}

/**
 * A record's fields in canonical form.
 * @throws {UserError} `DNS_RECORD_INVALID`, naming the field that is wrong.
 */
export function normaliseRecord(input: RecordInput): RecordInput {
  const { type, ttl } = input;
  const invalid = (value: string): UserError =>
    new UserError('DNS_RECORD_INVALID', { params: { value: value.slice(0, 255), type } });

  const name = normaliseName(input.name);
  if (name === null) throw invalid(input.name);
  const value = normaliseValue(type, input.value);
  if (value === null || (type === 'CNAME' && value === name)) throw invalid(input.value);
  if (!Number.isInteger(ttl) || ttl < 1 || ttl > LONGEST_TTL) throw invalid(`TTL ${String(ttl)}`);
  return { name, type, value, ttl };
}

/** A TXT value as the strings of at most 255 bytes that the wire knows (RFC 1035 §3.3.14). */
export function txtStrings(value: string): Buffer[] {
  const bytes = Buffer.from(value, 'utf8');
  const strings: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) strings.push(bytes.subarray(at, at + 255));
  return strings;
}

/** Bytes that a record takes in an answer, its owner's name being a pointer. */
export function encodedSize(record: RecordInput): number {
  // Pointer, type, class, TTL, length of the data.
  const head = 12;
  switch (record.type) {
    case 'A':
      return head + 4;
    case 'AAAA':
      return head + 16;
    case 'CNAME':
      return head + record.value.length + 2;
    case 'TXT': {
      const bytes = Buffer.byteLength(record.value);
      return head + bytes + Math.ceil(bytes / 255);
    }
    default:
      return assertNever(record.type);
  }
}
