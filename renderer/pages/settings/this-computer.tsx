/** What holds for the tray app on this computer. The shell keeps it; what it answers is what is shown. */
import '../../theme/fields.css';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DesktopApi, IpcInput, IpcOutput } from '../../../shared/shell/ipc.ts';
import form from '../../components/form.module.css';
import { Section } from '../../components/section.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { useSay } from '../../i18n.ts';
import style from './settings.module.css';

type Surroundings = IpcOutput<'describe'>;
type Change = IpcInput<'changePreferences'>;

const key = ['desktop'];
const switches = ['start_at_login', 'start_minimised', 'close_hides', 'popover', 'auto_update'] as const;
const kinds = ['alerts', 'names', 'updates', 'core'] as const;
const folders = ['data', 'logs'] as const;

/** The section. */
export function ThisComputer({ desktop }: { readonly desktop: DesktopApi }) {
  const say = useSay();
  const { data, error } = useQuery<Surroundings>({
    queryKey: key,
    queryFn: () => desktop.describe(),
    staleTime: Infinity,
  });
  return (
    <Section id="this-computer" title={say('settings_page.desktop.title')}>
      {data === undefined ? (
        error === null ? (
          <Bones rows={3} />
        ) : (
          <p role="alert">{say('settings_page.desktop.failed')}</p>
        )
      ) : (
        <Preferences desktop={desktop} surroundings={data} />
      )}
    </Section>
  );
}

interface PreferencesProps {
  readonly desktop: DesktopApi;
  readonly surroundings: Surroundings;
}

function Preferences({ desktop, surroundings }: PreferencesProps) {
  const say = useSay();
  const queries = useQueryClient();
  const { core, system, can_update: canUpdate } = surroundings;
  const change = useMutation({
    mutationFn: (wanted: Change) => desktop.changePreferences(wanted),
    onSuccess: (kept) => {
      queries.setQueryData<Surroundings>(key, (before) => before && { ...before, preferences: kept });
    },
  });
  // Until the shell has answered, as it was asked for; then as it says.
  const preferences = {
    ...surroundings.preferences,
    ...(change.isPending ? change.variables : {}),
  };
  const open = useMutation({
    mutationFn: (which: (typeof folders)[number]) => desktop.openFolder({ which }),
  });
  // Linux's trays tell nobody where the icon is; not every package can renew itself.
  const means = { popover: system !== 'linux', auto_update: canUpdate };
  const offered = switches.filter((name) => !(name in means) || means[name as keyof typeof means]);
  return (
    <div className={style.group}>
      <div className={style.computer}>
        <p className={style.note}>
          {say('settings_page.desktop.what')} {say(`settings_page.desktop.${core}`)}
        </p>
        <div className={style.part}>
          {offered.map((name) => (
            <Checkbox
              key={name}
              label={say(`settings_page.desktop.${name}`)}
              checked={preferences[name]}
              onChange={(event) => {
                change.mutate({ [name]: event.currentTarget.checked });
              }}
            />
          ))}
        </div>
        <fieldset className={form.group}>
          <legend>{say('settings_page.desktop.notifications')}</legend>
          {kinds.map((kind) => (
            <Checkbox
              key={kind}
              label={say(`settings_page.desktop.${kind}`)}
              checked={preferences.notifications[kind]}
              onChange={(event) => {
                const notifications = { ...preferences.notifications, [kind]: event.currentTarget.checked };
                change.mutate({ notifications });
              }}
            />
          ))}
        </fieldset>
        <div className={style.part}>
          <NativeSelect
            className={style.narrow ?? ''}
            label={say('settings_page.desktop.language')}
            data={[
              { value: 'system', label: say('settings_page.desktop.language_system') },
              { value: 'en', label: 'English' },
              { value: 'zh-CN', label: '中文' },
            ]}
            value={preferences.language}
            onChange={(event) => {
              const language = (['system', 'en', 'zh-CN'] as const).find(
                (one) => one === event.currentTarget.value,
              );
              if (language !== undefined) change.mutate({ language });
            }}
          />
          <div className={style.folders}>
            {folders.map((which) => (
              <Button
                key={which}
                size="xs"
                variant="default"
                onClick={() => {
                  open.mutate(which);
                }}
              >
                {say(`settings_page.desktop.folder_${which}`)}
              </Button>
            ))}
          </div>
        </div>
        {(change.isError || open.isError) && <p role="alert">{say('settings_page.desktop.failed')}</p>}
      </div>
    </div>
  );
}
