/** Serial numbers of zones (RFC 1982, 32 bits). Pure. */

const HIGHEST = 0xffff_ffff;

/**
 * The serial of a new zone: seconds since 1970, so that a zone made again after its data was lost is ahead of what
 * others may remember of it.
 */
export function firstSerial(now: number): number {
  return Math.floor(now / 1000) % HIGHEST || 1;
}

/** The next serial. After the highest comes 1: some programs take 0 for "none". */
export function nextSerial(serial: number): number {
  return serial >= HIGHEST ? 1 : serial + 1;
}
