/**
 * What an answer of GitHub says (https://docs.github.com/en/rest/releases/releases#get-the-latest-release): it comes from
 * outside, so everything about it may be otherwise than it should. Pure.
 */
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { StoredReason } from '../../shared/api/common.ts';
import { parseVersion } from '../../shared/version.ts';
import type { HttpAnswer } from '../kernel/http.ts';
import { retryAfterOf } from '../kernel/retry-after.ts';
import type { Release } from './model.ts';

/** What it comes to. */
export type Outcome =
  /** `release` is `null` where it is none that anybody is to be told of. */
  | { readonly kind: 'told'; readonly release: Release | null; readonly etag: string | null }
  /** As it was when the `ETag` came. */
  | { readonly kind: 'unchanged' }
  /** `soon`: it may be otherwise in an hour. `held_ms`: nobody is to ask for so long. */
  | {
      readonly kind: 'unknown';
      readonly reason: StoredReason;
      readonly soon: boolean;
      readonly held_ms: number;
    };

const Latest = Type.Object({
  tag_name: Type.String({ minLength: 1, maxLength: 100 }),
  draft: Type.Boolean(),
  prerelease: Type.Boolean(),
  published_at: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
});

const DAY_MS = 86_400_000;

const unknown = (code: string, params: StoredReason['params'] = {}, soon = false, held = 0): Outcome => ({
  ...{ kind: 'unknown', reason: { code, params } },
  ...{ soon, held_ms: held },
});

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** RFC 9110 §8.8.3: quoted, of printable characters; one that is none is not sent back. */
const etagOf = (told: string | undefined): string | null =>
  told !== undefined && /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(told) ? told : null;

function releaseOf(body: string, etag: string | undefined): Outcome {
  const latest = parsed(body);
  if (!Value.Check(Latest, latest)) return unknown('UPDATES_STRANGE');
  const version = latest.tag_name.replace(/^v/, '');
  if (parseVersion(version) === null) return unknown('UPDATES_STRANGE');
  const published = Date.parse(latest.published_at ?? '');
  const release = {
    ...{ version, tag: latest.tag_name },
    published_at: Number.isNaN(published) ? null : published,
  };
  const isForAll = !latest.draft && !latest.prerelease;
  return { kind: 'told', release: isForAll ? release : null, etag: etagOf(etag) };
}

/** How long GitHub asks to be left alone (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api), ms. */
function heldOf(headers: HttpAnswer['headers'], now: number): number {
  const reset = headers['x-ratelimit-reset'] ?? '';
  const wait = retryAfterOf(headers) ?? (/^\d{1,11}$/.test(reset) ? Number(reset) * 1000 - now : 0);
  // By whatever clock it was told: a day is enough, and a minute is what it asks for where it says nothing.
  return Math.min(Math.max(wait, 60_000), DAY_MS);
}

/** Reads one. `now`: ms UTC. */
export function outcomeOf({ status, headers, body }: HttpAnswer, repository: string, now: number): Outcome {
  if (status === 200) return releaseOf(body, headers['etag']);
  if (status === 304) return { kind: 'unchanged' };
  if (status === 404) return unknown('UPDATES_NONE', { repository });
  const isLimited =
    status === 429 ||
    (status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined));
  if (isLimited) return unknown('UPDATES_LIMITED', {}, true, heldOf(headers, now));
  return unknown('UPDATES_REFUSED', { status }, status >= 500);
}
