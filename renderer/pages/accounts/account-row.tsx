/** One account: how it is doing and why, and the domains it keeps. */
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import type { HostState } from '../../../shared/api/ddns.ts';
import { EntryButton, EntryRow, EntryState } from '../../components/entry-row.tsx';
import entry from '../../components/entry.module.css';
import { MenuButton } from '../../components/menu-button.tsx';
import table from '../../components/table.module.css';
import { useTold } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import { relative } from '../../times.ts';

/** What can be asked of an account. */
export type AccountAction = 'edit' | 'delete';

const marks: Readonly<Record<Account['state'], HostState>> = {
  ok: 'ok',
  waiting: 'warning',
  stopped: 'error',
  unknown: 'unknown',
};
const words = {
  ok: 'state.account_ok',
  waiting: 'state.waiting',
  stopped: 'state.stopped',
  unknown: 'state.untried',
} as const;

interface AccountRowProps {
  readonly account: Account;
  readonly index: number;
  readonly provider: DnsProvider | undefined;
  /** Not there for who may not change accounts. */
  readonly onAction: ((action: AccountAction) => void) | undefined;
}

/** The row. */
export function AccountRow({ account, index, provider, onAction }: AccountRowProps) {
  const say = useSay();
  const { name, state, zones, endpoint, proxy } = account;
  const act = (action: AccountAction) => () => {
    onAction?.(action);
  };
  return (
    <EntryRow index={index} onEnter={act('edit')}>
      <EntryState mark={marks[state]}>{say(words[state])}</EntryState>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        <p className={table.why}>
          {provider?.title ?? account.provider}
          {endpoint !== null && <> {say('account.own_endpoint', { endpoint })}</>}
          {proxy !== null && <> {say('account.by_proxy', { proxy })}</>}
        </p>
        <Why account={account} />
      </div>
      <div role="cell" className={entry.values}>
        {zones.length > 0 ? (
          <p className={entry.zones}>{zones.join(', ')}</p>
        ) : (
          <p className={table.why}>{say('account.all_zones')}</p>
        )}
      </div>
      <div role="cell" className={entry.actions}>
        {onAction !== undefined && (
          <>
            <EntryButton isUrgent={state === 'stopped'} onPress={act('edit')}>
              {say('account.edit')}
            </EntryButton>
            <MenuButton
              label={say('account.actions', { name })}
              actions={[{ label: say('account.delete'), danger: true, run: act('delete') }]}
            />
          </>
        )}
      </div>
    </EntryRow>
  );
}

/** Why it is not well, and what becomes of it. */
function Why({ account: { state, reason, next_try: nextTry } }: { readonly account: Account }) {
  const say = useSay();
  const when = useTold((now) =>
    nextTry === null ? '' : relative(Math.max(Date.parse(nextTry) - now, 1), say),
  );
  if (reason === null && when === '') return null;
  return (
    <p className={table.why}>
      {reason?.message} {when !== '' && say('account.next_try', { when })}
      {state === 'stopped' && reason === null && say('account.edit_it')}
    </p>
  );
}
