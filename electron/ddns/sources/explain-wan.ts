/** Why others see another address than the router has. Pure. */
import type { StoredReason } from '../../../shared/api/common.ts';
import { canonical } from '../derive.ts';
import { rangeOf } from '../filter.ts';

/**
 * The reason, for an address that is seen from outside; `null` where the router has that one (`wan`), or does not tell.
 * A shared address (RFC 6598) tells CGNAT, a private one (RFC 1918) a second router; any other, that the traffic of
 * this machine leaves by another way.
 */
export function explainWan(wan: string | null, seen: string): StoredReason | null {
  if (wan === null) return null;
  const range = rangeOf(wan);
  if (range === 'invalid' || range === 'unspecified' || canonical(wan) === seen) return null;
  if (range === 'cgnat') return { code: 'DDNS_CGNAT', params: { wan } };
  if (range === 'private') return { code: 'DDNS_DOUBLE_NAT', params: { wan } };
  return { code: 'DDNS_VPN_OR_PROXY', params: { wan, echo: seen } };
}
