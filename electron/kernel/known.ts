/** A value that may not be known. */
import type { StoredReason } from '../../shared/api/common.ts';

/** What is not known, and why. */
export interface Unavailable {
  readonly unavailable: StoredReason;
}

/** Either a value or the reason why there is none. */
export type Known<T> = { readonly value: T } | Unavailable;
