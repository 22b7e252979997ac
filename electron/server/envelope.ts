/** The one shape of every answer. */
import { Type, type TSchema } from 'typebox';
import { Pagination, Unavailable } from '../../shared/api/common.ts';
import type { RouteContract } from '../../shared/api/contract.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { ErrorAnswer } from '../kernel/errors.ts';
import type { Answer } from './route.ts';

/** What every answer ends with. */
export interface Trailer {
  readonly request_id: string;
  readonly timestamp: string;
}

/** Schema of a route's answer of success: the envelope around `data`. */
export function successSchema(contract: RouteContract, data: TSchema): TSchema {
  if (contract.raw !== undefined) return data;
  return Type.Object({
    success: Type.Literal(true),
    ...(contract.atRoot ? { status: Type.String() } : {}),
    data,
    message: Type.Optional(Type.String()),
    ...(contract.paginated ? { pagination: Pagination } : {}),
    metadata: Type.Optional(metadataSchema(contract)),
    request_id: Type.String(),
    timestamp: Type.String(),
  });
}

function metadataSchema({ metadata }: RouteContract): TSchema {
  const unavailable = Type.Array(Unavailable);
  return metadata
    ? Type.Object({ ...metadata.properties, unavailable: Type.Optional(unavailable) })
    : Type.Object({ unavailable });
}

/** Body of an answer of success. */
export function successBody(
  contract: RouteContract,
  answer: Answer<unknown>,
  words: Words,
  trailer: Trailer,
): unknown {
  if (contract.raw !== undefined) return answer.data;
  const { data, message, pagination, metadata, unavailable = [] } = answer;
  return {
    success: true,
    status: contract.atRoot ? (data as { status: string }).status : undefined,
    data,
    message,
    pagination,
    metadata:
      unavailable.length > 0
        ? {
            ...metadata,
            unavailable: unavailable.map(({ path, reason }) => ({
              path,
              code: reason.code,
              message: words.explain(reason),
            })),
          }
        : metadata,
    request_id: trailer.request_id,
    timestamp: trailer.timestamp,
  };
}

/** Body of an answer of failure. */
export interface FailureBody extends Trailer {
  readonly success: false;
  /** Probes repeat their state here, see {@link tellsState}. */
  readonly status?: 'unhealthy';
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly details?: unknown };
}

/** Whether a failure repeats the state of a probe: whoever may not ask is told nothing of it. */
export function tellsState(isProbe: boolean, status: number): boolean {
  return isProbe && status >= 500;
}

/** Body of an answer of failure, in the caller's words. */
export function failureBody(
  answer: ErrorAnswer,
  words: Words,
  trailer: Trailer,
  isProbe: boolean,
): FailureBody {
  const { code, params, details } = answer;
  return {
    success: false,
    ...(tellsState(isProbe, answer.status) ? { status: 'unhealthy' as const } : {}),
    error: { code, message: words.explain({ code, params }), ...(details === undefined ? {} : { details }) },
    ...trailer,
  };
}
