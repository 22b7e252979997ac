/** All names, with order, filter and keyboard. */
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { LongRows } from '../../components/long-rows.tsx';
import { moveBetweenRows } from '../../components/rows.ts';
import { AddButton, Section } from '../../components/section.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { HostRow, type HostAction } from './host-row.tsx';
import { arrange, type Sort, type SortKey } from './list-model.ts';
import style from '../../components/table.module.css';

const SearchField = lazy(() => import('../../components/search-field.tsx'));

/** Fewer names than this are found by looking. */
const worthFiltering = 10;

interface HostTableProps {
  readonly hosts: readonly HostStatus[];
  readonly onAdd: () => void;
  /** Must stay the same function, or every row is drawn again. */
  readonly onAction: (action: HostAction, host: HostStatus) => void;
}

/** The section "Names". */
export function HostTable({ hosts, onAdd, onAction }: HostTableProps) {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const [text, setText] = useState('');
  const [sort, setSort] = useState<Sort>({ key: 'state', descending: false });
  const wanted = useDeferredValue(text);
  const shown = useMemo(() => arrange(hosts, wanted, sort), [hosts, wanted, sort]);

  function header(key: SortKey, label: string) {
    const active = sort.key === key;
    return (
      <div
        role="columnheader"
        data-column={key === 'last_change' ? 'change' : key}
        aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          className={style.sort}
          onClick={() => {
            setSort({ key, descending: active && !sort.descending });
          }}
        >
          {label}
          {active && <span aria-hidden="true">{sort.descending ? '↑' : '↓'}</span>}
        </button>
      </div>
    );
  }

  return (
    <Section
      id="names"
      title={say('names.title')}
      tools={
        <>
          {hosts.length > worthFiltering && (
            <Suspense>
              <SearchField
                className={style.filter}
                label={say('names.filter')}
                text={text}
                onText={setText}
              />
            </Suspense>
          )}
          {mayWrite && <AddButton what="name" label={say('names.add')} onAdd={onAdd} />}
        </>
      }
    >
      {hosts.length === 0 ? (
        <p className={style.empty}>{say('names.empty')}</p>
      ) : (
        <div
          role="table"
          aria-labelledby="names"
          aria-rowcount={shown.length + 1}
          className={style.table}
          onKeyDown={moveBetweenRows}
        >
          <div role="rowgroup" className={style.headers}>
            <div role="row" className={style.host}>
              {header('state', say('names.state'))}
              {header('name', say('names.name'))}
              <div role="columnheader">{say('names.addresses')}</div>
              {header('last_change', say('names.last_change'))}
              <div role="columnheader" data-column="check">
                {say('names.last_check')}
              </div>
              <div role="columnheader" data-column="next">
                {say('names.next_check')}
              </div>
              <div role="columnheader">
                <span className="for-readers">{say('names.more')}</span>
              </div>
            </div>
          </div>
          <LongRows
            items={shown}
            rowHeight={73}
            render={(host, index) => (
              <HostRow key={host.host_id} host={host} index={index} onAction={onAction} />
            )}
          />
          {shown.length === 0 && <p className={style.empty}>{say('names.none_found')}</p>}
        </div>
      )}
    </Section>
  );
}
