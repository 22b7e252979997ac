/** The lines: narrowed down, page by page, the newest first, each opened in place. */
import { useCallback, useState } from 'react';
import { useLogs, useOldestLine } from '../../../api/log-queries.ts';
import { everyLine, type LogFilter } from '../../../api/log-question.ts';
import box from '../../../components/box.module.css';
import { EntryTable } from '../../../components/entry-table.tsx';
import { Filters } from '../../../components/filters.tsx';
import { Listing } from '../../../components/listing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Section } from '../../../components/section.tsx';
import { useNarrowing } from '../../../components/use-narrowing.ts';
import { When } from '../../../components/when.tsx';
import { useLookUp, useSay } from '../../../i18n.ts';
import { ExportLogs } from './export-logs.tsx';
import { modulesOf } from './log-model.ts';
import { LogRow } from './log-row.tsx';
import style from './logs.module.css';

/** The section. `search` is what is looked for to begin with. */
export function LogList({ search }: { readonly search: string }) {
  const say = useSay();
  const { filter, asked, narrow, turn } = useNarrowing<LogFilter>({ ...everyLine, search });
  const logs = useLogs(asked);
  const [unfolded, setUnfolded] = useState<number | null>(null);
  const isNarrowed = [asked.search, filter.level, filter.module, filter.hours].some((one) => one !== '');
  const toggle = useCallback((id: number) => {
    setUnfolded((now) => (now === id ? null : id));
  }, []);

  return (
    <Listing query={logs}>
      {({ rows, pages, total }) => (
        <Section id="logs" title={say('logs.title')} tools={<ExportLogs filter={asked} total={total} />}>
          <Narrow filter={filter} modules={modulesOf(rows, filter.module)} onNarrow={narrow} />
          <div className={style.lines}>
            <EntryTable
              labelledBy="logs"
              columns={[say('logs.level'), say('logs.message'), say('logs.when')]}
              items={rows}
              empty={say(isNarrowed ? 'logs.none_found' : 'logs.empty')}
              render={(line, index) => (
                <LogRow
                  key={line.id}
                  line={line}
                  index={index}
                  isOpen={unfolded === line.id}
                  onToggle={toggle}
                  onSearch={(id) => {
                    narrow({ ...everyLine, search: id });
                    setUnfolded(null);
                  }}
                />
              )}
            />
          </div>
          <Pager
            label={say('logs.pages')}
            before={say('history.newer')}
            next={say('history.older')}
            page={filter.page}
            pages={pages}
            onPage={turn}
          />
          <Kept />
        </Section>
      )}
    </Listing>
  );
}

/** How far back the log goes, and what decides that. */
function Kept() {
  const say = useSay();
  const { data: oldest } = useOldestLine();
  return (
    <p className={box.muted}>
      {typeof oldest === 'string' && (
        <>
          {say('logs.oldest')} <When at={oldest} />
          {'. '}
        </>
      )}
      {say('logs.kept')} <code className={box.mono}>npm run cli -- settings get logs.keep_days</code>
    </p>
  );
}

const levels = ['ERROR', 'WARNING', 'INFO'] as const;
const spans = ['1', '24', '168'] as const;

interface NarrowProps {
  readonly filter: LogFilter;
  readonly modules: readonly string[];
  readonly onNarrow: (part: Partial<LogFilter>) => void;
}

function Narrow({ filter, modules, onNarrow }: NarrowProps) {
  const say = useSay();
  const lookUp = useLookUp();
  return (
    <Filters
      label={say('logs.search')}
      filter={filter}
      onNarrow={onNarrow}
      choices={[
        {
          by: 'level',
          label: say('logs.level'),
          options: [
            { value: '', label: say('logs.any_level') },
            ...levels.map((level) => ({ value: level, label: say(`logs.from_level.${level}`) })),
          ],
        },
        {
          by: 'module',
          label: say('logs.module_label'),
          options: [
            { value: '', label: say('logs.any_module') },
            ...modules.map((one) => ({ value: one, label: lookUp(`logs.module.${one}`, one) })),
          ],
        },
        {
          by: 'hours',
          label: say('logs.when'),
          options: [
            { value: '', label: say('logs.any_time') },
            ...spans.map((one) => ({ value: one, label: say(`logs.hours_${one}`) })),
          ],
        },
      ]}
    />
  );
}
