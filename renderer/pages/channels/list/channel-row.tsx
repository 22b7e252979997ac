/** One channel: how it stands and how that is mended, where it leads, when it was last sent by, and its test. */
import { Link } from '@tanstack/react-router';
import type { NotifyChannel } from '../../../../shared/api/notify.ts';
import type { NotifyOutcome } from '../../../../shared/api/notify-deliveries.ts';
import { EntryButton, EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { MenuButton } from '../../../components/menu-button.tsx';
import { OpenedRow } from '../../../components/opened-row.tsx';
import table from '../../../components/table.module.css';
import { useTold, When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { relative } from '../../../times.ts';
import style from '../channels.module.css';
import { markOfStanding, mendingOf, standingOf, whereOf } from './channel-model.ts';
import { TestOutcome } from './test-outcome.tsx';

/** What can be asked of a channel. */
export type ChannelAction = 'edit' | 'switch' | 'delete';

/** How a test of it goes. */
export interface Test {
  readonly isPending: boolean;
  readonly outcome: NotifyOutcome | undefined;
  readonly error: Error | null;
}

interface ChannelRowProps {
  readonly channel: NotifyChannel;
  readonly index: number;
  /** Of its kind. */
  readonly title: string;
  /** The last one, until another channel is tested. */
  readonly test: Test | undefined;
  /** Not there for who may not send. */
  readonly onTest: (() => void) | undefined;
  /** Not there for who may not change channels. */
  readonly onAction: ((action: ChannelAction) => void) | undefined;
}

/** The row, with what became of its test below it. */
export function ChannelRow({ channel, index, title, test, onTest, onAction }: ChannelRowProps) {
  const say = useSay();
  const { name, enabled, last_sent_at: last, pending, channel_id: id } = channel;
  const standing = standingOf(channel);
  const where = whereOf(channel);
  const mayTest = onTest !== undefined && enabled;
  // What mends it is what can be done first.
  const needsEdit = onAction !== undefined && standing === 'stopped';
  const act = (action: ChannelAction) => () => {
    onAction?.(action);
  };
  return (
    <>
      <EntryRow index={index} onEnter={act('edit')}>
        <EntryState mark={markOfStanding[standing]}>{say(`notifications.state.${standing}`)}</EntryState>
        <div role="cell" className={table.thing}>
          <strong>{name}</strong>
          <p className={table.why}>
            {title}
            {where !== '' && (
              <>
                {' · '}
                <span className={table.name}>{where}</span>
              </>
            )}
          </p>
          {enabled && <Why channel={channel} />}
        </div>
        <div role="cell" className={entry.values}>
          <p className={entry.told}>
            {last === null ? (
              say('notifications.never_sent')
            ) : (
              <>
                {say('notifications.last_sent')}
                <When at={last} />
              </>
            )}
          </p>
          {pending > 0 && <p className={table.why}>{say('notifications.pending', { number: pending })}</p>}
          <Link to="/alerts/deliveries" search={{ channel: id }} className={style.link}>
            {say('notifications.its_log')}
            <span className="for-readers"> {name}</span>
          </Link>
        </div>
        <div role="cell" className={entry.actions}>
          {needsEdit ? (
            <EntryButton isUrgent label={say('notifications.edit_label', { name })} onPress={act('edit')}>
              {say('notifications.edit')}
            </EntryButton>
          ) : (
            mayTest && (
              <EntryButton
                label={say('notifications.test.label', { name })}
                disabled={test?.isPending === true}
                onPress={onTest}
              >
                {say('notifications.test.action')}
              </EntryButton>
            )
          )}
          {onAction !== undefined && (
            <MenuButton
              label={say('notifications.actions', { name })}
              actions={[
                needsEdit && mayTest
                  ? { label: say('notifications.test.action'), run: onTest }
                  : { label: say('notifications.edit'), run: act('edit') },
                {
                  label: say(enabled ? 'notifications.switch_off' : 'notifications.switch_on'),
                  run: act('switch'),
                },
                { label: say('notifications.delete'), danger: true, run: act('delete') },
              ]}
            />
          )}
        </div>
      </EntryRow>
      {test !== undefined && (
        <OpenedRow label={say('notifications.test.of', { name })}>
          <TestOutcome name={name} outcome={test.outcome} error={test.error} />
        </OpenedRow>
      )}
    </>
  );
}

/** Why it is not well, what becomes of it, and how it is mended. */
function Why({ channel: { state, reason, next_try: nextTry } }: { readonly channel: NotifyChannel }) {
  const say = useSay();
  const when = useTold((now) =>
    nextTry === null ? '' : relative(Math.max(Date.parse(nextTry) - now, 1), say),
  );
  if (state === 'ok' || state === 'unknown') return null;
  return (
    <>
      {reason !== null && <p className={style.reason}>{reason.message}</p>}
      {state === 'stopped' && (
        <p className={style.reason}>{say(`notifications.mend.${mendingOf(reason?.code)}`)}</p>
      )}
      {state === 'waiting' && when !== '' && (
        <p className={table.why}>{say('notifications.next_try', { when })}</p>
      )}
    </>
  );
}
