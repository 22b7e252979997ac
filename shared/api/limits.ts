/** Whose account a request takes from, as it follows from the contract of what is asked. */
import type { RouteContract } from './contract.ts';

/**
 * The accounts there are. Every request takes from `service`; then from its caller's (`caller`), or its address's where
 * nobody has come in (`anonymous`); then from the one for what it asks, where there is one.
 */
export const limitNames = ['service', 'caller', 'anonymous', 'auth', 'ddns', 'admin'] as const;
/** One of {@link limitNames}. */
export type LimitName = (typeof limitNames)[number];

/** Whether an operation counts against whoever asks for it. */
export const isCounted = ({ limit }: RouteContract): boolean => limit !== 'service';

/** The account for what is asked, beside the caller's own. `null` where there is none. */
export function accountOf({ limit, method, path }: RouteContract): 'auth' | 'ddns' | 'admin' | null {
  if (limit === 'auth' || limit === 'ddns') return limit;
  return path.startsWith('/admin/') && method !== 'GET' ? 'admin' : null;
}
