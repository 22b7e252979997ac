/** What a failed call to a provider means for a name: the words, and when it is worth another try. */
import { messageOf, OperationalError, reasonOf, UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Obstacle } from '../model.ts';
import { ProviderFailure } from '../providers/provider.ts';
import { GateClosed, reasonOfFailure } from './account-gate.ts';

/** A lost race or a lost answer is looked at again after so long, ms. */
const SOON_MS = 5_000;
/** A passing failure, ms. */
const LATER_MS = 30_000;

/** What went wrong with a name. */
export interface Trouble extends Obstacle {
  /** The call may have been carried out all the same. */
  readonly open: boolean;
}

/** Reads an error of a call. What is no provider's failure is a bug: it is logged, and its name waits. */
export function troubleOf(
  error: unknown,
  context: { readonly title: string; readonly now: number; readonly logger: Logger },
): Trouble {
  const { title, now, logger } = context;
  if (error instanceof GateClosed) {
    return { reason: error.reason, next_try: error.opensAt, stops: false, open: false };
  }
  if (error instanceof ProviderFailure) {
    const reason = reasonOfFailure(error, title);
    switch (error.failure) {
      case 'config':
        return { reason, next_try: null, stops: true, open: error.partly };
      case 'auth':
      case 'abuse':
        // The gate keeps it: it stops the whole account.
        return { reason, next_try: null, stops: false, open: error.partly };
      case 'throttled':
        return {
          reason,
          next_try: now + (error.retryAfter ?? LATER_MS),
          stops: false,
          open: error.partly,
        };
      case 'conflict':
      case 'gone':
        return { reason, next_try: now + SOON_MS, stops: false, open: error.partly };
      case 'transient':
        return { reason, next_try: now + LATER_MS, stops: false, open: true };
    }
  }
  if (error instanceof UserError) {
    // What only an edit can change: a provider that is not known any more, credentials that it does not take.
    return { reason: reasonOf(error), next_try: null, stops: false, open: false };
  }
  if (error instanceof OperationalError) {
    // Also a full disk after the call: what was sent is looked for.
    return { reason: reasonOf(error), next_try: now + LATER_MS, stops: false, open: true };
  }
  logger.error({ error }, 'A provider could not be used');
  const reason = reasonOfFailure({ failure: 'transient', message: messageOf(error) }, title);
  return { reason, next_try: now + LATER_MS, stops: false, open: true };
}
