/** Maintenance that comes back: what, when, when next, and what can be done with it. */
import { lazy, Suspense } from 'react';
import type { Maintenance } from '../../../../shared/api/muting.ts';
import { useChangeMaintenance, useMaintenance } from '../../../api/muting-queries.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import entry from '../../../components/entry.module.css';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { MenuButton } from '../../../components/menu-button.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useOpened } from '../../../components/use-opened.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import alerts from '../alerts.module.css';
import { spanWords } from '../span-text.ts';
import { useMatchersText } from './matchers.tsx';
import { scheduleText } from './schedule.ts';
import { windowText } from './window-text.ts';

const MaintenanceForm = lazy(() => import('./maintenance-form.tsx'));
const DeleteMaintenance = lazy(() => import('./delete-maintenance.tsx'));

type Action = 'change' | 'switch' | 'delete';
type Opened = { readonly kind: 'add' } | { readonly kind: 'change' | 'delete'; readonly one: Maintenance };

/** The section. */
export function MaintenanceList() {
  const say = useSay();
  const mayChange = useMay()('alerts:admin');
  const { data, error } = useMaintenance();
  const change = useChangeMaintenance();
  const { opened, open, close } = useOpened<Opened>();
  const act = (one: Maintenance) => (action: Action) => {
    if (action === 'switch') change.mutate({ id: one.maintenance_id, body: { enabled: !one.enabled } });
    else open({ kind: action, one });
  };
  return (
    <Section
      id="maintenance"
      title={say('alerts.maintenance.title')}
      term="maintenance"
      tools={mayChange && <AddButton what="maintenance" label={say('alerts.maintenance.add')} onAdd={open} />}
    >
      {change.error !== null && <ErrorNotice error={change.error} />}
      <EntryTable
        labelledBy="maintenance"
        columns={[
          say('alerts.silence.state'),
          say('alerts.maintenance.what'),
          say('alerts.maintenance.when'),
        ]}
        items={data}
        error={error}
        empty={say('alerts.maintenance.empty')}
        render={(one, index) => (
          <MaintenanceRow
            key={one.maintenance_id}
            one={one}
            index={index}
            onAction={mayChange ? act(one) : undefined}
          />
        )}
      />
      <Suspense>
        {opened?.kind === 'add' && <MaintenanceForm one={undefined} onClose={close} />}
        {opened?.kind === 'change' && <MaintenanceForm one={opened.one} onClose={close} />}
        {opened?.kind === 'delete' && <DeleteMaintenance one={opened.one} onClose={close} />}
      </Suspense>
    </Section>
  );
}

interface MaintenanceRowProps {
  readonly one: Maintenance;
  readonly index: number;
  readonly onAction: ((action: Action) => void) | undefined;
}

function MaintenanceRow({ one, index, onAction }: MaintenanceRowProps) {
  const say = useSay();
  const { language } = useLanguage();
  const about = useMatchersText()(one.matchers);
  const { name, enabled, active, next, schedule, duration_minutes: minutes, time_zone: zone } = one;
  const act = (action: Action) => () => {
    onAction?.(action);
  };
  const state = !enabled ? 'off' : active ? 'active' : 'waiting';
  return (
    <EntryRow
      index={index}
      onEnter={() => {
        onAction?.('change');
      }}
    >
      <EntryState mark={state === 'active' ? 'working' : state === 'off' ? 'paused' : 'unknown'}>
        {say(`alerts.maintenance.states.${state}`)}
      </EntryState>
      <div role="cell" className={table.thing}>
        <strong>{name}</strong>
        <p className={table.why}>{about}</p>
        {one.comment !== '' && <p className={table.why}>{one.comment}</p>}
      </div>
      <div role="cell" className={entry.values}>
        <p className={alerts.value}>{scheduleText(schedule, language, say)}</p>
        <p className={table.why}>
          {say('alerts.maintenance.lasts', { span: spanWords(minutes * 60, say), zone })}
        </p>
        {next !== null && (
          <p className={table.why}>
            {say(active ? 'alerts.maintenance.now' : 'alerts.maintenance.next', {
              at: windowText(next, language),
            })}
            {active && ` · ${say('alerts.silence.mutes', { count: one.muted_alerts })}`}
          </p>
        )}
      </div>
      <div role="cell" className={entry.actions}>
        {onAction !== undefined && (
          <MenuButton
            label={say('alerts.actions', { name })}
            actions={[
              { label: say('alerts.maintenance.change'), run: act('change') },
              {
                label: say(enabled ? 'alerts.maintenance.off' : 'alerts.maintenance.on'),
                run: act('switch'),
              },
              { label: say('alerts.maintenance.delete'), danger: true, run: act('delete') },
            ]}
          />
        )}
      </div>
    </EntryRow>
  );
}
