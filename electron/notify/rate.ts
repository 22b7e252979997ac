/** How often a channel may be used: whatever window is laid over its past tries, it holds no more than allowed. Pure. */

/** So many messages in so many ms. */
export interface Rate {
  readonly messages: number;
  readonly per: number;
}

/** The longest of the windows, ms; 0 without any. */
export const longestOf = (rates: readonly Rate[]): number => Math.max(0, ...rates.map(({ per }) => per));

/**
 * How long (ms) the next message has to wait. `tries` are the moments of past ones, the first first; those that stand in
 * the future, because the clock was set back, count as of now.
 */
export function waitFor(rates: readonly Rate[], tries: readonly number[], now: number): number {
  let wait = 0;
  for (const { messages, per } of rates) {
    const within = tries.map((at) => Math.min(at, now)).filter((at) => at > now - per);
    const oldest = within.at(-messages);
    if (oldest !== undefined) wait = Math.max(wait, oldest + per - now);
  }
  return wait;
}
