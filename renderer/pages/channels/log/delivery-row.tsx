/** One delivery: what became of it and why, what it says, by which channel, when, after how many tries. */
import { lazy } from 'react';
import type { NotifyDelivery } from '../../../../shared/api/notify-deliveries.ts';
import { EntryButton, EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { OpenedRow } from '../../../components/opened-row.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { markOfStatus, stampOf } from './delivery-model.ts';

const DeliveryDetails = lazy(() => import('./delivery-details.tsx'));

interface DeliveryRowProps {
  readonly delivery: NotifyDelivery;
  readonly index: number;
  readonly isOpen: boolean;
  readonly isSending: boolean;
  readonly onToggle: () => void;
  /** Not there for who may not send, and for what cannot be sent again. */
  readonly onReplay: (() => void) | undefined;
}

/** The row, with its tries below it while it is open. */
export function DeliveryRow(props: DeliveryRowProps) {
  const { delivery, index, isOpen, isSending, onToggle, onReplay } = props;
  const say = useSay();
  const { status, title, channel, attempts, reason, created_at: at, stands_for: first } = delivery;
  const label = say('notifications.log.details_label', { title });
  return (
    <>
      <EntryRow index={index} onEnter={onToggle}>
        <div role="cell" className={table.state} data-status={status}>
          <StateMark state={markOfStatus[status]} silent />
          <span>{say(`notifications.log.status.${status}`)}</span>
        </div>
        <div role="cell" className={table.thing}>
          <p>{title}</p>
          {reason !== null && <p className={table.why}>{reason.message}</p>}
        </div>
        <div role="cell" className={entry.values}>
          <p className={entry.told}>
            {channel} · <When at={at} />
          </p>
          {attempts > 1 && (
            <p className={table.why}>{say('notifications.log.tries_made', { number: attempts })}</p>
          )}
          {first !== null && <p className={table.why}>{say('notifications.log.stands_in')}</p>}
        </div>
        <div role="cell" className={entry.actions}>
          {onReplay !== undefined && (
            <EntryButton
              label={say('notifications.log.replay_label', { title })}
              disabled={isSending}
              onPress={onReplay}
            >
              {say('notifications.log.replay')}
            </EntryButton>
          )}
          <EntryButton label={label} isOpen={isOpen} onPress={onToggle}>
            {say('notifications.log.details')}
          </EntryButton>
        </div>
      </EntryRow>
      {isOpen && (
        <OpenedRow label={label}>
          <DeliveryDetails id={delivery.delivery_id} stamp={stampOf(delivery)} />
        </OpenedRow>
      )}
    </>
  );
}
