/** All checks with what can be done about them, or what to begin with. */
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { Check } from '../../../../shared/api/checks.ts';
import { useChangeCheck, useRunCheck } from '../../../api/check-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { arrange, found, type Preset } from './check-model.ts';
import { CheckRow, type CheckAction } from './check-row.tsx';
import { FirstChecks } from './first-checks.tsx';

const SearchField = lazy(() => import('../../../components/search-field.tsx'));
const CheckForm = lazy(() => import('./check-form.tsx'));
const DeleteCheck = lazy(() => import('./delete-check.tsx'));
const HeartbeatToken = lazy(() => import('./heartbeat-token.tsx'));

/** Fewer than this are found by looking. */
const worthFiltering = 10;

type Opened =
  | { readonly kind: 'add'; readonly preset?: Preset }
  | { readonly kind: 'edit' | 'delete' | 'token' | 'new-token'; readonly check: Check };

/** The section. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  const say = useSay();
  const mayWrite = useMay()('monitoring:write');
  const { opened, open, close } = useOpened<Opened>();
  const { mutate: change, error: changeError } = useChangeCheck();
  const run = useRunCheck();
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const error = changeError ?? run.error;

  const act = (check: Check) => (action: CheckAction) => {
    const id = check.check_id;
    if (action === 'run') run.mutate(id);
    else if (action === 'switch') change({ id, body: { enabled: !check.enabled } });
    else open({ kind: action, check });
  };

  return (
    <Section
      id="checks"
      title={say('checks.title')}
      // The sentence above is the title, where there is something to say.
      isPage={checks.length === 0}
      tools={
        <>
          {checks.length > worthFiltering && (
            <Suspense>
              <SearchField
                className={table.filter}
                label={say('checks.filter')}
                text={text}
                onText={setText}
              />
            </Suspense>
          )}
          {mayWrite && <AddButton what="check" label={say('checks.add')} onAdd={open} />}
        </>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {checks.length === 0 ? (
        <FirstChecks
          onChoose={
            mayWrite
              ? (preset) => {
                  open({ kind: 'add', preset });
                }
              : undefined
          }
        />
      ) : (
        <EntryTable
          labelledBy="checks"
          columns={[say('checks.state'), say('checks.check'), say('checks.lately')]}
          items={arrange(found(checks, wanted))}
          empty={say('checks.none_found')}
          render={(check, index) => (
            <CheckRow
              key={check.check_id}
              check={check}
              index={index}
              isOpen={unfolded === check.check_id}
              isRunning={run.isPending && run.variables === check.check_id}
              onToggle={() => {
                setUnfolded((now) => (now === check.check_id ? null : check.check_id));
              }}
              onAction={mayWrite ? act(check) : undefined}
            />
          )}
        />
      )}
      <Suspense>
        {opened?.kind === 'add' && (
          <CheckForm
            check={undefined}
            preset={opened.preset}
            onMade={(check) => {
              // Its address is what the job has to know.
              if (check.kind === 'heartbeat') open({ kind: 'new-token', check });
              else close();
            }}
            onClose={close}
          />
        )}
        {opened?.kind === 'edit' && <CheckForm check={opened.check} onMade={close} onClose={close} />}
        {opened?.kind === 'delete' && <DeleteCheck check={opened.check} onClose={close} />}
        {(opened?.kind === 'token' || opened?.kind === 'new-token') && (
          <HeartbeatToken check={opened.check} isNew={opened.kind === 'new-token'} onClose={close} />
        )}
      </Suspense>
    </Section>
  );
}
