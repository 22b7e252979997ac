/** An endpoint that an administrator names: a private deployment, a gateway, a test. Pure. */
import { UserError } from '../../kernel/errors.ts';

/** By the protocol of a provider's own endpoint, those that another one may have. */
const PROTOCOLS_OF: Readonly<Record<string, readonly string[]>> = {
  'https:': ['https:', 'http:'],
  'dns:': ['dns:'],
};

/**
 * The endpoint as it is kept: of the kind that the provider speaks, with nothing in it but where it is, and no final
 * slash. @throws {UserError} `DDNS_ENDPOINT_INVALID`
 */
export function cleanEndpoint(given: string, standard: string): string {
  const refuse = (): UserError => new UserError('DDNS_ENDPOINT_INVALID', { params: { standard } });
  if (!URL.canParse(given)) throw refuse();
  const url = new URL(given);
  const protocols = PROTOCOLS_OF[new URL(standard).protocol] ?? [];
  if (!protocols.includes(url.protocol) || url.hostname === '') throw refuse();
  // A key in an address would be shown to whoever may see accounts.
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw refuse();
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
}
