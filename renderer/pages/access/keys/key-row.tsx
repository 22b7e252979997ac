/** One API key: whether it lets in, what it may do from where, when it ends and when it was used. */
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import type { User } from '../../../../shared/api/auth.ts';
import type { HostState } from '../../../../shared/api/ddns.ts';
import { EntryButton, EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { MenuButton } from '../../../components/menu-button.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { mayRuleKey } from '../allowed.ts';
import { TellPermissions } from '../permission-words.tsx';

/** What can be asked of a key. */
export type KeyAction = 'edit' | 'rotate' | 'switch' | 'revoke';

const marks: Readonly<Record<ApiKey['state'], HostState>> = {
  active: 'ok',
  disabled: 'paused',
  expired: 'warning',
  revoked: 'unknown',
};

interface KeyRowProps {
  readonly me: User;
  readonly apiKey: ApiKey;
  readonly index: number;
  readonly onAction: (action: KeyAction) => void;
}

/** The row. */
export function KeyRow({ me, apiKey, index, onAction }: KeyRowProps) {
  const say = useSay();
  const { name, state, description, tags, username, networks, usage_count: uses } = apiKey;
  const mayRule = mayRuleKey(me, apiKey);
  const act = (action: KeyAction) => () => {
    onAction(action);
  };
  const owner = apiKey.user_id === me.id ? [] : [say('access.keys.owner', { name: username })];
  const about = [...owner, ...(description === null ? [] : [description]), ...tags.map((tag) => `#${tag}`)];
  return (
    <EntryRow index={index} onEnter={mayRule ? act('edit') : undefined}>
      <EntryState mark={marks[state]}>{say(`access.keys.state_${state}`)}</EntryState>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        {about.length > 0 && <p className={table.why}>{about.join(' · ')}</p>}
        <p className={table.why}>
          <code className={table.name}>ccb_{apiKey.key_id}.…</code>
        </p>
      </div>
      <div role="cell" className={entry.values}>
        <p>
          <TellPermissions permissions={apiKey.scopes} />
        </p>
        <p className={table.why}>
          {say('access.keys.used')} <When at={apiKey.last_used} />
          {apiKey.last_used_ip !== null && ` · ${apiKey.last_used_ip}`}
          {uses > 0 && ` · ${say('access.keys.uses', { count: uses })}`}
        </p>
        <p className={table.why}>
          <Limits apiKey={apiKey} />
          {networks.length > 0 && ` · ${say('access.keys.from', { networks: networks.join(', ') })}`}
        </p>
      </div>
      <div role="cell" className={entry.actions}>
        {mayRule && (
          <>
            <EntryButton label={say('access.keys.edit_label', { name })} onPress={act('edit')}>
              {say('access.edit')}
            </EntryButton>
            <MenuButton
              label={say('access.actions', { name })}
              actions={[
                { label: say('access.keys.rotate'), run: act('rotate') },
                {
                  label: say(state === 'disabled' ? 'access.keys.enable' : 'access.keys.disable'),
                  run: act('switch'),
                },
                { label: say('access.keys.revoke'), danger: true, run: act('revoke') },
              ]}
            />
          </>
        )}
      </div>
    </EntryRow>
  );
}

/** When it ended or ends, and how often it may call. */
function Limits({ apiKey }: { readonly apiKey: ApiKey }) {
  const say = useSay();
  const { state, expires_at: expires, revoked_at: revoked } = apiKey;
  const { rate_limit: rate, concurrency_limit: concurrency } = apiKey;
  return (
    <>
      {state === 'revoked' ? (
        <>
          {say('access.keys.revoked')} <When at={revoked} />
        </>
      ) : expires === null ? (
        say('access.keys.endless')
      ) : (
        <>
          {say(state === 'expired' ? 'access.keys.expired' : 'access.keys.expires')} <When at={expires} />
        </>
      )}
      {rate !== null && ` · ${say('access.keys.rate', { requests: rate.requests, seconds: rate.seconds })}`}
      {concurrency !== null && ` · ${say('access.keys.at_once', { count: concurrency })}`}
    </>
  );
}
