/** What is known of releases, as it is kept. Times in ms UTC. */
import type { StoredReason } from '../../shared/api/common.ts';

/** A release that can be had. */
export interface Release {
  /** Without a `v` before it. */
  readonly version: string;
  readonly tag: string;
  readonly published_at: number | null;
}

/** What came of looking so far. */
export interface Finding {
  /** Whose releases they are; those of another repository are none of ours. */
  readonly repository: string;
  /** The newest one that was ever told; `null` where none was. */
  readonly release: Release | null;
  /** By which an unchanged answer is known. */
  readonly etag: string | null;
  readonly asked_at: number | null;
  /** Nobody is asked by itself before this; `null` where it is time. */
  readonly next_at: number | null;
  /** Nobody is asked at all before this: the other side said so. */
  readonly held_until: number | null;
  /** What was wrong when it was looked last. */
  readonly reason: StoredReason | null;
}

/** Before anybody was asked. */
export const nothingFound = (repository: string): Finding => ({
  ...{ repository, release: null, etag: null },
  ...{ asked_at: null, next_at: null, held_until: null, reason: null },
});
