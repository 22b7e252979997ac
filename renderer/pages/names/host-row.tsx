/** One name in the table: how it is, why, what it points at, when that changed, and what can be done with it. */
import { memo, type MouseEvent } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { Copyable } from '../../components/copyable.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { nextTryOf, waitingOf } from './adoption.ts';
import { AdoptionButtons } from './adoption-buttons.tsx';
import { NextTry } from './next-try.tsx';
import style from '../../components/table.module.css';

/** What can be asked of a name. */
export type HostAction = 'open' | 'edit' | 'switch' | 'delete' | 'adopt';

interface HostRowProps {
  readonly host: HostStatus;
  /** Place in the table, from 0. Tab reaches the first row; the others are reached from it with the arrows. */
  readonly index: number;
  readonly isChosen: boolean;
  /** Both must stay the same functions. */
  readonly onChoose: (host: HostStatus) => void;
  readonly onAction: (action: HostAction, host: HostStatus) => void;
}

/** The row. Drawn again only when its name changed. */
export const HostRow = memo(function HostRow({ host, index, isChosen, onChoose, onAction }: HostRowProps) {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const nextTry = nextTryOf(host);
  const { host_id: id, name } = host;
  const act = (action: HostAction) => () => {
    onAction(action, host);
  };
  // The router's own links cost more than the rest of a row, and there are two in each of a thousand.
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onAction('open', host);
  };

  return (
    <div
      role="row"
      className={style.host}
      tabIndex={index === 0 ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={mayWrite ? isChosen : undefined}
      data-off={!host.enabled || undefined}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') onAction('open', host);
        if (event.key === ' ' && mayWrite) {
          event.preventDefault();
          onChoose(host);
        }
      }}
    >
      <div role="cell" className={style.choose}>
        {mayWrite && (
          <input
            type="checkbox"
            aria-label={say('naming.choose', { name })}
            checked={isChosen}
            onChange={() => {
              onChoose(host);
            }}
          />
        )}
      </div>
      <div role="cell" className={style.state}>
        <StateMark state={host.state} silent />
        <span>{say(host.enabled ? `state.${host.state}` : 'state.off')}</span>
      </div>
      <div role="cell" className={style.thing}>
        <strong>
          <Copyable text={name}>
            <a href={`/names/${id}`} className={style.link} tabIndex={-1} onClick={follow}>
              {name}
            </a>
          </Copyable>
        </strong>
        {host.enabled && host.reason !== null && (
          <p className={style.why}>
            {host.reason.message} {nextTry !== null && <NextTry at={nextTry} />}
          </p>
        )}
        {mayWrite && host.enabled && waitingOf(host).length > 0 && (
          <AdoptionButtons host={host} onAsk={act('adopt')} />
        )}
      </div>
      <div role="cell" className={style.addresses}>
        {host.families.map((family) => (
          <Addresses key={family.family} family={family} told={host.reason?.message} />
        ))}
      </div>
      <div role="cell" className={style.figure} data-column="change" data-label={say('names.last_change')}>
        <When at={host.last_change} as="span" />
      </div>
      <div role="cell" className={style.actions}>
        <a
          href={`/names/${id}`}
          className={style.way}
          aria-label={say('overview.of', { action: say('overview.details'), name })}
          onClick={follow}
        >
          {say('overview.details')}
        </a>
        {mayWrite && (
          <MenuButton
            label={say('names.actions', { name })}
            actions={[
              { label: say('names.edit'), run: act('edit') },
              { label: say(host.enabled ? 'names.switch_off' : 'names.switch_on'), run: act('switch') },
              { label: say('names.delete'), danger: true, run: act('delete') },
            ]}
          />
        )}
      </div>
    </div>
  );
});

interface AddressesProps {
  readonly family: HostStatus['families'][number];
  /** The reason that stands under the name already. */
  readonly told: string | undefined;
}

function Addresses({ family: status, told }: AddressesProps) {
  const say = useSay();
  const { family, state, published, detected, adoption, next_try: nextTry, reason } = status;
  // A family that this machine does not have is no trouble: why stands on hover only.
  const absent = published === null && state === 'unknown';
  return (
    <div className={style.address}>
      <span className={style.family} data-needed={published === null || undefined}>
        {family === 'A' ? 'IPv4' : 'IPv6'}
      </span>
      <div>
        {adoption.length > 0 ? (
          <Standing family={status} />
        ) : (
          <>
            {published === null ? (
              <span className={style.why} title={reason?.message}>
                {say('names.no_address')}
              </span>
            ) : (
              <Copyable text={published} />
            )}
            {detected !== null && detected !== published && (
              <p className={style.why}>{say('names.detected', { address: detected })}</p>
            )}
          </>
        )}
        {!absent && adoption.length === 0 && reason !== null && reason.message !== told && (
          <p className={style.why}>
            {reason.message} {nextTry !== null && <NextTry at={nextTry} />}
          </p>
        )}
      </div>
    </div>
  );
}

/** More values than this are counted in the dialog. */
const worthNaming = 3;

/** What stands there and is not ours, and what we would write. */
function Standing({ family: { adoption, detected } }: { readonly family: HostStatus['families'][number] }) {
  const say = useSay();
  const values = adoption.slice(0, worthNaming).map(({ value }) => value);
  const value = values.length < adoption.length ? `${values.join(', ')}, …` : values.join(', ');
  return (
    <>
      <p className={style.stands}>{say('adopt.stands', { value })}</p>
      <p className={style.why}>
        {detected === null ? say('adopt.would_later') : say('adopt.would', { address: detected })}
      </p>
    </>
  );
}
