/** Where a name is kept, and the name itself with the domains it can stand below. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Account, DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import { useZones } from '../../api/account-queries.ts';
import form from '../../components/form.module.css';
import { useSay } from '../../i18n.ts';
import { nameBelow } from './host-draft.ts';

interface AccountFieldProps {
  readonly accounts: readonly Account[];
  readonly providers: readonly DnsProvider[];
  /** An account's id; empty: CloudCube's own zones. */
  readonly chosen: string;
  /** Another one than the name is kept in now. */
  readonly moves: boolean;
  readonly onChoose: (account: string) => void;
}

/** The account, or CloudCube's own zones. */
export function AccountField({ accounts, providers, chosen, moves, onChoose }: AccountFieldProps) {
  const say = useSay();
  const titleOf = (id: string) => providers.find(({ provider }) => provider === id)?.title ?? id;
  return (
    <NativeSelect
      label={say('host.account')}
      description={moves ? say('host.account_moves') : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={[
        { value: '', label: say('host.own_zones') },
        ...accounts.map(({ account_id: value, name, provider }) => ({
          value,
          label: say('host.account_option', { name, provider: titleOf(provider) }),
        })),
      ]}
      value={chosen}
      onChange={(event) => {
        onChoose(event.currentTarget.value);
      }}
    />
  );
}

/** More domains than this are not offered one by one. */
const worthOffering = 8;

interface NameFieldProps {
  readonly account: Account | undefined;
  readonly name: string;
  readonly error: string | undefined;
  readonly onName: (name: string) => void;
}

/** The name. One press on a domain of the account completes it. */
export function NameField({ account, name, error, onName }: NameFieldProps) {
  const say = useSay();
  const zones = useZones(account).data ?? [];
  return (
    <div>
      <TextInput
        className={form.mono ?? ''}
        label={say('host.name')}
        description={say(account === undefined ? 'host.name_hint' : 'host.name_hint_account')}
        placeholder={zones[0] === undefined ? 'cam.home.arpa' : `cam.${zones[0]}`}
        error={error}
        required
        withAsterisk={false}
        data-autofocus
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={253}
        value={name}
        onChange={(event) => {
          onName(event.currentTarget.value);
        }}
      />
      {zones.length > 0 && (
        <div className={form.chips} role="group" aria-label={say('host.suffixes')}>
          {zones.slice(0, worthOffering).map((zone) => (
            <Button
              key={zone}
              size="compact-xs"
              variant="default"
              className={form.chip ?? ''}
              onClick={() => {
                onName(nameBelow(name, zone, zones));
              }}
            >
              .{zone}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
