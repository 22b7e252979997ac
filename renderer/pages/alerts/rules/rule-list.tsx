/** All rules with what can be done about them. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { AlertRule } from '../../../../shared/api/alert-rules.ts';
import { useChangeRule } from '../../../api/alert-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import SearchField from '../../../components/search-field.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay } from '../../../me.ts';
import { arrange, found } from './rule-model.ts';
import { RuleRow, type RuleAction } from './rule-row.tsx';

const RuleForm = lazy(() => import('./rule-form.tsx'));
const DeleteRule = lazy(() => import('./delete-rule.tsx'));
const Templates = lazy(() => import('./templates.tsx'));

type Opened =
  { readonly kind: 'add' | 'templates' } | { readonly kind: 'change' | 'delete'; readonly rule: AlertRule };

/** The section. */
export function RuleList({ rules }: { readonly rules: readonly AlertRule[] }) {
  const say = useSay();
  const mayChange = useMay()('alerts:admin');
  const { opened, open, close } = useOpened<Opened>();
  const change = useChangeRule();
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);

  const act = (rule: AlertRule) => (action: RuleAction) => {
    if (action === 'switch') change.mutate({ id: rule.id, body: { enabled: !rule.enabled } });
    else open({ kind: action, rule });
  };

  return (
    <Section
      id="rules"
      title={say('alerts.rules.title')}
      isPage
      tools={
        <>
          <SearchField
            className={table.filter}
            label={say('alerts.rules.filter')}
            text={text}
            onText={setText}
          />
          {mayChange && (
            <>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  open({ kind: 'templates' });
                }}
              >
                {say('alerts.rules.templates')}
              </Button>
              <AddButton what="rule" label={say('alerts.rules.add')} onAdd={open} />
            </>
          )}
        </>
      }
    >
      {change.error !== null && <ErrorNotice error={change.error} />}
      <EntryTable
        labelledBy="rules"
        columns={[say('alerts.rules.state'), say('alerts.rule'), say('alerts.rules.looks_at')]}
        items={arrange(found(rules, wanted))}
        empty={say(rules.length === 0 ? 'alerts.rules.none' : 'alerts.rules.none_found')}
        render={(rule, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            index={index}
            isOpen={unfolded === rule.id}
            onToggle={() => {
              setUnfolded((now) => (now === rule.id ? null : rule.id));
            }}
            onAction={mayChange ? act(rule) : undefined}
          />
        )}
      />
      <Suspense>
        {opened?.kind === 'add' && <RuleForm rule={undefined} onClose={close} />}
        {opened?.kind === 'change' && <RuleForm rule={opened.rule} onClose={close} />}
        {opened?.kind === 'delete' && <DeleteRule rule={opened.rule} onClose={close} />}
        {opened?.kind === 'templates' && <Templates onClose={close} />}
      </Suspense>
    </Section>
  );
}
