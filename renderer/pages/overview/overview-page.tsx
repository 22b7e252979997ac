/** One glance: are my names right, is this machine well, what needs me. The first line is the answer; the rest explains it. */
import { lazy, Suspense, useEffect } from 'react';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { useStatus } from '../../api/queries.ts';
import { Listing } from '../../components/listing.tsx';
import { preloadMenus } from '../../components/menu-button.tsx';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { Answer } from './answer.tsx';
import { ColumnBones } from './column.tsx';
import { NamesColumn } from './names-column.tsx';
import style from './overview.module.css';

const MachineColumn = lazy(() => import('./machine-column.tsx'));
const NeedsColumn = lazy(() => import('./needs-column.tsx'));

/** How long the hand is left alone before what its first press would wait for is fetched (ms). */
const IDLE_MS = 1_500;

/** The page, as far as its reader may see it. */
export function OverviewPage() {
  useEffect(() => {
    const timer = setTimeout(preloadMenus, IDLE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return useMay()('ddns:read') ? <WithNames /> : <WithoutNames />;
}

function WithNames() {
  const status = useStatus();
  return (
    <Listing query={status} skeleton={<Skeleton />}>
      {(now) => (
        <div className={style.page}>
          <Answer status={now} />
          <Columns status={now} />
        </div>
      )}
    </Listing>
  );
}

/** For who may not see the names: the rest of it. */
function WithoutNames() {
  const title = useSay()('nav.overview');
  useEffect(() => {
    document.title = `${title} · CloudCube`;
  }, [title]);
  return (
    <div className={style.page}>
      <h1 className="for-readers">{title}</h1>
      <Columns status={undefined} />
    </div>
  );
}

function Columns({ status }: { readonly status: DdnsStatus | undefined }) {
  const may = useMay();
  const say = useSay();
  return (
    <div className={style.columns}>
      {status !== undefined && status.hosts.length > 0 && <NamesColumn hosts={status.hosts} />}
      {may('monitoring:read') && (
        <Suspense fallback={<ColumnBones id="machine" title={say('overview.nas')} rows={4} />}>
          <MachineColumn />
        </Suspense>
      )}
      <Suspense fallback={<ColumnBones id="needs" title={say('overview.needs')} rows={2} />}>
        <NeedsColumn status={status} />
      </Suspense>
    </div>
  );
}

/** As large as what comes. */
function Skeleton() {
  const say = useSay();
  return (
    <div className={style.page}>
      <div className={style.bare} />
      <div className={style.columns}>
        {(['names', 'nas', 'needs'] as const).map((column) => (
          <ColumnBones key={column} id={`${column}-bones`} title={say(`overview.${column}`)} rows={4} />
        ))}
      </div>
    </div>
  );
}
