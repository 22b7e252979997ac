/** What the program has told so far: ids and secrets, to be used in later requests, and values that must be new. */
import { codeOf, stepOf } from '../../electron/auth/totp/codes.ts';

/** Stands in a generated request for something that is known only when it is sent. */
export class Placeholder {
  readonly kind: 'known' | 'fresh';
  readonly name: string;
  readonly nth: number;

  constructor(kind: 'known' | 'fresh', name: string, nth = 0) {
    this.kind = kind;
    this.name = name;
    this.nth = nth;
  }

  /** For fast-check's reports. */
  toString(): string {
    return `<${this.kind} ${this.name}>`;
  }
}

/** Collects from answers and fills in requests. */
export interface Knowledge {
  /** Keeps what an answer's `data` names. */
  learn(path: string, data: unknown): void;
  /** Adds one value. */
  add(name: string, value: string): void;
  /** What never changes and is of one caller: a password. */
  set(name: string, value: string): void;
  /** The newest of a name. */
  known(name: string): Placeholder;
  /** The request with every placeholder replaced. */
  fill(value: unknown): unknown;
}

/** As many as are worth a second look. */
const KEPT = 6;
/** Of the right form, and nobody's. */
const NOBODY = '0198f3a0-0000-7000-8000-00000000dead';

/** Fields whose name says less than the place they stand in. */
const places: readonly (readonly [RegExp, string, string])[] = [
  [/\/auth\/oidc\/providers/, 'id', 'provider_id'],
  [/\/users/, 'id', 'user_id'],
  [/\/auth\/roles/, 'name', 'role'],
  [/\/ddns\/inbound-tokens/, 'token', 'device_token'],
  [/\/monitoring\/checks/, 'token', 'token'],
  [/\/ddns\/hosts/, 'name', 'hostname'],
  [/\/settings/, 'key', 'key'],
];
const telling = /_id$|^(?:refresh_token|api_key|ticket|secret|state)$/;

function fromBase32(text: string): Uint8Array {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

/** Starts with nothing. */
export function createKnowledge(now: () => number): Knowledge {
  const lists = new Map<string, string[]>();
  let freshest = 0;

  function add(name: string, value: string): void {
    const list = (lists.get(name) ?? []).filter((one) => one !== value);
    lists.set(name, [value, ...list].slice(0, KEPT));
    if (name === 'api_key') {
      const [id = '', secret = ''] = value.replace(/^ccb_/, '').split('.');
      lists.set('client_id', [id]);
      lists.set('client_secret', [secret]);
    }
  }

  function learn(path: string, data: unknown): void {
    if (Array.isArray(data)) for (const one of data as unknown[]) learn(path, one);
    else if (typeof data === 'object' && data !== null) {
      for (const [key, value] of Object.entries(data)) {
        if (typeof value !== 'string') learn(path, value);
        else if (telling.test(key)) add(key, value);
        else {
          for (const [place, field, name] of places) if (key === field && place.test(path)) add(name, value);
        }
      }
    }
  }

  function valueOf({ name, nth }: Placeholder): string {
    if (name === 'totp_code') {
      const [secret] = lists.get('secret') ?? [];
      return secret === undefined ? '000000' : codeOf(fromBase32(secret), stepOf(now()));
    }
    const list = lists.get(name) ?? [];
    return list[nth % Math.max(1, list.length)] ?? NOBODY;
  }

  function fresh({ name }: Placeholder): string {
    freshest += 1;
    const mark = `f${String(freshest)}x${(now() % 1e6).toString(36)}`;
    // Of an address the part before the sign, of a name the first label.
    return name.includes('.') || name.includes('@') ? `${mark}${name}` : `${name}-${mark}`;
  }

  function fill(value: unknown): unknown {
    if (value instanceof Placeholder) return value.kind === 'known' ? valueOf(value) : fresh(value);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    }
    return value;
  }

  return {
    learn,
    add,
    known: (name) => new Placeholder('known', name),
    set: (name, value) => void lists.set(name, [value]),
    fill,
  };
}
