/**
 * Calls whose answer is JSON: almost every provider. Whatever the status, the body is read, because that is where the
 * reason stands; what is no JSON (a captive portal, half an answer) is no answer, and never an empty list.
 */
import type { TSchema, Static } from 'typebox';
import { Value } from 'typebox/value';
import { HttpFailure, type Http, type HttpAnswer, type HttpRequest } from '../../kernel/http.ts';
import { ProviderFailure, type Refusal, type Verdict } from './provider.ts';
import { verdictOfStatus } from './text-answer.ts';
import { userAgent } from './user-agent.ts';

/** A request whose body, where it has one, is JSON already. */
export interface JsonRequest extends Omit<HttpRequest, 'body'> {
  readonly body?: string;
}

/** What came back: the answer, and its body as JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A failure that says where it happened and what it was, and nothing of what was sent. */
export function transient(message: string): ProviderFailure {
  return new ProviderFailure({ failure: 'transient' }, { code: null, message });
}

function parse(answer: HttpAnswer, host: string): unknown {
  // Some successes have nothing to say.
  if (answer.status === 204) return null;
  try {
    return JSON.parse(answer.body) as unknown;
  } catch {
    const message = `${host}: HTTP ${String(answer.status)} without JSON`;
    // What stands before a provider throttles in words of its own; the header is the same.
    if (answer.status === 429) throw new ProviderFailure(verdictOfStatus(answer), { code: null, message });
    throw transient(message);
  }
}

/** Sends, and reads the answer as JSON. @throws {ProviderFailure} `transient` where there is no whole answer */
export async function callJson(http: Http, request: JsonRequest): Promise<JsonAnswer> {
  const { host } = new URL(request.url);
  const headers = {
    'user-agent': userAgent,
    accept: 'application/json',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
  };
  let answer: HttpAnswer;
  try {
    answer = await http({ ...request, headers });
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw transient(error.message);
  }
  const { status, headers: told } = answer;
  return { status, headers: told, body: parse(answer, host) };
}

/** What a refusal becomes. */
export function refused(refusal: Refusal, classify: (refusal: Refusal) => Verdict): ProviderFailure {
  const { code, message } = refusal;
  return new ProviderFailure(classify(refusal), { code, message });
}

/** A body of the shape that was agreed on. @throws {ProviderFailure} `transient` for any other */
export function shaped<Schema extends TSchema>(schema: Schema, body: unknown, host: string): Static<Schema> {
  if (!Value.Check(schema, body)) throw transient(`${host}: an answer that cannot be read`);
  // oxlint-disable-next-line typescript/no-unsafe-return -- the type of a schema that is still open counts as any here
  return body;
}
