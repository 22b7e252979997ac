/** What Aliyun's error codes mean (https://help.aliyun.com/zh/dns/api-alidns-2015-01-09-errorcodes). */
import { classOfCode } from '../dotted-code.ts';
import type { FailureClass, Refusal, Verdict } from '../provider.ts';
import { verdictOfStatus } from '../text-answer.ts';

const codes: Readonly<Record<string, FailureClass>> = {
  // The key, its token, or what it may do.
  InvalidAccessKeyId: 'auth',
  InvalidSecurityToken: 'auth',
  MissingSecurityToken: 'auth',
  SignatureDoesNotMatch: 'auth',
  IncompleteSignature: 'auth',
  Forbidden: 'auth',
  NoPermission: 'auth',
  // The account or the domain was stopped by Aliyun itself.
  'Forbidden.RiskControl': 'abuse',
  'RecordForbidden.BlackHole': 'abuse',
  // Also said of an update that changes nothing.
  DomainRecordDuplicate: 'conflict',
  DomainRecordNotBelongToUser: 'gone',
  Throttling: 'throttled',
  // What was asked for is wrong, and will be next time.
  InvalidDomainName: 'config',
  IncorrectDomainUser: 'config',
  DomainForbidden: 'config',
  DomainRecordLocked: 'config',
  DomainRecordConflict: 'config',
  QuotaExceeded: 'config',
  SubDomainInvalid: 'config',
  // A status of 400 notwithstanding.
  UnKnownError: 'transient',
  LastOperationNotFinished: 'transient',
  SignatureNonceUsed: 'transient',
  IllegalTimestamp: 'transient',
  'InvalidTimeStamp.Expired': 'transient',
  InternalError: 'transient',
  ServiceUnavailable: 'transient',
};

/** The clock is too far off: of the older signature and of the newer one. */
export const isSkew = (code: string | null): boolean =>
  code === 'IllegalTimestamp' || code === 'InvalidTimeStamp.Expired';

/** Milliseconds that `x-acs-retry-after` asks for, as the vendor's own clients read it. */
function waitOf({ headers }: Refusal): number | undefined {
  const told = headers['x-acs-retry-after']?.trim() ?? '';
  return /^\d{1,9}$/.test(told) ? Number(told) : verdictOfStatus({ status: 429, headers }).retry_after;
}

/** Pure. */
export function classifyError(refusal: Refusal): Verdict {
  const failure = classOfCode(codes, refusal.code);
  if (failure === 'throttled' || refusal.status === 429) {
    const wait = waitOf(refusal);
    return wait === undefined ? { failure: 'throttled' } : { failure: 'throttled', retry_after: wait };
  }
  if (failure !== null) return { failure };
  // Other codes name a parameter that is missing or wrong.
  return refusal.status === 400 && refusal.code !== null ? { failure: 'config' } : verdictOfStatus(refusal);
}
