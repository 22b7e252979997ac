/** What can be done about all names together: update them, pause their checks, go on. */
import { Button } from '@mantine/core';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { usePause, useResume, useUpdate, useUpdating } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { DownIcon } from '../../components/icons.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { ProgressButton } from '../../components/progress-button.tsx';
import { useLanguage, useSay } from '../../i18n.ts';
import { moment } from '../../times.ts';
import style from './answer.module.css';

/** Midnight at the end of today, where the reader is. */
function tomorrow(): Date {
  const day = new Date();
  day.setHours(24, 0, 0, 0);
  return day;
}

/** The buttons, and what went wrong with the last press. */
export function Controls({ status }: { readonly status: DdnsStatus }) {
  const say = useSay();
  const { language } = useLanguage();
  const update = useUpdate();
  const updating = useUpdating();
  const pause = usePause();
  const resume = useResume();
  const error = update.error ?? pause.error ?? resume.error;
  const midnight = tomorrow();

  return (
    <div className={style.controls}>
      <div className={style.buttons}>
        <ProgressButton
          label={say('update.action')}
          progress={status.update?.progress ?? (updating ? 0 : null)}
          working={(percent) => say('update.working', { percent })}
          onPress={() => {
            update.mutate(false);
          }}
        />
        {status.ddns_enabled ? (
          <MenuButton
            label={say('pause.label')}
            text={say('pause.action')}
            icon={<DownIcon />}
            actions={[
              {
                label: say('pause.hour'),
                run: () => {
                  pause.mutate({ minutes: 60 });
                },
              },
              {
                label: say('pause.tomorrow'),
                hint: moment(midnight.getTime(), language),
                run: () => {
                  pause.mutate({ until: midnight.toISOString() });
                },
              },
              {
                label: say('pause.open'),
                run: () => {
                  pause.mutate({});
                },
              },
            ]}
          />
        ) : (
          <Button
            variant="default"
            loading={resume.isPending}
            onClick={() => {
              resume.mutate(undefined);
            }}
          >
            {say('pause.resume')}
          </Button>
        )}
        <MenuButton
          label={say('update.more')}
          actions={[
            {
              label: say('update.force'),
              run: () => {
                update.mutate(true);
              },
            },
          ]}
        />
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
