/** What a kind of check is: data about it, and one verb. */
import type { CheckConfig, CheckKind } from '../../../shared/api/check-kinds.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Finding, RunContext } from '../model.ts';

/** One kind. */
export interface Kind<K extends CheckKind> {
  /** What is looked at, in short. */
  readonly target: (config: CheckConfig<K>) => string;
  /** What its schema cannot say; names the field that is wrong. */
  readonly problem?: (config: CheckConfig<K>) => string | null;
  /** Why it cannot be done on this machine; `null` where it can. */
  readonly unavailable?: () => Promise<StoredReason | null> | StoredReason | null;
  /**
   * Looks. `null`: it is too early to say anything. @throws {NoAnswer} where nothing answers; the signal's reason
   */
  readonly run: (config: CheckConfig<K>, context: RunContext) => Promise<Finding | null> | Finding | null;
  /** When the next look is due, ms from now; the interval unless told. */
  readonly nextMs?: (config: CheckConfig<K>, context: Omit<RunContext, 'signal'>) => number;
}

/** All of them. */
export type Kinds = { readonly [K in CheckKind]: Kind<K> };
