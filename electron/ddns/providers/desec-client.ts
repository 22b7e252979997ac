/** Calls to deSEC: the token, what it answers, its lists page by page. */
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Http } from '../../kernel/http.ts';
import { callJson, refused, shaped, transient, type JsonAnswer } from './json-call.ts';
import type { Refusal, Verdict } from './provider.ts';
import { verdictOfStatus } from './text-answer.ts';

/** Words about a field, or about the whole. */
const Complaint = Type.Record(Type.String(), Type.Unknown());

/** A client. Both verbs throw {@link ProviderFailure}. */
export interface DesecClient {
  /** One call that answers with the status that its success has; everything else is none. */
  call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    success: 200 | 201 | 204,
    body?: unknown,
  ): Promise<JsonAnswer>;
  /** Every page of a list. */
  pages<Schema extends TSchema>(
    schema: Schema,
    path: string,
    query?: Readonly<Record<string, string>>,
  ): Promise<Static<Schema>[]>;
}

/** What it complains about: the field, or `detail` for the whole, and its words. It has no codes of its own. */
function complaintOf(body: unknown): Pick<Refusal, 'code' | 'message'> {
  const [first] = Value.Check(Complaint, body) ? Object.entries(body) : [];
  if (first === undefined) return { code: null, message: '' };
  const [code, words] = first;
  const said = typeof words === 'string' ? words : JSON.stringify(words);
  return { code, message: `: ${code === 'detail' ? '' : `${code} `}${said}` };
}

/**
 * The cursor of the next page, `null` after the last (https://desec.readthedocs.io/en/latest/dns/rrsets.html#pagination).
 * The cursor alone is taken from the link: the token goes to no address that an answer names.
 */
function nextCursor(headers: Readonly<Record<string, string>>, host: string): string | null {
  const [, next] = /<([^<>]*)>\s*;\s*rel="?next"?/.exec(headers['link'] ?? '') ?? [];
  if (next === undefined) return null;
  const cursor = URL.parse(next, `https://${host}`)?.searchParams.get('cursor') ?? null;
  if (cursor === null) throw transient(`${host}: a list ends before its end`);
  return cursor;
}

/** Pure: what a refusal means. */
export function classifyError(refusal: Refusal): Verdict {
  const { status, code, message } = refusal;
  // Two writers at once, or a set that was made in between ("Another RRset with the same subdomain and type exists …").
  if (status === 409 || (status === 400 && /\bexists\b/.test(message))) return { failure: 'conflict' };
  if (status === 400) return { failure: 'config' };
  return status === 404 && code === 'rrset' ? { failure: 'gone' } : verdictOfStatus(refusal);
}

/** Makes one. `endpoint` without a final slash. */
export function createDesecClient(http: Http, endpoint: string, token: string): DesecClient {
  const { host } = new URL(endpoint);

  const call: DesecClient['call'] = async (method, path, success, body) => {
    const answer = await callJson(http, {
      method,
      url: `${endpoint}${path}`,
      headers: { authorization: `Token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { status } = answer;
    if (status === success) return answer;
    const said = `${host}: HTTP ${String(status)}`;
    if (status < 400) throw transient(said);
    const { code, message } = complaintOf(answer.body);
    // A domain's list can be asked for before it is written to: what is missing then is the set.
    const isSet = method === 'PATCH' || method === 'DELETE';
    throw refused(
      { ...answer, code: isSet && status === 404 ? 'rrset' : code, message: `${said}${message}` },
      classifyError,
    );
  };

  return {
    call,
    async pages(schema, path, query = {}) {
      const rows: Static<typeof schema>[] = [];
      const seen = new Set<string>();
      for (let cursor: string | null = ''; cursor !== null;) {
        if (seen.has(cursor)) throw transient(`${host}: a list without an end`);
        seen.add(cursor);
        // Without a cursor, be it an empty one, a list of more than one page is refused.
        const parameters = new URLSearchParams({ ...query, cursor });
        const answer = await call('GET', `${path}?${parameters.toString()}`, 200);
        rows.push(...shaped(Type.Array(schema), answer.body, host));
        cursor = nextCursor(answer.headers, host);
      }
      return rows;
    },
  };
}
