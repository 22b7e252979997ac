/** Alerts that are over: narrowed down, page by page, the newest first, each opened in place. */
import '../../../theme/fields.css';
import { NativeSelect } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { AlertSeverity } from '../../../../shared/api/alerts.ts';
import { useAlertRules, usePastAlerts, type PastFilter } from '../../../api/alert-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Section } from '../../../components/section.tsx';
import { useSay } from '../../../i18n.ts';
import { severities } from '../severity.ts';
import { AlertRow } from './alert-row.tsx';

/** The section. */
export function PastList() {
  const say = useSay();
  const [filter, setFilter] = useState<PastFilter>({ severity: '', rule: '', page: 1 });
  const [unfolded, setUnfolded] = useState<string | null>(null);
  const { data: rules = [] } = useAlertRules();
  const past = usePastAlerts(filter);
  const toggle = useCallback((id: string) => {
    setUnfolded((now) => (now === id ? null : id));
  }, []);
  const isNarrowed = filter.severity !== '' || filter.rule !== '';
  const narrow = (part: Partial<PastFilter>) => {
    setFilter({ ...filter, page: 1, ...part });
  };

  return (
    <Section
      id="past"
      title={say('alerts.past')}
      tools={
        <>
          <NativeSelect
            size="xs"
            aria-label={say('alerts.severity_label')}
            data={[
              { value: '', label: say('alerts.any_severity') },
              ...severities.map((one) => ({ value: one, label: say(`alerts.severity.${one}`) })),
            ]}
            value={filter.severity}
            onChange={(event) => {
              narrow({ severity: event.currentTarget.value as AlertSeverity | '' });
            }}
          />
          <NativeSelect
            size="xs"
            aria-label={say('alerts.rule')}
            data={[
              { value: '', label: say('alerts.any_rule') },
              ...rules.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={filter.rule}
            onChange={(event) => {
              narrow({ rule: event.currentTarget.value });
            }}
          />
        </>
      }
    >
      <EntryTable
        labelledBy="past"
        columns={[say('alerts.severity_label'), say('alerts.alert'), say('alerts.what_was')]}
        items={past.data?.rows}
        error={past.error}
        empty={say(isNarrowed ? 'alerts.past_none_found' : 'alerts.past_empty')}
        render={(alert, index) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            index={index}
            isOpen={unfolded === alert.id}
            onToggle={toggle}
          />
        )}
      />
      <Pager
        label={say('alerts.past_pages')}
        before={say('history.newer')}
        next={say('history.older')}
        page={filter.page}
        pages={past.data?.pages ?? 1}
        onPage={(page) => {
          setFilter({ ...filter, page });
        }}
      />
    </Section>
  );
}
