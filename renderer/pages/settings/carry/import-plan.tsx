/** What bringing settings back would change, and the button that does it. */
import { Button } from '@mantine/core';
import type { SettingsImport } from '../../../../shared/api/settings.ts';
import { useImportSettings, type Bringing } from '../../../api/settings-queries.ts';
import { EntryRow } from '../../../components/entry-row.tsx';
import { EntryTable } from '../../../components/entry-table.tsx';
import entry from '../../../components/entry.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import form from '../../../components/form.module.css';
import table from '../../../components/table.module.css';
import { useTold } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { relative } from '../../../times.ts';
import { valueText } from '../setting-draft.ts';
import style from '../settings.module.css';

interface ImportPlanProps {
  readonly plan: SettingsImport;
  /** What it is the plan of. */
  readonly asked: Bringing;
  /** So many settings were changed. */
  readonly onDone: (count: number) => void;
  readonly onBack: () => void;
}

/** The plan. */
export function ImportPlan({ plan, asked, onDone, onBack }: ImportPlanProps) {
  const say = useSay();
  const bring = useImportSettings();
  const { changes, unfit, unknown, made_by: version, made_at: madeAt } = plan;
  const age = useTold((now) => relative(Date.parse(madeAt) - now, say));
  return (
    <div className={style.carry} data-wide>
      <p className={style.note}>{say('settings_page.carry.import.made', { version, age })}</p>
      {changes.length === 0 ? (
        <p role="status">{say('settings_page.carry.import.nothing')}</p>
      ) : (
        <>
          <h3 id="would-change" className={style.title}>
            {say('settings_page.carry.import.would')}
          </h3>
          <EntryTable
            labelledBy="would-change"
            columns={[
              say('settings_page.carry.import.now'),
              say('settings_page.carry.import.setting'),
              say('settings_page.carry.import.then'),
              '',
            ]}
            items={changes}
            render={({ key, title, old, new: then }, index) => (
              <EntryRow key={key} index={index}>
                <div role="cell" className={style.value}>
                  <span className={style.label}>{say('settings_page.carry.import.now')}: </span>
                  {valueText(old, say)}
                </div>
                <div role="cell" className={table.thing}>
                  <strong>{title}</strong>
                  <p className={table.why}>{key}</p>
                </div>
                <div role="cell" className={style.value}>
                  <span className={style.label}>{say('settings_page.carry.import.then')}: </span>
                  {valueText(then, say)}
                </div>
                <div role="cell" className={entry.actions} />
              </EntryRow>
            )}
          />
        </>
      )}
      {unfit.length > 0 && (
        <>
          <h3 className={style.title}>{say('settings_page.carry.import.unfit')}</h3>
          <ul className={style.ask}>
            {unfit.map(({ key, title, reason }) => (
              <li key={key}>
                {title}: {reason.message}
              </li>
            ))}
          </ul>
        </>
      )}
      {unknown.length > 0 && (
        <p className={style.note}>
          {say('settings_page.carry.import.unknown', { count: unknown.length, keys: unknown.join(', ') })}
        </p>
      )}
      {bring.error !== null && <ErrorNotice error={bring.error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onBack}>
          {say('settings_page.carry.import.back')}
        </Button>
        {changes.length > 0 && (
          <Button
            loading={bring.isPending}
            onClick={() => {
              bring.mutate(
                { ...asked, dry_run: false },
                {
                  onSuccess: (made) => {
                    onDone(made.changes.length);
                  },
                },
              );
            }}
          >
            {say('settings_page.carry.import.action', { count: changes.length })}
          </Button>
        )}
      </div>
    </div>
  );
}
