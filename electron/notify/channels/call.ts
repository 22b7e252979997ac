/** Calls to services that take a message over HTTP. Whatever the status, the body is read: the reason stands there. */
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { HttpFailure, type Http, type HttpAnswer, type HttpRequest } from '../../kernel/http.ts';
import { version } from '../../kernel/version.ts';
import { transient } from './failures.ts';

/** Name and version, and nothing of whoever runs it. */
const userAgent = `CloudCube/${version}`;

/** A whole answer. */
export interface Told extends HttpAnswer {
  /** Of the address that was called, for messages. */
  readonly host: string;
  /** The body as JSON; `undefined` where it is none. */
  readonly json: unknown;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined; // Which is an answer too: of a portal, of a proxy, of a service that says `ok`.
  }
}

/** Sends. @throws {ChannelFailure} `transient` where there is no whole answer */
export async function call(http: Http, request: HttpRequest): Promise<Told> {
  const { host } = new URL(request.url);
  try {
    const answer = await http({ ...request, headers: { 'user-agent': userAgent, ...request.headers } });
    return { ...answer, host, json: parse(answer.body) };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    throw transient(error.message);
  }
}

/** {@link call} with a JSON body. */
export const postJson = (
  http: Http,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> =>
  call(http, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  });

/** The answer's JSON where it has this shape, `null` where not. */
export const shaped = <Schema extends TSchema>(schema: Schema, { json }: Told): Static<Schema> | null =>
  // oxlint-disable-next-line typescript/no-unsafe-return -- the type of a schema that is still open counts as any here
  Value.Check(schema, json) ? json : null;

/** Where and with which status, before the service's own words. */
export const said = ({ host, status }: Told, words = ''): string =>
  `${host}: HTTP ${String(status)}${words === '' ? '' : `, ${words.trim()}`}`;
