/** The values of records as text and as bytes, for the types that an updater meets. Pure. */
import ipaddr from 'ipaddr.js';
import { nameBytes, rrType } from './wire.ts';

const LONGEST_STRING = 255;

interface Form {
  readonly number: number;
  toText(data: Buffer): string;
  /** @throws {Error} for what is no value of the type. */
  toBytes(value: string): Buffer;
}

function addressForm(number: number, parse: (value: string) => { toByteArray(): number[] }): Form {
  return {
    number,
    toText: (data) => ipaddr.fromByteArray([...data]).toString(),
    toBytes: (value) => Buffer.from(parse(value).toByteArray()),
  };
}

/** A name that has been read: whole and in lower case. */
function nameText(data: Buffer): string {
  const labels: string[] = [];
  for (let at = 0, size = data[0] ?? 0; size !== 0; size = data[at] ?? 0) {
    labels.push(data.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  return labels.join('.');
}

/** Strings of up to 255 bytes each, as one (RFC 1035 §3.3.14). */
function stringsText(data: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0, size = data[0]; size !== undefined; size = data[at]) {
    parts.push(data.subarray(at + 1, at + 1 + size));
    at += size + 1;
  }
  return Buffer.concat(parts).toString('utf8');
}

function stringsBytes(value: string): Buffer {
  const whole = Buffer.from(value, 'utf8');
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < whole.length; at += LONGEST_STRING) {
    const part = whole.subarray(at, at + LONGEST_STRING);
    parts.push(Buffer.of(part.length), part);
  }
  return Buffer.concat(parts);
}

const forms: Readonly<Record<string, Form>> = {
  A: addressForm(rrType.A, (value) => ipaddr.IPv4.parse(value)),
  AAAA: addressForm(rrType.AAAA, (value) => ipaddr.IPv6.parse(value)),
  CNAME: { number: rrType.CNAME, toText: nameText, toBytes: nameBytes },
  TXT: { number: rrType.TXT, toText: stringsText, toBytes: stringsBytes },
};

/** How values of a type are read and written; `undefined` for types that this provider does not touch. */
export const formOf = (type: string): Form | undefined =>
  Object.hasOwn(forms, type) ? forms[type] : undefined;
