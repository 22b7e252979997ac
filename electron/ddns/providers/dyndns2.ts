/**
 * Everybody who speaks dyndns2: one request a name, answered by a word (https://help.dyn.com/return-codes.html). Each
 * service is a row of a table; what differs between them is in its row.
 */
import { Type } from 'typebox';
import { ProviderFailure, type FailureClass, type Provider, type Refusal, type Verdict } from './provider.ts';
import { rows, type Addresses, type Query, type Row } from './dyndns2-rows.ts';
import { getText, verdictOfStatus, type TextAnswer } from './text-answer.ts';

const PATH = '/nic/update';

/** What each word means. A word that is not here says nothing that could be relied on. */
const words: Readonly<Record<string, FailureClass>> = {
  badauth: 'auth',
  '!donator': 'config',
  '!yours': 'config',
  '!active': 'config',
  badsys: 'config',
  badrequest: 'config',
  notfqdn: 'config',
  nohost: 'config',
  numhost: 'config',
  badagent: 'abuse',
  abuse: 'abuse',
  // Not a word of the service: it accepts an update to 127.0.0.1 to say that it will hear no more from this client.
  loopback: 'abuse',
  dnserr: 'transient',
  servererror: 'transient',
  '911': 'transient',
};

/** The word of a line; `null` for a line without one that is known. */
function wordOf(line: string, addresses: Addresses): string | null {
  const [word = '', told] = line.split(/\s+/);
  if (word === 'good' || word === 'nochg') {
    return told === '127.0.0.1' && addresses.A !== told ? 'loopback' : word;
  }
  return Object.hasOwn(words, word) ? word : null;
}

/** A word for the whole answer: a failure if there is one among its lines. */
function wordOfAnswer({ lines }: TextAnswer, addresses: Addresses): string | null {
  const found = lines.map((line) => wordOf(line, addresses));
  const isFailure = (word: string | null): boolean => word === null || Object.hasOwn(words, word);
  return found.find(isFailure) ?? (found.includes('good') ? 'good' : (found[0] ?? null));
}

const Password = Type.String({ minLength: 1, maxLength: 300, writeOnly: true });
// A colon would end it (RFC 7617 §2).
const Username = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^:]+$' });

interface Credentials {
  /** Not of a service where a name signs in as itself. */
  readonly username?: string;
  readonly password: string;
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

function provider(row: Row): Provider<Credentials> {
  const { id, title, key_url, families, endpoint: standard } = row;

  function classifyError(refusal: Refusal): Verdict {
    const failure = words[refusal.code ?? ''];
    if (failure === undefined) return verdictOfStatus(refusal);
    return refusal.code === '911' ? { failure, retry_after: row.trouble_ms } : { failure };
  }

  return {
    id,
    title,
    key_url,
    credentials: row.named_by_host
      ? Type.Object({ password: Password })
      : Type.Object({ username: Username, password: Password }),
    capabilities: {
      list: 'none',
      families,
      ttl: null,
      quota: {},
      refresh_days: null,
      // Names that are set again and again to what they are, are blocked (https://help.dyn.com/return-codes.html).
      no_op_is_abuse: true,
      families_together: row.families_together ?? false,
      zones_are_named: false,
    },
    endpoint: standard,
    classifyError,
    open({ credentials, endpoint }, { http }) {
      const { host } = new URL(endpoint);

      async function send(
        name: string,
        query: Query,
        addresses: Addresses,
        partly: boolean,
      ): Promise<'changed' | 'unchanged'> {
        const user = credentials.username ?? name;
        const parameters = new URLSearchParams({ ...row.fixed, hostname: name, ...query });
        const answer = await getText(http, `${endpoint}${PATH}?${parameters.toString()}`, {
          authorization: basic(user, credentials.password),
        });
        const { status, headers } = answer;
        const code = wordOfAnswer(answer, addresses);
        if (status === 200 && code === 'good') return 'changed';
        if (status === 200 && code === 'nochg') return 'unchanged';
        const message = `${host}: ${code ?? `HTTP ${status}`}`;
        throw new ProviderFailure(classifyError({ status, headers, code, message }), {
          code,
          message,
          partly,
        });
      }

      return {
        kind: 'names',
        async put(name, addresses) {
          const outcomes: ('changed' | 'unchanged')[] = [];
          if (addresses.A === undefined && addresses.AAAA === undefined) return 'unchanged';
          // One after the other: a service that refuses the first is not asked for the second.
          for (const query of row.calls(addresses)) {
            outcomes.push(await send(name, query, addresses, outcomes.length > 0));
          }
          return outcomes.includes('changed') ? 'changed' : 'unchanged';
        },
      };
    },
  };
}

/** The services, in the order of the table. */
export const dyndns2Providers: readonly Provider<Credentials>[] = rows.map(provider);
