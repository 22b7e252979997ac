/** The page of the names: the answer, the names, what was done to them. */
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns.ts';
import { useChangeHost, useStatus } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { preloadMenus } from '../../components/menu-button.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { StaleNotice } from '../../components/stale-notice.tsx';
import { useSay } from '../../i18n.ts';
import { History } from './history.tsx';
import type { HostAction } from './host-row.tsx';
import { HostTable } from './host-table.tsx';
import { Overview } from './overview.tsx';
import style from './names-page.module.css';

const loadForm = () => import('./host-form.tsx');
const HostForm = lazy(loadForm);
const AdoptDialog = lazy(() => import('./adopt-dialog.tsx'));
const DeleteHost = lazy(() => import('./delete-host.tsx'));
const route = getRouteApi('/');

type Dialog =
  { readonly kind: 'add' } | { readonly kind: 'edit' | 'delete' | 'adopt'; readonly host: HostStatus };

/** The page. */
export function NamesPage() {
  const say = useSay();
  const { data: status, error, dataUpdatedAt, refetch } = useStatus();

  useEffect(() => {
    // What a first press would wait for is fetched while nothing else is to do.
    const timer = setTimeout(() => {
      preloadMenus();
      void loadForm();
    }, 1_500);
    return () => {
      clearTimeout(timer);
    };
  }, []);

  if (status === undefined) {
    return error === null ? (
      <Bones rows={4} />
    ) : (
      <ErrorNotice error={error}>
        <div>
          <Button size="xs" variant="default" onClick={() => void refetch()}>
            {say('error.retry')}
          </Button>
        </div>
      </ErrorNotice>
    );
  }
  return (
    <div className={style.page}>
      {error !== null && <StaleNotice error={error} readAt={dataUpdatedAt} />}
      <div className={style.values} data-stale={error !== null || undefined}>
        <Overview status={status} />
        <Tables hosts={status.hosts} />
      </div>
    </div>
  );
}

function Tables({ hosts }: { readonly hosts: readonly HostStatus[] }) {
  const { page = 1, host } = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { mutate: change, error } = useChangeHost();

  const show = useCallback(
    (search: { page?: number; host?: string }) => void navigate({ search, resetScroll: false }),
    [navigate],
  );
  const onAction = useCallback(
    (action: HostAction, chosen: HostStatus) => {
      if (action === 'switch') change({ id: chosen.host_id, body: { enabled: !chosen.enabled } });
      else if (action === 'history') {
        show({ host: chosen.host_id });
        document.getElementById('history')?.scrollIntoView({ block: 'start' });
      } else setDialog({ kind: action, host: chosen });
    },
    [change, show],
  );
  const close = useCallback(() => {
    setDialog(null);
  }, []);

  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <HostTable
        hosts={hosts}
        onAction={onAction}
        onAdd={() => {
          setDialog({ kind: 'add' });
        }}
      />
      <History
        page={page}
        host={
          host === undefined
            ? undefined
            : { id: host, name: hosts.find(({ host_id }) => host_id === host)?.name }
        }
        onPage={(next) => {
          show({ ...(next === 1 ? {} : { page: next }), ...(host === undefined ? {} : { host }) });
        }}
        onAll={() => {
          show({});
        }}
      />
      <Suspense>
        {dialog?.kind === 'add' && <HostForm id={undefined} onClose={close} />}
        {dialog?.kind === 'edit' && <HostForm id={dialog.host.host_id} onClose={close} />}
        {dialog?.kind === 'adopt' && <AdoptDialog host={dialog.host} onClose={close} />}
        {dialog?.kind === 'delete' && <DeleteHost host={dialog.host} onClose={close} />}
      </Suspense>
    </>
  );
}
