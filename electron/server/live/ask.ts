/**
 * Operations of the API that are asked for over a socket, done as over HTTP: the same permission, limits, validation and
 * audit. Where the contract names no action, what is no `GET` is told as `live.command`: once before it is done, for what
 * cannot be told is not done, and once as it went.
 */
import fastJsonStringify from 'fast-json-stringify';
import type { TSchema } from 'typebox';
import type { RouteContract } from '../../../shared/api/contract.ts';
import { LIVE_COMMAND } from '../../../shared/live/commands.ts';
import type { Acting } from '../../kernel/acting.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import { answerOf, UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Behind, Tracing } from '../../kernel/tracing.ts';
import { actorOf, noteRefusal, printable, targetOf, type Request } from '../actor.ts';
import { objectionTo } from '../admission.ts';
import type { RequestLimits, Told } from '../limits/request-limits.ts';
import { createSchemaConverter } from '../openapi-schema.ts';
import type { Answer, BoundRoute, Call, Caller } from '../route.ts';
import { createRequestIds } from '../stamps.ts';
import { validationError } from '../validation.ts';
import { createValidators } from '../validators.ts';
import type { Ask, AskedBy, AskedParts } from './model.ts';

/** What operations are asked with. */
export interface AskDeps {
  /** All there are; what cannot be asked for this way is left out. */
  readonly routes: readonly BoundRoute[];
  /** How often who may ask; without it, as often as they like. */
  readonly requestLimits?: RequestLimits | undefined;
  /**
   * Counts it against what was agreed for an API key; `onEnd` is told what to call when it is over.
   * @throws {UserError}
   */
  readonly admit: (caller: Caller, ip: string, onEnd: (fn: () => void) => void) => void;
  readonly acting: Acting;
  readonly tracing: Pick<Tracing, 'run'>;
  readonly audit: Pick<AuditTrail, 'record' | 'note'>;
  readonly logger: Logger;
}

/** What is about who somebody is sets cookies, and is asked for where those are. */
const OF_SIGN_IN: ReadonlySet<string> = new Set(['auth', 'users']);

/** Whether its answer can be told over a socket: whole, without a file, a cookie or a secret. */
const canBeAsked = (contract: RouteContract): boolean =>
  contract.access !== 'public' &&
  contract.access !== 'device' &&
  contract.status !== 302 &&
  contract.showsSecret !== true &&
  [contract.raw, contract.download, contract.plainText, contract.oauth].every((one) => one === undefined) &&
  !OF_SIGN_IN.has(contract.tag);

/** An answer that has no headers: what a quota says there is told by the refusal itself. */
const noHeaders = { headers: () => noHeaders, getHeader: () => undefined, hasHeader: () => false };
const unseen = noHeaders as unknown as Told;

/** One operation with what is made of its contract when it is first asked for. */
interface Operation {
  readonly contract: RouteContract;
  readonly handler: BoundRoute['handler'];
  readonly check: (parts: AskedParts) => AskedParts;
  /** `data` as it goes out over HTTP: without what no schema names. */
  readonly tell: (answer: Answer<unknown>) => unknown;
}

/** Compiled when it is first needed. */
function written(schema: TSchema): (data: unknown) => string {
  let write: ((data: unknown) => string) | null = null;
  return (data) => {
    write ??= fastJsonStringify(createSchemaConverter({}).convert(schema)) as (data: unknown) => string;
    return write(data);
  };
}

/** The operations by what they are asked for as. */
function createOperations(routes: readonly BoundRoute[]): (operation: string) => Operation {
  const compile = createValidators();
  const bound = new Map(
    routes
      .filter(({ contract }) => canBeAsked(contract))
      .map((route) => [`${route.contract.method} ${route.contract.path}`, route]),
  );
  const made = new Map<string, Operation>();

  /** Of a part that the contract names; the others are not asked for. */
  function checked(schema: TSchema | undefined, httpPart: string, contract: RouteContract) {
    if (!schema) return () => undefined;
    const { method, path: url } = contract;
    const validate = compile({ schema, httpPart, method, url });
    return (value: unknown): unknown => {
      // As over HTTP: what is not there is held against the schema as `null`.
      if (validate(value ?? null) === true) return value;
      throw validationError(validate.errors ?? [], httpPart);
    };
  }

  function make({ contract, handler }: BoundRoute): Operation {
    const params = checked(contract.params, 'params', contract);
    const query = checked(contract.query, 'querystring', contract);
    const body = checked(contract.body, 'body', contract);
    // Both are copied: checking text turns it into what it says.
    const record = (value: unknown) => (value ?? {}) as Readonly<Record<string, unknown>>;
    const done = written(contract.data);
    const accepted = written(contract.accepted ?? contract.data);
    return {
      contract,
      handler,
      check: (parts) => ({
        params: record(params({ ...parts.params })),
        query: record(query({ ...parts.query })),
        body: body(parts.body),
      }),
      tell: ({ status, data }) => JSON.parse((status === 202 ? accepted : done)(data)) as unknown,
    };
  }

  return (operation) => {
    const known = made.get(operation);
    if (known) return known;
    const route = bound.get(operation);
    const [method = '', path = ''] = operation.split(' ');
    if (!route) throw new UserError('ROUTE_NOT_FOUND', { params: { method, path } });
    const fresh = make(route);
    made.set(operation, fresh);
    return fresh;
  };
}

/** A request as what is done for it knows it: who acts, and what is behind it. */
type Asking = Request & Behind & { readonly caller: Caller };

/** Does operations in somebody's name. */
export function createAsk(deps: AskDeps): Ask {
  const { requestLimits, acting, tracing, audit, logger } = deps;
  const find = createOperations(deps.routes);
  const nextId = createRequestIds();
  const give = requestLimits ? requestLimits.spend : () => () => undefined;

  /** Over HTTP the same is counted in the same order. @throws {UserError} */
  function admit({ contract }: Operation, { caller, ip }: AskedBy, onEnd: (fn: () => void) => void): void {
    const refusal =
      requestLimits?.enter(unseen) ??
      requestLimits?.count(caller, ip, unseen) ??
      objectionTo(caller, contract) ??
      requestLimits?.countOperation(contract, caller, ip, unseen);
    if (refusal) throw refusal;
    deps.admit(caller, ip, onEnd);
  }

  async function work(
    operation: Operation,
    parts: AskedParts,
    asking: Asking,
    by: AskedBy,
  ): Promise<unknown> {
    const { contract, handler } = operation;
    const { caller, ip, words, origin } = by;
    const isUntold = contract.method !== 'GET' && contract.audit === undefined;
    const entry = {
      action: LIVE_COMMAND,
      target_id: targetOf(asking),
      payload: { operation: `${contract.method} ${contract.path}`, params: parts.params },
    };
    const call = {
      ...parts,
      ...{ caller, ip, words, origin, authorization: null, accept: undefined },
      spend: contract.limit === 'ddns' ? () => give(caller, ip, unseen) : null,
      cookie: () => undefined,
      user_agent: printable(by.user_agent),
    };
    if (isUntold) await audit.record({ ...entry, result: 'attempt' });
    const answer = await handler(call as unknown as Call);
    if (answer.cookies || answer.download) throw new Error(`${contract.path} cannot be told over a socket`);
    if (isUntold) audit.note(entry);
    return operation.tell(answer);
  }

  return async (name, given, by) => {
    const operation = find(name);
    const { contract } = operation;
    const { caller, ip } = by;
    const id = nextId();
    const ends: (() => void)[] = [];
    const asking: Asking = {
      ...{ id, ip, caller, clientIp: ip, params: { ...given.params }, trace: null },
      headers: { 'user-agent': by.user_agent },
    };
    return tracing.run(asking, () =>
      acting.run(actorOf(asking, contract), async () => {
        try {
          admit(operation, by, (fn) => ends.push(fn));
          return await work(operation, operation.check(given), asking, by);
        } catch (error) {
          const answer = answerOf(error);
          if (answer.level !== 'debug') {
            logger[answer.level]({ error, operation: name }, 'What was asked for over a socket failed');
          }
          const { access, audit: own } = contract;
          const action = own ?? (contract.method === 'GET' ? undefined : LIVE_COMMAND);
          noteRefusal(
            audit,
            asking,
            { access, action },
            answer,
            own === undefined ? { operation: name } : {},
          );
          throw error;
        } finally {
          for (const end of ends) end();
        }
      }),
    );
  };
}
