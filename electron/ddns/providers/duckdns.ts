/** DuckDNS: names below duckdns.org, one token for all of an account's (https://www.duckdns.org/spec.jsp). */
import { Type, type Static } from 'typebox';
import { ProviderFailure, type Provider, type Refusal, type Verdict } from './provider.ts';
import { getText, verdictOfStatus } from './text-answer.ts';

const Credentials = Type.Object({
  token: Type.String({
    minLength: 1,
    maxLength: 100,
    writeOnly: true,
  }),
});

type Credentials = Static<typeof Credentials>;

const DOMAIN = '.duckdns.org';

/** `KO` is all that DuckDNS ever says: the token is wrong, or the name is not this account's. */
function classifyError(refusal: Refusal): Verdict {
  return refusal.code === 'KO' || refusal.code === 'NAME' ? { failure: 'config' } : verdictOfStatus(refusal);
}

/** What DuckDNS calls the domain. A name further below one is answered by that one's own address. */
function domainOf(name: string): string {
  const domain = name.endsWith(DOMAIN) ? name.slice(0, -DOMAIN.length) : '';
  if (domain !== '' && !domain.includes('.')) return domain;
  const message = `${name} is not directly below duckdns.org`;
  throw new ProviderFailure({ failure: 'config' }, { code: 'NAME', message });
}

/** The provider. Only the families that are given are sent: an empty one would mean the caller's own address. */
export const duckdns: Provider<Credentials> = {
  id: 'duckdns',
  title: 'DuckDNS',
  key_url: 'https://www.duckdns.org/domains',
  credentials: Credentials,
  capabilities: {
    list: 'none',
    families: ['A', 'AAAA'],
    ttl: null,
    quota: {},
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: false,
  },
  endpoint: 'https://www.duckdns.org',
  open: ({ credentials, endpoint }, { http }) => ({
    kind: 'names',
    async put(name, { A, AAAA }) {
      if (A === undefined && AAAA === undefined) return 'unchanged';
      const query = new URLSearchParams({ domains: domainOf(name), token: credentials.token });
      if (A !== undefined) query.set('ip', A);
      if (AAAA !== undefined) query.set('ipv6', AAAA);
      // Tells whether anything changed, in the last of four lines.
      query.set('verbose', 'true');
      const { status, headers, lines } = await getText(http, `${endpoint}/update?${query.toString()}`);
      if (status === 200 && lines[0] === 'OK') return lines.at(-1) === 'NOCHANGE' ? 'unchanged' : 'changed';
      const code = lines[0] === 'KO' ? 'KO' : null;
      const { host } = new URL(endpoint);
      const message = `${host}: ${code === null ? `HTTP ${status}` : 'KO, the token or the name is not right'}`;
      throw new ProviderFailure(classifyError({ status, headers, code, message }), { code, message });
    },
  }),
  classifyError,
};
