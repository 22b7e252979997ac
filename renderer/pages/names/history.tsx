/** What was done to the names, newest first, page by page. */
import type { HistoryEntry, HistoryResult, HostState } from '../../../shared/api/ddns.ts';
import { useHistory } from '../../api/queries.ts';
import { Copyable } from '../../components/copyable.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Pager } from '../../components/pager.tsx';
import { Section } from '../../components/section.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { useSay } from '../../i18n.ts';
import style from '../../components/table.module.css';

const marks: Readonly<Record<HistoryResult, HostState>> = {
  created: 'ok',
  updated: 'ok',
  refreshed: 'ok',
  removed: 'paused',
  adopted: 'ok',
  failed: 'error',
};

interface HistoryProps {
  readonly page: number;
  /** Only of the name of this id. */
  readonly host?: string;
  readonly onPage: (page: number) => void;
}

/** The section "History". */
export function History({ page, host, onPage }: HistoryProps) {
  const say = useSay();
  const { data, error } = useHistory(page, host);
  const pages = data?.pagination?.pages ?? 1;

  return (
    <Section id="history" title={say(host === undefined ? 'naming.written' : 'history.title')}>
      {data === undefined && (error === null ? <Bones rows={3} /> : <ErrorNotice error={error} />)}
      {data?.data.history.length === 0 && <p className={style.empty}>{say('history.empty')}</p>}
      {data !== undefined && data.data.history.length > 0 && (
        <div role="table" aria-labelledby="history" className={style.table}>
          <div role="rowgroup" className={style.headers}>
            <div role="row" className={style.event}>
              <div role="columnheader">{say('history.result')}</div>
              <div role="columnheader">{say('names.name')}</div>
              <div role="columnheader">{say('history.address')}</div>
              <div role="columnheader">{say('history.trigger')}</div>
              <div role="columnheader" data-column="change">
                {say('history.when')}
              </div>
            </div>
          </div>
          <div role="rowgroup">
            {data.data.history.map((entry) => (
              <Event key={entry.id} entry={entry} />
            ))}
          </div>
        </div>
      )}
      <Pager
        label={say('history.pages')}
        before={say('history.newer')}
        next={say('history.older')}
        page={page}
        pages={pages}
        onPage={onPage}
      />
    </Section>
  );
}

function Event({ entry }: { readonly entry: HistoryEntry }) {
  const say = useSay();
  const changed = entry.previous_ip !== null && entry.ip !== null && entry.previous_ip !== entry.ip;
  return (
    <div role="row" className={style.event}>
      <div role="cell" className={style.state}>
        <StateMark state={marks[entry.result]} silent />
        <span>{say(`history.${entry.result}`)}</span>
      </div>
      <div role="cell" className={style.thing}>
        <span className={style.name}>{entry.host}</span>
        {entry.reason !== null && <p className={style.why}>{entry.reason.message}</p>}
      </div>
      <div role="cell" className={style.move}>
        {changed && <span className={style.former}>{entry.previous_ip} →</span>}
        {entry.ip === null ? (
          <span className={style.former}>{entry.previous_ip ?? say('names.no_address')}</span>
        ) : (
          <Copyable text={entry.ip} />
        )}
      </div>
      <div role="cell" className={style.trigger}>
        {say(`trigger.${entry.trigger}`)}
      </div>
      <div role="cell" className={style.figure} data-column="change">
        <When at={entry.timestamp} />
      </div>
    </div>
  );
}
