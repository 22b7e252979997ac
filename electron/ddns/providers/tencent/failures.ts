/** What DNSPod's error codes mean (https://cloud.tencent.com/document/api/1427/56192). They come with status 200. */
import { classOfCode } from '../dotted-code.ts';
import type { FailureClass, Refusal, Verdict } from '../provider.ts';
import { verdictOfStatus } from '../text-answer.ts';

const codes: Readonly<Record<string, FailureClass>> = {
  // The key, its token, what it may do, and from where.
  AuthFailure: 'auth',
  UnauthorizedOperation: 'auth',
  OperationDenied: 'auth',
  IpNotInWhitelist: 'auth',
  'InvalidParameter.RequestIpLimited': 'auth',
  'FailedOperation.LoginFailed': 'auth',
  'FailedOperation.LoginAreaNotAllowed': 'auth',
  // Tencent stopped the account, the domain, this machine or the address.
  IpInBlacklist: 'abuse',
  'OperationDenied.IPInBlacklistNotAllowed': 'abuse',
  'InvalidParameter.AccountIsBanned': 'abuse',
  'FailedOperation.DomainIsSpam': 'abuse',
  'LimitExceeded.FailedLoginLimitExceeded': 'abuse',
  RequestLimitExceeded: 'throttled',
  'InvalidParameter.DomainRecordExist': 'conflict',
  'InvalidParameter.RecordIdInvalid': 'gone',
  'ResourceNotFound.NoDataOfRecord': 'gone',
  // What was asked for is wrong, and will be next time.
  InvalidParameter: 'config',
  InvalidParameterValue: 'config',
  MissingParameter: 'config',
  UnknownParameter: 'config',
  LimitExceeded: 'config',
  ResourceNotFound: 'config',
  UnsupportedOperation: 'config',
  InvalidAction: 'config',
  NoSuchVersion: 'config',
  'FailedOperation.DomainIsLocked': 'config',
  'FailedOperation.DomainIsVip': 'config',
  'FailedOperation.DomainOwnedByOtherUser': 'config',
  'FailedOperation.NotDomainOwner': 'config',
  'FailedOperation.NotRealNamedUser': 'config',
  // Its own trouble, whatever the word before the dot.
  'AuthFailure.SignatureExpire': 'transient',
  'InvalidParameter.OperateFailed': 'transient',
  FailedOperation: 'transient',
  InternalError: 'transient',
  ServiceUnavailable: 'transient',
  ResourceUnavailable: 'transient',
};

/** The clock is more than five minutes off. */
export const isSkew = (code: string | null): boolean => code === 'AuthFailure.SignatureExpire';

/** Pure. It never says how long to wait, unless a gateway before it does. */
export function classifyError(refusal: Refusal): Verdict {
  const failure = classOfCode(codes, refusal.code);
  if (failure === 'throttled') return verdictOfStatus({ status: 429, headers: refusal.headers });
  return failure === null ? verdictOfStatus(refusal) : { failure };
}
