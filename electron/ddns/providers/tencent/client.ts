/** Calls of Tencent Cloud's: signed, sent, read; once more where only the clock was wrong. */
import { Type, type Static, type TSchema } from 'typebox';
import { callJson, refused, shaped, type JsonAnswer } from '../json-call.ts';
import type { ProviderPorts, Refusal } from '../provider.ts';
import { createVendorClock } from '../vendor-clock.ts';
import { classifyError, isSkew } from './failures.ts';
import { signTc3, type TencentKey } from './signature-tc3.ts';

const SERVICE = 'dnspod';
const VERSION = '2021-03-23';

/** Success and failure look alike, but for the error inside. */
const Envelope = Type.Object({
  Response: Type.Object({
    RequestId: Type.String(),
    Error: Type.Optional(Type.Object({ Code: Type.String({ minLength: 1 }), Message: Type.String() })),
  }),
});

/** A client of one account. */
export interface TencentClient {
  readonly host: string;
  /** Carries out an action and reads its answer. @throws {ProviderFailure} */
  call<Schema extends TSchema>(
    schema: Schema,
    action: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Static<Schema>>;
}

/** Sends nothing yet. */
export function createTencentClient(deps: {
  readonly ports: Pick<ProviderPorts, 'http' | 'clock'>;
  readonly key: TencentKey;
  readonly endpoint: string;
}): TencentClient {
  const { ports, key, endpoint } = deps;
  const { host } = new URL(endpoint);
  const time = createVendorClock(ports.clock);

  function send(action: string, body: string): Promise<JsonAnswer> {
    const { headers } = signTc3(key, host, {
      service: SERVICE,
      version: VERSION,
      action,
      body,
      at: time.now(),
    });
    return callJson(ports.http, { method: 'POST', url: `${endpoint}/`, headers, body });
  }

  const responseOf = ({ body }: JsonAnswer): Static<typeof Envelope>['Response'] =>
    shaped(Envelope, body, host).Response;

  /** What an answer refuses, `null` where it does not. */
  function refusalOf(answer: JsonAnswer): Refusal | null {
    const { Error: error } = responseOf(answer);
    if (!error && answer.status === 200) return null;
    const { status, headers } = answer;
    const code = error?.Code ?? null;
    // What is said of a key may repeat some of it.
    const { failure } = classifyError({ status, headers, code, message: '' });
    const said = failure === 'auth' ? '' : ` ${error?.Message ?? ''}`.trimEnd();
    return { status, headers, code, message: `${host}: ${code ?? `HTTP ${String(status)}`}${said}` };
  }

  return {
    host,
    async call(schema, action, parameters) {
      const body = JSON.stringify(parameters);
      let answer = await send(action, body);
      let refusal = refusalOf(answer);
      if (refusal && isSkew(refusal.code) && time.correct(refusal.headers)) {
        answer = await send(action, body);
        refusal = refusalOf(answer);
      }
      if (refusal) throw refused(refusal, classifyError);
      // oxlint-disable-next-line typescript/no-unsafe-return -- the type of a schema that is still open counts as any here
      return shaped(schema, responseOf(answer), host);
    },
  };
}
