/** Names as services write them that keep a zone and, apart from it, what stands before it: `www`, or `@` for nothing. */
import { domainToASCII, domainToUnicode } from 'node:url';

const APEX = '@';

/** Pure: lower case, ASCII (RFC 5891 A-labels), no final dot. */
export function asciiName(name: string): string {
  const bare = name.replace(/\.$/, '').toLowerCase();
  // What is ASCII already may hold what no host name has: `_`, `*`.
  return /^[\x20-\x7e]*$/.test(bare) ? bare : domainToASCII(bare);
}

/** Pure: the same name in its own script, for services that know it by that. A plain one stays as it is. */
export const ownScript = (name: string): string =>
  /(^|\.)xn--/.test(name) ? domainToUnicode(name) || name : name;

/** Pure: what stands before the zone. */
export const labelOf = (zone: string, name: string): string =>
  name === zone ? APEX : name.slice(0, -(zone.length + 1));

/** Pure: the whole name, ASCII, of what stands before a zone. */
export const nameOf = (zone: string, label: string): string =>
  label === APEX || label === '' ? zone : asciiName(`${label}.${zone}`);
