/** Names in a zone: relative to it and in full. */

/** Name of a record relative to its zone; `@` is the zone itself. */
export function relativeName(name: string, zone: string): string {
  return name === zone ? '@' : name.slice(0, -(zone.length + 1));
}

/** The full name of a relative one. */
export function absoluteName(rr: string, zone: string): string {
  return rr === '@' || rr === '' ? zone : `${rr}.${zone}`.toLowerCase();
}
