/** The page of the names: the answer, the names, what was done to them. */
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useChangeHost, useStatus } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Listing } from '../../components/listing.tsx';
import { preloadMenus } from '../../components/menu-button.tsx';
import { useOpened } from '../../components/use-opened.ts';
import { History } from './history.tsx';
import type { HostAction } from './host-row.tsx';
import { HostTable } from './host-table.tsx';
import { Overview } from './overview.tsx';

const loadForm = () => import('./host-form.tsx');
const HostForm = lazy(loadForm);
const AdoptDialog = lazy(() => import('./adopt-dialog.tsx'));
const DeleteHost = lazy(() => import('./delete-host.tsx'));
const route = getRouteApi('/names');

type Opened =
  { readonly kind: 'add' } | { readonly kind: 'edit' | 'delete' | 'adopt'; readonly host: HostStatus };

/** The page. */
export function NamesPage() {
  const status = useStatus();

  useEffect(() => {
    // What a first press would wait for is fetched while nothing else is to do.
    const timer = setTimeout(() => {
      preloadMenus();
      loadForm().catch(() => {
        // The first use fetches it again, and says what is wrong.
      });
    }, 1_500);
    return () => {
      clearTimeout(timer);
    };
  }, []);

  return (
    <Listing query={status}>
      {(now) => (
        <>
          <Overview status={now} />
          <Tables hosts={now.hosts} />
        </>
      )}
    </Listing>
  );
}

function Tables({ hosts }: { readonly hosts: readonly HostStatus[] }) {
  const { page = 1, host } = route.useSearch();
  const navigate = route.useNavigate();
  const { opened, open, close } = useOpened<Opened>();
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
      } else open({ kind: action, host: chosen });
    },
    [change, show, open],
  );

  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <HostTable
        hosts={hosts}
        onAction={onAction}
        onAdd={() => {
          open({ kind: 'add' });
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
        {opened?.kind === 'add' && <HostForm id={undefined} onClose={close} />}
        {opened?.kind === 'edit' && <HostForm id={opened.host.host_id} onClose={close} />}
        {opened?.kind === 'adopt' && <AdoptDialog host={opened.host} onClose={close} />}
        {opened?.kind === 'delete' && <DeleteHost host={opened.host} onClose={close} />}
      </Suspense>
    </>
  );
}
