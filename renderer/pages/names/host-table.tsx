/** All names, with order, filter and keyboard, and what can be done with several of them. */
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { LongRows } from '../../components/long-rows.tsx';
import { moveBetweenRows } from '../../components/rows.ts';
import { AddButton, Section } from '../../components/section.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import type { Deed } from './bulk.ts';
import { ChosenBar } from './chosen-bar.tsx';
import { HostRow, type HostAction } from './host-row.tsx';
import { arrange, type Kind, type Sort, type SortKey } from './list-model.ts';
import { KindField } from './kind-field.tsx';
import style from '../../components/table.module.css';

const SearchField = lazy(() => import('../../components/search-field.tsx'));

/** Fewer names than this are found by looking. */
const worthFiltering = 10;

interface HostTableProps {
  readonly hosts: readonly HostStatus[];
  /** Ids of those that were picked out. */
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  /** Must stay the same function, or every row is drawn again. */
  readonly onChoose: (host: HostStatus) => void;
  readonly onAdd: () => void;
  /** Must stay the same function, too. */
  readonly onAction: (action: HostAction, host: HostStatus) => void;
  readonly onDeed: (deed: Deed, hosts: readonly HostStatus[]) => void;
}

/** The section "Names". */
export function HostTable(props: HostTableProps) {
  const { hosts, chosen, onChosen, onChoose, onAdd, onAction, onDeed } = props;
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [sort, setSort] = useState<Sort>({ key: 'state', descending: false });
  const wanted = useDeferredValue(text);
  const shown = useMemo(() => arrange(hosts, wanted, sort, kind), [hosts, wanted, sort, kind]);
  // What is filtered away is not acted upon.
  const picked = useMemo(() => shown.filter(({ host_id: id }) => chosen.has(id)), [shown, chosen]);

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
      isPage
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
              <KindField kind={kind} onKind={setKind} />
            </Suspense>
          )}
          {picked.length > 0 ? (
            <ChosenBar
              hosts={picked}
              onDeed={onDeed}
              onNone={() => {
                onChosen(new Set());
              }}
            />
          ) : (
            mayWrite && <AddButton what="name" label={say('names.add')} onAdd={onAdd} />
          )}
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
              <div role="columnheader" className={style.choose}>
                {mayWrite && (
                  <input
                    type="checkbox"
                    aria-label={say('naming.choose_all')}
                    checked={picked.length > 0 && picked.length === shown.length}
                    ref={(box) => {
                      if (box !== null) box.indeterminate = picked.length > 0 && picked.length < shown.length;
                    }}
                    onChange={({ currentTarget: { checked } }) => {
                      onChosen(new Set(checked ? shown.map(({ host_id: id }) => id) : []));
                    }}
                  />
                )}
              </div>
              {header('state', say('names.state'))}
              {header('name', say('names.name'))}
              <div role="columnheader">{say('names.addresses')}</div>
              {header('last_change', say('names.last_change'))}
              <div role="columnheader">
                <span className="for-readers">{say('names.more')}</span>
              </div>
            </div>
          </div>
          <LongRows
            items={shown}
            rowHeight={73}
            render={(host, index) => (
              <HostRow
                key={host.host_id}
                host={host}
                index={index}
                isChosen={chosen.has(host.host_id)}
                onChoose={onChoose}
                onAction={onAction}
              />
            )}
          />
          {shown.length === 0 && <p className={style.empty}>{say('names.none_found')}</p>}
        </div>
      )}
    </Section>
  );
}
