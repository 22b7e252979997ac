/** What an answer says of a quota: in the documented headers and in those of the IETF's draft. */
import type { Quota, Standing } from './quota.ts';

/**
 * Headers for the quota that is nearest to its end. `X-RateLimit-Reset` is a moment in Unix seconds, as documented;
 * `RateLimit` and `RateLimit-Policy` are structured fields (draft-ietf-httpapi-ratelimit-headers-10), `t` in seconds.
 */
export function limitHeaders(
  name: string,
  { requests, seconds, burst = requests }: Quota,
  { remaining, reset_ms: resetMs }: Standing,
  now: number,
): Record<string, string> {
  // A client that comes at the very second must find something.
  const wait = Math.ceil(resetMs / 1000);
  return {
    'x-ratelimit-limit': String(burst),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil((now + resetMs) / 1000)),
    'ratelimit-policy': `"${name}";q=${requests};w=${seconds}`,
    ratelimit: `"${name}";r=${remaining};t=${wait}`,
  };
}
