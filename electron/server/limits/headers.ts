/** What an answer says of a quota: in the documented headers and in those of the IETF's draft. */
import type { Quota, Standing } from './quota.ts';

/**
 * Headers for the quota that is nearest to its end. `X-RateLimit-Reset` is a moment in Unix seconds, as documented;
 * `RateLimit` and `RateLimit-Policy` are structured fields (draft-ietf-httpapi-ratelimit-headers-10), `t` in seconds.
 */
export function limitHeaders(
  name: string,
  { requests, seconds, burst }: Quota,
  { allowed, remaining, reset_ms: resetMs }: Standing,
  now: number,
): Record<string, string> {
  // A client that comes at the very second must find something.
  const wait = Math.ceil(resetMs / 1000);
  const limit = burst ?? requests;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil((now + resetMs) / 1000)),
    'ratelimit-policy': `"${name}";q=${String(requests)};w=${String(seconds)}`,
    ratelimit: `"${name}";r=${String(remaining)};t=${String(wait)}`,
    ...(allowed ? {} : { 'retry-after': String(Math.max(1, wait)) }),
  };
}
