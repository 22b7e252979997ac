/** Deliveries as the page shows them: marks, and when there is something new about one. */
import type {
  NotifyAttempt,
  NotifyDelivery,
  NotifyDeliveryStatus,
} from '../../../../shared/api/notify-deliveries.ts';
import type { Mark } from '../../../components/mark.ts';

/** In the order in which people look for them. */
export const statuses = [
  'failed',
  'pending',
  'sent',
  'withdrawn',
] as const satisfies readonly NotifyDeliveryStatus[];

/** The mark of each: every one has a shape of its own. */
export const markOfStatus: Readonly<Record<NotifyDeliveryStatus, Mark>> = {
  sent: 'ok',
  pending: 'working',
  failed: 'error',
  withdrawn: 'paused',
};

/** The mark of one try. */
export const markOfTry: Readonly<Record<NotifyAttempt['outcome'], Mark>> = {
  sent: 'ok',
  sending: 'working',
  failed: 'error',
  unknown: 'unknown',
};

/** Changes when there is something new about a delivery. */
export const stampOf = ({ status, attempts, next_try: next }: NotifyDelivery): string =>
  [status, attempts, next].join(' ');

/** Channels to choose from: those that are there, and the one that is chosen though it be gone. */
export function choicesOf(
  channels: readonly { readonly channel_id: string; readonly name: string }[],
  chosen: string,
  gone: string,
): readonly { readonly value: string; readonly label: string }[] {
  const there = channels.map(({ channel_id: value, name: label }) => ({ value, label }));
  const isThere = chosen === '' || there.some(({ value }) => value === chosen);
  return isThere ? there : [...there, { value: chosen, label: gone }];
}
