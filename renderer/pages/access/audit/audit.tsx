/** The audit log: who did what, from where, and what became of it; to look through, to keep, and to check. */
import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { AuditEntry } from '../../../../shared/api/audit.ts';
import type { HostState } from '../../../../shared/api/ddns.ts';
import { useAudit } from '../../../api/audit-queries.ts';
import { auditQueryOf, type AuditFilter } from '../../../api/audit-question.ts';
import entry from '../../../components/entry.module.css';
import { EntryTable } from '../../../components/entry-table.tsx';
import { EntryButton, EntryRow, EntryState } from '../../../components/entry-row.tsx';
import { Filters } from '../../../components/filters.tsx';
import { Listing } from '../../../components/listing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Section } from '../../../components/section.tsx';
import table from '../../../components/table.module.css';
import { useNarrowing } from '../../../components/use-narrowing.ts';
import { useOpened } from '../../../components/use-opened.ts';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import { subjects, targetOf } from './audit-entry.ts';
import { useActionWords } from './audit-words.ts';

const AuditDetails = lazy(() => import('./audit-details.tsx'));
const Verification = lazy(() => import('./verification.tsx'));

type Opened = { readonly kind: 'verify' } | { readonly kind: 'details'; readonly entry: AuditEntry };

const marks: Readonly<Record<AuditEntry['result'], HostState>> = {
  success: 'ok',
  failure: 'error',
  denied: 'warning',
  attempt: 'working',
};
const results = ['success', 'failure', 'denied', 'attempt'] as const;
const spans = ['1', '7', '30'] as const;

/** The section. */
export default function Audit() {
  const say = useSay();
  const { clock } = useServices();
  const { filter, asked, narrow, turn } = useNarrowing<AuditFilter>({
    search: '',
    action: '',
    result: '',
    days: '',
    page: 1,
  });
  const entries = useAudit(asked);
  const { opened, open, close } = useOpened<Opened>();
  const isNarrowed = [asked.search, filter.action, filter.result, filter.days].some((one) => one !== '');

  /** Of what is asked for: all of it, not this page alone. */
  const downloadOf = (format: 'csv' | 'json'): string => {
    const query = new URLSearchParams({ format, ...auditQueryOf(asked, clock.now()) });
    return `/api/v2/admin/audit-logs/export?${query.toString()}`;
  };

  return (
    <Listing query={entries}>
      {({ rows, pages }) => (
        <Section
          id="audit"
          title={say('nav.audit')}
          tools={
            <>
              {(['csv', 'json'] as const).map((format) => (
                <Button
                  key={format}
                  component="a"
                  href={downloadOf(format)}
                  download
                  size="xs"
                  variant="default"
                >
                  {say(`access.audit.download_${format}`)}
                </Button>
              ))}
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  open({ kind: 'verify' });
                }}
              >
                {say('access.audit.verify')}
              </Button>
            </>
          }
        >
          <Narrow filter={filter} onNarrow={narrow} />
          <EntryTable
            labelledBy="audit"
            columns={[say('access.audit.result'), say('access.audit.what'), say('access.audit.who')]}
            items={rows}
            empty={say(isNarrowed ? 'access.audit.none_found' : 'access.audit.empty')}
            render={(one, index) => (
              <Row
                key={one.id}
                of={one}
                index={index}
                onDetails={() => {
                  open({ kind: 'details', entry: one });
                }}
              />
            )}
          />
          <Pager
            label={say('access.audit.pages')}
            before={say('access.audit.newer')}
            next={say('access.audit.older')}
            page={filter.page}
            pages={pages}
            onPage={turn}
          />
          <Suspense>
            {opened?.kind === 'details' && <AuditDetails of={opened.entry} onClose={close} />}
            {opened?.kind === 'verify' && <Verification onClose={close} />}
          </Suspense>
        </Section>
      )}
    </Listing>
  );
}

interface NarrowProps {
  readonly filter: AuditFilter;
  readonly onNarrow: (part: Partial<AuditFilter>) => void;
}

function Narrow({ filter, onNarrow }: NarrowProps) {
  const say = useSay();
  return (
    <Filters
      label={say('access.audit.search')}
      filter={filter}
      onNarrow={onNarrow}
      choices={[
        {
          by: 'action',
          label: say('access.audit.what'),
          options: [
            { value: '', label: say('access.audit.any_action') },
            ...subjects.map((one) => ({ value: `${one}.*`, label: say(`access.audit.subject.${one}`) })),
          ],
        },
        {
          by: 'result',
          label: say('access.audit.result'),
          options: [
            { value: '', label: say('access.audit.any_result') },
            ...results.map((one) => ({ value: one, label: say(`access.audit.${one}`) })),
          ],
        },
        {
          by: 'days',
          label: say('access.audit.when'),
          options: [
            { value: '', label: say('access.audit.any_time') },
            ...spans.map((one) => ({ value: one, label: say(`access.audit.days_${one}`) })),
          ],
        },
      ]}
    />
  );
}

interface RowProps {
  readonly of: AuditEntry;
  readonly index: number;
  readonly onDetails: () => void;
}

function Row({ of, index, onDetails }: RowProps) {
  const say = useSay();
  const words = useActionWords();
  const what = words(of.action);
  const target = targetOf(of);
  return (
    <EntryRow index={index} onEnter={onDetails}>
      <EntryState mark={marks[of.result]}>{say(`access.audit.${of.result}`)}</EntryState>
      <div role="cell" className={table.thing}>
        <strong>{what}</strong>
        {target !== null && <p className={table.why}>{target}</p>}
      </div>
      <div role="cell" className={table.thing}>
        <span>{of.actor}</span>
        <p className={table.why}>
          <When at={of.created_at} />
          {of.ip !== null && ` · ${of.ip}`} · {say(`access.audit.by.${of.actor_kind}`)}
        </p>
      </div>
      <div role="cell" className={entry.actions}>
        <EntryButton label={say('access.audit.details_label', { what, seq: of.seq })} onPress={onDetails}>
          {say('access.audit.details')}
        </EntryButton>
      </div>
    </EntryRow>
  );
}
