/** The page of the names: all of them, and what can be done with one or several. */
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useChangeHost, useStatus } from '../../api/queries.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Listing } from '../../components/listing.tsx';
import { preloadMenus } from '../../components/menu-button.tsx';
import { useOpened } from '../../components/use-opened.ts';
import { useSay } from '../../i18n.ts';
import type { Deed } from './bulk.ts';
import { BulkNotice } from './bulk-notice.tsx';
import type { HostAction } from './host-row.tsx';
import { HostTable } from './host-table.tsx';
import { useBulk } from './use-bulk.ts';
import { useNamesWords } from './words.ts';

const loadForm = () => import('./host-form.tsx');
const HostForm = lazy(loadForm);
const AdoptDialog = lazy(() => import('./adopt-dialog.tsx'));
const DeleteHost = lazy(() => import('./delete-host.tsx'));
const BulkDialog = lazy(() => import('./bulk-dialog.tsx'));
const route = getRouteApi('/names');

type Opened =
  | { readonly kind: 'add' }
  | { readonly kind: 'edit' | 'delete' | 'adopt'; readonly host: HostStatus }
  | { readonly kind: 'bulk'; readonly deed: Deed; readonly hosts: readonly HostStatus[] };

/** The page. */
export function NamesPage() {
  useNamesWords();
  const say = useSay();
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
    <Listing query={status} title={say('names.title')}>
      {(now) => <Names hosts={now.hosts} />}
    </Listing>
  );
}

function Names({ hosts }: { readonly hosts: readonly HostStatus[] }) {
  const navigate = route.useNavigate();
  const { opened, open, close } = useOpened<Opened>();
  const { mutate: change, error } = useChangeHost();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const { bulk, begin, forget } = useBulk();

  const onChoose = useCallback(({ host_id: id }: HostStatus) => {
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const onAction = useCallback(
    (action: HostAction, host: HostStatus) => {
      if (action === 'switch') change({ id: host.host_id, body: { enabled: !host.enabled } });
      else if (action === 'open') void navigate({ to: '/names/$id', params: { id: host.host_id } });
      else open({ kind: action, host });
    },
    [change, navigate, open],
  );
  const endBulk = (): void => {
    close();
    // What is over is told once.
    if (bulk?.isOver === true) forget();
  };

  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      {bulk !== null && opened?.kind !== 'bulk' && (
        <BulkNotice
          bulk={bulk}
          onForget={forget}
          onShow={() => {
            open({ kind: 'bulk', deed: bulk.deed, hosts: [] });
          }}
        />
      )}
      <HostTable
        hosts={hosts}
        chosen={chosen}
        onChosen={setChosen}
        onChoose={onChoose}
        onAction={onAction}
        onAdd={() => {
          open({ kind: 'add' });
        }}
        onDeed={(deed, picked) => {
          if (bulk?.isOver === true) forget();
          open({ kind: 'bulk', deed, hosts: picked });
        }}
      />
      <Suspense>
        {opened?.kind === 'add' && <HostForm id={undefined} onClose={close} />}
        {opened?.kind === 'edit' && <HostForm id={opened.host.host_id} onClose={close} />}
        {opened?.kind === 'adopt' && <AdoptDialog host={opened.host} onClose={close} />}
        {opened?.kind === 'delete' && <DeleteHost host={opened.host} onClose={close} />}
        {opened?.kind === 'bulk' && (
          <BulkDialog
            {...opened}
            bulk={bulk}
            onBegin={(deed, picked, records) => {
              setChosen(new Set());
              begin(deed, picked, records);
            }}
            onClose={endBulk}
          />
        )}
      </Suspense>
    </>
  );
}
