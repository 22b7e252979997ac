/**
 * The three kinds of failure. A user error is the caller's to mend; an operational error is the world's (disk, network)
 * and may pass; anything else that is thrown is a bug. Only this file knows how they become answers.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import { errorStatus, type ErrorCode } from '../../shared/errors.ts';

/** Values for the placeholders of a message. */
export type ErrorParams = Readonly<Record<string, string | number>>;

interface FailureOptions {
  params?: ErrorParams;
  /** Structured facts for the caller, sent as `error.details`. Nothing secret. */
  details?: unknown;
  cause?: unknown;
  /** Seconds after which a further try makes sense; sent as `Retry-After`. */
  retryAfter?: number;
}

abstract class Failure extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly details: unknown;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, options: FailureOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
    this.details = options.details;
    this.retryAfter = options.retryAfter;
  }

  /** The same as it is stored, to be rendered for each reader. */
  get reason(): StoredReason {
    return { code: this.code, params: this.params };
  }
}

/** The caller asked for something that cannot be. Shown, not logged. */
export class UserError extends Failure {
  override readonly name = 'UserError';

  /** Without a stack, which nobody would read: making one is the dearest part of turning somebody away. */
  constructor(code: ErrorCode, options?: FailureOptions) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(code, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Something around us failed: disk, network, a locked keychain. Logged as a warning; trying again may help. */
export class OperationalError extends Failure {
  override readonly name = 'OperationalError';
}

/** The program cannot start, for a reason its owner can mend. Printed as one line; the process exits with 2. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What an error answers: status and the body's `error` before it is put into words. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  readonly details: unknown;
  readonly retryAfter: number | undefined;
  /** How loudly it is logged. */
  readonly level: 'debug' | 'warn' | 'error';
}

/** How any thrown thing becomes an answer. A bug says nothing of itself but its code. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof Failure) {
    return {
      status: errorStatus[error.code],
      code: error.code,
      params: error.params,
      details: error.details,
      retryAfter: error.retryAfter,
      level: error instanceof OperationalError ? 'warn' : 'debug',
    };
  }
  return {
    status: 500,
    code: 'INTERNAL_ERROR',
    params: {},
    details: undefined,
    retryAfter: undefined,
    level: 'error',
  };
}

/** The reason to store for a failed piece of work. */
export function reasonOf(error: unknown): StoredReason {
  return error instanceof Failure ? error.reason : { code: 'INTERNAL_ERROR', params: {} };
}

/** Message of a thrown thing, for a log line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Marks a switch as complete: a new case that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
