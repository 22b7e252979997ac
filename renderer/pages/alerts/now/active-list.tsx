/** What goes on now: the answer in one sentence, each alert, and what can be done about it. */
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Alert } from '../../../../shared/api/alerts.ts';
import { useChannelNames, type ActiveAlerts } from '../../../api/alert-queries.ts';
import first from '../../../components/answer.module.css';
import { EntryTable } from '../../../components/entry-table.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import style from '../alerts.module.css';
import { answerOf, arrange, matchersOf } from './alert-model.ts';
import { AlertRow, type AlertAction } from './alert-row.tsx';

const NoteForm = lazy(() => import('./note-form.tsx'));
const SilenceForm = lazy(() => import('../muting/silence-form.tsx'));

interface Opened {
  readonly action: AlertAction;
  readonly alert: Alert;
}

interface ActiveListProps extends ActiveAlerts {
  /** Id of the alert that is open to begin with. */
  readonly wanted: string | null;
}

/** The sentence and the table. */
export function ActiveList({ alerts, summary, wanted }: ActiveListProps) {
  const say = useSay();
  const { opened, open, close } = useOpened<Opened>();
  const [unfolded, setUnfolded] = useState<string | null>(wanted);
  const table = useRef<HTMLElement>(null);
  const { data: channels } = useChannelNames();
  const { mark, text, params } = answerOf(alerts, summary);
  const toggle = useCallback((id: string) => {
    setUnfolded((now) => (now === id ? null : id));
  }, []);
  const act = useCallback(
    (action: AlertAction, alert: Alert) => {
      open({ action, alert });
    },
    [open],
  );

  useEffect(() => {
    // The one that somebody came for may stand far below.
    if (wanted !== null)
      table.current?.querySelector('[aria-expanded="true"]')?.scrollIntoView({ block: 'center' });
  }, [wanted]);

  return (
    <>
      <section aria-label={say('alerts.answer.label')} className={style.answer}>
        <div role="status">
          <h1 className={first.sentence}>
            <StateMark state={mark} large />
            <span>{say(text, params)}</span>
          </h1>
        </div>
        {summary.pending > 0 && (
          <p className={style.under}>{say('alerts.pending', { count: summary.pending })}</p>
        )}
        {channels?.length === 0 && <p className={style.under}>{say('alerts.no_channel')}</p>}
      </section>
      {alerts.length > 0 && (
        <section ref={table} aria-labelledby="active">
          <h2 id="active" className="for-readers">
            {say('alerts.active')}
          </h2>
          <EntryTable
            labelledBy="active"
            columns={[say('alerts.severity_label'), say('alerts.alert'), say('alerts.what_is')]}
            items={arrange(alerts)}
            render={(alert, index) => (
              <AlertRow
                key={alert.id}
                alert={alert}
                index={index}
                isOpen={unfolded === alert.id}
                onToggle={toggle}
                onAction={act}
              />
            )}
          />
        </section>
      )}
      <Suspense>
        {opened?.action === 'silence' && (
          <SilenceForm silence={undefined} matchers={matchersOf(opened.alert)} onClose={close} />
        )}
        {(opened?.action === 'acknowledge' || opened?.action === 'resolve') && (
          <NoteForm alert={opened.alert} deed={opened.action} onClose={close} />
        )}
      </Suspense>
    </>
  );
}
