/** One route: its place, what it takes, whom it tells, and who stands in. */
import { ActionIcon } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { NotifyRoute } from '../../../../shared/api/notify.ts';
import { matcherText } from '../../../../shared/matchers.ts';
import { EntryRow } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { DownIcon, UpIcon } from '../../../components/icons.tsx';
import { MenuButton } from '../../../components/menu-button.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import table from '../../../components/table.module.css';
import { useSay } from '../../../i18n.ts';
import style from '../channels.module.css';

/** What can be asked of a route. */
export type RouteAction = 'edit' | 'switch' | 'delete';

interface RouteRowProps {
  readonly route: NotifyRoute;
  readonly place: number;
  readonly count: number;
  /** Name of a channel. */
  readonly nameOf: (id: string) => string;
  /** Not there for who may not change routes. */
  readonly onAction: ((action: RouteAction) => void) | undefined;
  readonly onMove: (to: number) => void;
}

/** The row. */
export function RouteRow({ route, place, count, nameOf, onAction, onMove }: RouteRowProps) {
  const say = useSay();
  const { name, enabled, severities, matchers, channels, fallback, fallback_after_minutes: after } = route;
  const act = (action: RouteAction) => () => {
    onAction?.(action);
  };
  return (
    <EntryRow index={place} onEnter={act('edit')}>
      <div role="cell" className={table.state}>
        {!enabled && <StateMark state="paused" silent />}
        <span>{enabled ? say('notifications.route.nth', { nth: place + 1 }) : say('state.off')}</span>
      </div>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        <p className={table.why}>
          {severities.length === 0
            ? say('notifications.route.any_severity')
            : severities.map((one) => say(`notifications.severity.${one}`)).join(say('notifications.comma'))}
        </p>
        {matchers.length > 0 && <p className={style.matchers}>{matchers.map(matcherText).join(', ')}</p>}
      </div>
      <div role="cell" className={entry.values}>
        <p className={style.told}>
          {channels.length === 0
            ? say('notifications.route.nobody')
            : `→ ${channels.map(nameOf).join(say('notifications.comma'))}`}
        </p>
        {fallback.length > 0 && (
          <p className={table.why}>
            {say('notifications.route.else', { names: fallback.map(nameOf).join(' → '), minutes: after })}
          </p>
        )}
        {route.continue && <p className={table.why}>{say('notifications.route.goes_on')}</p>}
      </div>
      <div role="cell" className={entry.actions}>
        {onAction !== undefined && (
          <>
            {count > 1 && <Moves name={name} place={place} count={count} onMove={onMove} />}
            <MenuButton
              label={say('notifications.actions', { name })}
              actions={[
                { label: say('notifications.edit'), run: act('edit') },
                {
                  label: say(enabled ? 'notifications.switch_off' : 'notifications.switch_on'),
                  run: act('switch'),
                },
                { label: say('notifications.delete'), danger: true, run: act('delete') },
              ]}
            />
          </>
        )}
      </div>
    </EntryRow>
  );
}

interface MovesProps {
  readonly name: string;
  readonly place: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
}

/** One place up or down. */
function Moves({ name, place, count, onMove }: MovesProps) {
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const pressed = useRef<'up' | 'down' | null>(null);
  useEffect(() => {
    // The row was put elsewhere: the keyboard goes along with it, to the other button where this one has no more to do.
    const [up, down] = box.current?.querySelectorAll('button') ?? [];
    const wanted = pressed.current === 'up' ? [up, down] : [down, up];
    if (pressed.current !== null) wanted.find((button) => button?.disabled === false)?.focus();
    pressed.current = null;
  }, [place]);
  const move = (way: 'up' | 'down') => () => {
    pressed.current = way;
    onMove(way === 'up' ? place - 1 : place + 1);
  };
  return (
    <div ref={box} className={style.moves}>
      {(['up', 'down'] as const).map((way) => (
        <ActionIcon
          key={way}
          variant="subtle"
          color="gray"
          title={say(`notifications.route.${way}`)}
          aria-label={say(`notifications.route.${way}_label`, { name })}
          disabled={way === 'up' ? place === 0 : place === count - 1}
          onClick={move(way)}
        >
          {way === 'up' ? <UpIcon /> : <DownIcon />}
        </ActionIcon>
      ))}
    </div>
  );
}
