/** From what the area knows of checks to what goes over the wire. */
import type { Reason, StoredReason } from '../../shared/api/common.ts';
import type { Check, CheckResult, CheckTransition, DeadMan, Uplink } from '../../shared/api/checks.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull } from '../kernel/clock.ts';
import type { CheckView } from './checks.ts';
import type { DeadManState } from './dead-man.ts';
import { statusOf } from './decide.ts';
import type { Kinds } from './kinds/kind.ts';
import type { KeptFinding } from './model.ts';
import type { Transition } from './store.ts';
import { targetOf } from './told.ts';
import type { UplinkState } from './uplink.ts';

/** A reason in the reader's language. */
export function showReason(reason: StoredReason | null, words: Words): Reason | null {
  return reason && { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };
}

/** One run. */
export function showFinding(finding: KeptFinding, words: Words): CheckResult {
  const { at, outcome, latency_ms, certificate_days, reason, warnings } = finding;
  return {
    ...{ at: toTimestamp(at), outcome, latency_ms, certificate_days },
    reason: showReason(reason, words),
    warnings: warnings.flatMap((warning) => showReason(warning, words) ?? []),
  };
}

/** A check. */
export function showCheck(view: CheckView, kinds: Kinds, words: Words): Check {
  const { check, standing, last } = view;
  const { token_hash: _, created_at, updated_at, config, ...fields } = check;
  const status = statusOf(standing, check.enabled);
  const why = status === 'unreachable' ? { code: 'CHECK_UPLINK_DOWN', params: {} } : standing.reason;
  return {
    ...fields,
    config: { ...config },
    target: targetOf(kinds, check),
    status,
    since: toTimestampOrNull(standing.since),
    reason: check.enabled ? showReason(why, words) : null,
    last_result: last && showFinding(last, words),
    next_run: toTimestampOrNull(view.next_at),
    last_heartbeat: toTimestampOrNull(view.last_heartbeat),
    created_at: toTimestamp(created_at),
    updated_at: toTimestamp(updated_at),
  };
}

/** A change of how a check stands. */
export function showTransition({ at, from, to, reason }: Transition, words: Words): CheckTransition {
  return { at: toTimestamp(at), from, to, reason: showReason(reason, words) };
}

/** The way out. */
export function showUplink({ up, since, checked_at }: UplinkState): Uplink {
  return { up, since: toTimestampOrNull(since), checked_at: toTimestampOrNull(checked_at) };
}

/** The ping outwards, its address but for its host left out. */
export function showDeadMan(state: DeadManState, words: Words): DeadMan {
  const { host, method, interval_minutes } = state;
  return {
    enabled: host !== null,
    url: host === null ? null : `https://${host}/…`,
    ...{ method, interval_minutes },
    last_success: toTimestampOrNull(state.last_success),
    last_failure: toTimestampOrNull(state.last_failure),
    reason: showReason(state.reason, words),
    next_ping: toTimestampOrNull(state.next_at),
  };
}
