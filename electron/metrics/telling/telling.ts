/** What an answer has to say of what it does not know: each `null` with its place and its reason. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Known } from '../../kernel/known.ts';

/** A place in an answer's `data` that is `null`, and why. */
export interface Unknown {
  readonly path: string;
  readonly reason: StoredReason;
}

/** A reason without parameters. */
export const because = (code: string): StoredReason => ({ code, params: {} });

/** Collects while an answer is put together. */
export interface Telling {
  readonly unknown: readonly Unknown[];
  /** Notes a place. Answers `null`, which stands there. */
  lack(path: string, reason: StoredReason): null;
  /** What a part tells by `view`, or `null`, noted. */
  part<T, V>(path: string, known: Known<T>, view: (value: T) => V): V | null;
  /** A value that may be missing, noted where it is. */
  value<T>(path: string, value: T | null, code: string): T | null;
}

/** Begins with nothing noted. */
export function createTelling(): Telling {
  const unknown: Unknown[] = [];
  const lack = (path: string, reason: StoredReason): null => {
    unknown.push({ path, reason });
    return null;
  };
  return {
    unknown,
    lack,
    part: (path, known, view) => ('value' in known ? view(known.value) : lack(path, known.unavailable)),
    value: (path, value, code) => value ?? lack(path, because(code)),
  };
}
