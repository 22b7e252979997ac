/** Calls whose answer is a word or two of plain text: DuckDNS, and all that speak dyndns2. */
import { HttpFailure, type Http } from '../../kernel/http.ts';
import { retryAfterOf } from '../../kernel/retry-after.ts';
import { ProviderFailure, type Refusal, type Verdict } from './provider.ts';
import { userAgent } from './user-agent.ts';

/** A longer body is no answer of these providers. */
const LONGEST_ANSWER = 4096;

/** A whole answer, its body in lines without blanks around them. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** Sends a GET. The address may hold a secret and is in no failure. @throws {ProviderFailure} `transient` */
export async function getText(
  http: Http,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TextAnswer> {
  try {
    const answer = await http({ method: 'GET', url, headers: { 'user-agent': userAgent, ...headers } });
    const body = answer.body.length > LONGEST_ANSWER ? '' : answer.body;
    const lines = body.split('\n').map((line) => line.trim());
    return { status: answer.status, headers: answer.headers, lines: lines.filter(Boolean) };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw new ProviderFailure({ failure: 'transient' }, { code: null, message: error.message });
  }
}

/** What an HTTP status means where no word of the provider says it better; a success that says nothing is none. */
export function verdictOfStatus({ status, headers }: Pick<Refusal, 'status' | 'headers'>): Verdict {
  if (status === 401 || status === 403) return { failure: 'auth' };
  if (status === 404 || status === 410) return { failure: 'config' };
  if (status !== 429) return { failure: 'transient' };
  const wait = retryAfterOf(headers);
  return wait === null ? { failure: 'throttled' } : { failure: 'throttled', retry_after: wait };
}
