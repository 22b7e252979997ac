/** What the shell has to know of the place it runs in: time zones and habits are the system's. */

/** Moments (ms UTC) as people here mean and say them. */
export interface LocalTime {
  /** The coming midnight. */
  readonly tomorrow: (now: number) => number;
  /** The time of day, with the date where it is not today's. */
  readonly moment: (at: number, now: number) => string;
}
