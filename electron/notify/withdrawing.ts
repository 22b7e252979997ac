/** Takes back what was not sent yet: it is over, something newer took its place, or somebody has taken note of it. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Clock } from '../kernel/clock.ts';
import { because, type StoredNotice } from './model.ts';
import type { OpenDelivery, OutboxStore } from './outbox-store.ts';

/** What it does; each joins the transaction that it is called in. */
export interface Withdrawing {
  /** Takes what is meant out of deliveries that are not on their way. Tells whether there was anything. */
  withdraw(
    open: readonly OpenDelivery[],
    isMeant: (notice: StoredNotice) => boolean,
    why: StoredReason,
  ): Promise<boolean>;
  /** Somebody has taken note of a subject: nobody is reminded of it any more. */
  noted(subject: string): Promise<void>;
}

/** Whether its content is settled: it is on its way, or may have arrived and is sent again as it was. */
export const isFixed = ({ message, status }: OpenDelivery): boolean =>
  message !== null || status !== 'pending';

/** Makes it. */
export function createWithdrawing({
  store,
  clock,
}: {
  readonly store: OutboxStore;
  readonly clock: Clock;
}): Withdrawing {
  const withdraw: Withdrawing['withdraw'] = async (open, isMeant, why) => {
    let found = false;
    for (const delivery of open.filter((one) => !isFixed(one))) {
      const rest = delivery.tells.filter((notice) => !isMeant(notice));
      if (rest.length === delivery.tells.length) continue;
      found = true;
      for (const notice of delivery.tells) if (isMeant(notice)) await store.routed(notice.notice_id, why);
      if (rest.length > 0) await store.retell(delivery, rest, delivery.due_at);
      else await store.finish(delivery.delivery_id, 'withdrawn', clock.now(), why);
    }
    return found;
  };
  return {
    withdraw,
    async noted(subject) {
      const why = because('NOTIFY_NOTED');
      const isMeant = ({ notice }: StoredNotice): boolean =>
        notice.subject === subject && notice.kind === 'reminder';
      for (const one of await store.unroutedAbout(subject)) {
        if (isMeant(one)) await store.routed(one.notice_id, why);
      }
      await withdraw(await store.openAbout(subject), isMeant, why);
    },
  };
}
