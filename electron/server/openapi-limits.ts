/** How often one may ask, as the API's document tells it. */
import type { RouteContract } from '../../shared/api/contract.ts';
import { accountOf, isCounted } from '../../shared/api/limits.ts';

const integer = (description: string): object => ({ description, schema: { type: 'integer' } });
const field = (description: string, example: string): object => ({
  description,
  schema: { type: 'string' },
  example,
});

/** `components.headers`. All but the last tell of the account that is nearest to its end. */
export const limitHeaderSpecs: Readonly<Record<string, object>> = {
  'X-RateLimit-Limit': integer('Requests that it takes when nothing is used up'),
  'X-RateLimit-Remaining': integer('Requests that it would take right now'),
  'X-RateLimit-Reset': integer('When it takes more again, in Unix seconds'),
  'RateLimit-Policy': field(
    'Its quota: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-10)',
    '"caller";q=100;w=1',
  ),
  RateLimit: field('What is left of it: `r` requests; more in `t` seconds', '"caller";r=49;t=1'),
  'Retry-After': integer('Seconds to wait'),
};

const all = Object.keys(limitHeaderSpecs);
const refs = (names: readonly string[]): { headers: Record<string, { $ref: string }> } => ({
  headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
});

/** The headers of an answer with this status. Before it is known who asks, nothing is told. */
export function limitRefs(route: RouteContract, status: number): { headers?: object } {
  if (status === 429) return refs(all);
  return status < 300 && isCounted(route) ? refs(all.slice(0, -1)) : {};
}

const words = {
  auth: 'At most 10 requests in five minutes from one address, together with all that proves who somebody is.',
  ddns: 'At most 5 updates in five minutes that one caller begins; joining one that runs is free.',
  admin: 'At most 60 changes a minute by one caller.',
} as const;

/** What an operation takes beside its caller's requests. */
export function limitInWords(route: RouteContract): string[] {
  const account = accountOf(route);
  return account ? [words[account]] : [];
}
