/** Where the operations answer. */
import type { RouteContract } from '../../shared/api/contract.ts';

/** Where the API lives. */
export const API_PREFIX = '/api/v2';

/** Fastify's path syntax for a contract's, at all places where it answers. */
export function urlsOf(contract: RouteContract): string[] {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  if (contract.onlyAtRoot) return [path];
  return contract.atRoot ? [API_PREFIX + path, path] : [API_PREFIX + path];
}
