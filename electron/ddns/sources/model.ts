/** The words of detection: members of a source are asked what address they see us come from, and have to agree. */
import type { Family } from '../../../shared/api/ddns.ts';

/**
 * Why a member's answer does not count. Of the answer: `status` (not 200, or an error code of DNS), `redirect`,
 * `too_large`, `not_an_address` (the body is not wholly one), `wrong_family`, `not_authentic` (not an answer to what was
 * asked). Of the way there: `timeout`, `unreachable`, `unresolved`, `refused`, `tls`, `cut`. `no_such_member`: nothing of
 * that name can be asked for this family. `aborted`: enough was known without it.
 */
export type SourceProblem =
  | 'status'
  | 'redirect'
  | 'too_large'
  | 'not_an_address'
  | 'wrong_family'
  | 'not_authentic'
  | 'timeout'
  | 'unreachable'
  | 'unresolved'
  | 'refused'
  | 'tls'
  | 'cut'
  | 'no_such_member'
  | 'aborted';

/** What one member said, or why it said nothing that counts: exactly one of `address` and `problem` is `null`. */
export interface MemberAnswer {
  /** A built-in id, or an own https address. */
  readonly member: string;
  readonly family: Family;
  /** Canonical text (RFC 5952). */
  readonly address: string | null;
  readonly problem: SourceProblem | null;
  readonly elapsed_ms: number;
}

/** Asks one member once. Never throws: what goes wrong is a `problem`. */
export type AskMember = (member: string, family: Family, signal?: AbortSignal) => Promise<MemberAnswer>;

/** What was found out from the members that were asked. */
export interface Agreement {
  /** What enough independent members said alike; `null` where they did not. */
  readonly address: string | null;
  /** Of every member that was asked, as they came in. */
  readonly answers: readonly MemberAnswer[];
  /** Two members saw different addresses. */
  readonly disagreed: boolean;
}
