/** Values as they are compared. Pure. */
import { isIP } from 'node:net';
import { canonical } from '../derive.ts';

/** An address in its shortest text form (RFC 5952); anything else as it is. */
export function canonicalValue(type: string, value: string): string {
  const family = isIP(value);
  return (type === 'A' && family === 4) || (type === 'AAAA' && family === 6) ? canonical(value) : value;
}
