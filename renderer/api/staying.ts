/** When a sign-in is to be lengthened. Pure; `stay-signed-in.ts` does it. */

/** With less than this left it is lengthened; half of what it lasts (ms). */
const little = 12 * 3_600_000;

/** What {@link isDue} decides by; times in ms of the server's clock. */
export interface Staying {
  readonly now: number;
  readonly expiresAt: number | null;
  /** When a key or a pointer was last pressed here. */
  readonly usedAt: number;
  /** When it was last looked whether the page is used. Older use does not count. */
  readonly lookedAt: number;
  /** The end that could not be put off any further, where there is one. */
  readonly last: number | null;
}

/** Whether the sign-in is to be lengthened now. Looking at a page is no use of it; what it asks by itself even less. */
export function isDue({ now, expiresAt, usedAt, lookedAt, last }: Staying): boolean {
  if (expiresAt === null || expiresAt === last || usedAt <= lookedAt) return false;
  return now < expiresAt && expiresAt - now < little;
}
