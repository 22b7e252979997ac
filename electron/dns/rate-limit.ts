/**
 * Response-rate limiting: answers over UDP per second and network, so that a forged sender's network is not flooded
 * through us. Of the answers above the limit every second one "slips": it is sent empty with TC, so that a real asker
 * behind the same network gets through over TCP, which cannot be forged.
 */
import ipaddr from 'ipaddr.js';
import type { Clock } from '../kernel/clock.ts';

/** What to do with one answer: send it, send it truncated, or say nothing. */
export type Verdict = 'send' | 'truncate' | 'drop';

/** Decides about each answer over UDP. */
export interface RateLimiter {
  judge(address: string): Verdict;
}

/** Every how many-th limited answer slips. */
const SLIP = 2;

const WINDOW_MS = 1000;

/** Networks counted in one window; further ones share one count, so that memory is bounded. */
const MOST_NETWORKS = 20_000;

/**
 * The network that an address is counted under: /24 for IPv4 (also where it is mapped into IPv6), /56 for IPv6, which
 * is what one household usually gets.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address.slice(0, address.lastIndexOf('.'));
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  return bytes.slice(0, parsed.kind() === 'ipv4' ? 3 : 7).join('.');
}

/** Counts in windows of one second. `responsesPerSecond` is read for each answer; 0 switches it off. */
export function createRateLimiter(clock: Clock, responsesPerSecond: () => number): RateLimiter {
  let counts = new Map<string, number>();
  let windowEnd = 0;

  return {
    judge(address) {
      const limit = responsesPerSecond();
      if (limit <= 0) return 'send';
      const now = clock.elapsed();
      if (now >= windowEnd) {
        windowEnd = now + WINDOW_MS;
        counts = new Map();
      }
      const network = networkOf(address);
      const key = counts.has(network) || counts.size < MOST_NETWORKS ? network : '';
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count <= limit) return 'send';
      return (count - Math.ceil(limit)) % SLIP === 0 ? 'truncate' : 'drop';
    },
  };
}
