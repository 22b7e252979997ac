/** How a message that was not taken becomes a failure of a known kind. Pure. */
import { retryAfterOf } from '../../kernel/retry-after.ts';
import { ChannelFailure, type Refusal, type Verdict } from './channel.ts';

/** A failure that says where it happened and what it was, and nothing of what was sent. */
export const transient = (message: string): ChannelFailure =>
  new ChannelFailure({ failure: 'transient' }, { code: null, message });

/** What somebody has to mend in the settings, found before anything was sent. */
export const misconfigured = (code: string, message: string): ChannelFailure =>
  new ChannelFailure({ failure: 'config' }, { code, message });

/** What a refusal becomes. */
export function refused(refusal: Refusal, classify: (refusal: Refusal) => Verdict): ChannelFailure {
  const { code, message } = refusal;
  return new ChannelFailure(classify(refusal), { code, message });
}

/** Throttled for what the answer asks for, `standard` ms where it does not say. */
export function throttled({ headers }: Pick<Refusal, 'headers'>, standard?: number): Verdict {
  const wait = retryAfterOf(headers) ?? standard;
  return wait === undefined ? { failure: 'throttled' } : { failure: 'throttled', retry_after: wait };
}

/**
 * What an HTTP status means where no word of the service says it better (RFC 9110 §15). Redirects are never followed:
 * a lasting one is for the owner to put into the settings, any other may be a network's sign-in page and pass.
 */
export function verdictOfStatus(refusal: Pick<Refusal, 'status' | 'headers'>): Verdict {
  const { status } = refusal;
  if (status === 401 || status === 403) return { failure: 'auth' };
  if (status === 301 || status === 308 || status === 404 || status === 405 || status === 410) {
    return { failure: 'config' };
  }
  if (status === 400 || status === 413 || status === 415 || status === 422) return { failure: 'message' };
  return status === 429 ? throttled(refusal) : { failure: 'transient' };
}

/** For a message with a recipient of its own: what is wrong with that one is no fault of the channel's settings. */
export const ofThisAlone = (verdict: Verdict): Verdict =>
  verdict.failure === 'config' ? { failure: 'message' } : verdict;
