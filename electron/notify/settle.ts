/** What follows from how a try went, for its delivery and for its channel. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import { assertNever } from '../kernel/errors.ts';
import { asked, backoff, throttle } from './backoff.ts';
import type { ChannelFailure } from './channels/channel.ts';
import { because, type ChannelStanding } from './model.ts';

/** What a failed try leads to. */
export interface Settled {
  /** The delivery is dead. */
  readonly isDead: boolean;
  /** It may have arrived: what is sent again must be the same. */
  readonly mayHaveArrived: boolean;
  readonly reason: StoredReason;
  /** Of the channel. */
  readonly standing: ChannelStanding;
}

const reasonCodes = {
  auth: 'NOTIFY_AUTH',
  config: 'NOTIFY_CONFIG',
  message: 'NOTIFY_MESSAGE',
  throttled: 'NOTIFY_THROTTLED',
  transient: 'NOTIFY_TRANSIENT',
} as const;

/** A failure as it is stored. */
export const reasonOfFailure = ({ failure, code, message }: ChannelFailure): StoredReason =>
  because(reasonCodes[failure], { problem: message, ...(code === null ? {} : { code }) });

/** Reads a failure. `sawAway`: something may have reached the receiver; `random` from 0 up to 1. */
export function settleFailure(
  failure: ChannelFailure,
  before: ChannelStanding,
  facts: { readonly now: number; readonly random: number; readonly sawAway: boolean },
): Settled {
  const { now, random } = facts;
  const reason = reasonOfFailure(failure);
  const kept = { isDead: false, mayHaveArrived: false, reason };
  switch (failure.failure) {
    case 'message':
      // The channel itself is well.
      return {
        ...kept,
        isDead: true,
        standing: { ...before, state: 'ok', failures: 0, next_try: null, reason: null },
      };
    case 'auth':
    case 'config':
      return { ...kept, standing: { ...before, state: 'stopped', next_try: null, reason } };
    case 'throttled': {
      const next_try = now + throttle(failure.retryAfter);
      return { ...kept, standing: { ...before, state: 'waiting', next_try, reason } };
    }
    case 'transient': {
      const failures = before.failures + 1;
      const next_try = now + Math.max(asked(failure.retryAfter), backoff(failures, random));
      return {
        ...kept,
        // One that answered in its own words has not taken it.
        mayHaveArrived: failure.code === null && facts.sawAway,
        standing: { ...before, state: 'waiting', failures, next_try, reason },
      };
    }
    default:
      return assertNever(failure.failure);
  }
}

/** Of a channel that has just taken a message. */
export const standingWell = (now: number): ChannelStanding => ({
  ...{ state: 'ok', failures: 0, next_try: null, reason: null },
  last_sent_at: now,
});
