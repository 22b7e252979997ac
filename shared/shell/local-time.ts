/** What the shell has to know of the place it runs in: time zones and habits are the system's. */
import type { Language } from '../i18n/index.ts';

/** Moments (ms UTC) as people here mean and say them. */
export interface LocalTime {
  /** The coming midnight. */
  readonly tomorrow: (now: number) => number;
  /** The time of day, with the date where it is not today's. */
  readonly moment: (at: number, now: number) => string;
}

/** In this machine's time zone. */
export function createLocalTime(language: Language): LocalTime {
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
  const full = new Intl.DateTimeFormat(language, {
    ...{ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  });
  return {
    tomorrow(now) {
      const day = new Date(now);
      return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
    },
    moment: (at, now) =>
      (new Date(at).toDateString() === new Date(now).toDateString() ? time : full).format(at),
  };
}
