/** The two ways a call can fail: the server refused, or did not answer. */
import type { ErrorCode } from '../../shared/errors.ts';
import type { Failure } from './contract-types.ts';

/** The server answered that it could not, in the reader's language. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly requestId: string;
  /** What the server told besides; its shape is that of the code. */
  readonly details: unknown;

  constructor(status: number, failure: Failure) {
    super(failure.error.message);
    this.name = 'ApiError';
    this.code = failure.error.code;
    this.status = status;
    this.requestId = failure.request_id;
    this.details = failure.error.details;
  }
}

/** No answer, or one that is not CloudCube's: stopped, restarting, or the network is away. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('CloudCube does not answer', { cause });
    this.name = 'Unreachable';
  }
}

/** Whether a failed call carries one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  return error instanceof ApiError && codes.includes(error.code);
}
