/** Calls of Aliyun's: signed, sent, read; once more where only the clock was wrong. */
import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { callJson, refused, shaped, type JsonAnswer } from '../json-call.ts';
import type { ProviderPorts, Refusal } from '../provider.ts';
import { createVendorClock } from '../vendor-clock.ts';
import { classifyError, isSkew } from './failures.ts';
import { signAcs3, type AliyunCall, type AliyunKey } from './signature-acs3.ts';
import { signRpc } from './signature-rpc.ts';

const VERSION = '2015-01-09';

/** Which signature an account uses. */
export type AliyunSignature = 'acs3' | 'rpc';

/** What an error looks like, whatever its status. */
const ErrorBody = Type.Object({ Code: Type.String(), Message: Type.Optional(Type.String()) });

/** A client of one account. */
export interface AliyunClient {
  readonly host: string;
  /** Carries out an action and reads its answer. @throws {ProviderFailure} */
  call<Schema extends TSchema>(
    schema: Schema,
    action: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Static<Schema>>;
}

/** Sends nothing yet. */
export function createAliyunClient(deps: {
  readonly ports: Pick<ProviderPorts, 'http' | 'clock' | 'nonce'>;
  readonly key: AliyunKey;
  readonly signature: AliyunSignature;
  readonly endpoint: string;
}): AliyunClient {
  const { ports, key, endpoint } = deps;
  const { host } = new URL(endpoint);
  const time = createVendorClock(ports.clock);

  function sign(call: AliyunCall): {
    readonly query: string;
    readonly headers: Readonly<Record<string, string>>;
  } {
    return deps.signature === 'rpc' ? { query: signRpc(key, call), headers: {} } : signAcs3(key, host, call);
  }

  function send(action: string, parameters: Readonly<Record<string, string>>): Promise<JsonAnswer> {
    const date = new Date(time.now()).toISOString().replace(/\.\d{3}Z$/, 'Z');
    const call = { action, version: VERSION, parameters, date, nonce: ports.nonce() };
    const { query, headers } = sign(call);
    return callJson(ports.http, { method: 'POST', url: `${endpoint}/?${query}`, headers });
  }

  /** What an answer refuses, `null` where it does not. An error is one with status 200, too. */
  function refusalOf({ status, headers, body }: JsonAnswer): Refusal | null {
    const error = Value.Check(ErrorBody, body) ? body : null;
    if (error === null && status === 200) return null;
    const code = error?.Code ?? null;
    // Of a signature Aliyun repeats what it had signed, and there stands the token.
    const { failure } = classifyError({ status, headers, code, message: '' });
    const said = failure === 'auth' ? '' : ` ${error?.Message ?? ''}`.trimEnd();
    return { status, headers, code, message: `${host}: ${code ?? `HTTP ${String(status)}`}${said}` };
  }

  return {
    host,
    async call(schema, action, parameters) {
      let answer = await send(action, parameters);
      let refusal = refusalOf(answer);
      if (refusal && isSkew(refusal.code) && time.correct(refusal.headers)) {
        answer = await send(action, parameters);
        refusal = refusalOf(answer);
      }
      if (refusal) throw refused(refusal, classifyError);
      // oxlint-disable-next-line typescript/no-unsafe-return -- the type of a schema that is still open counts as any here
      return shaped(schema, answer.body, host);
    },
  };
}
