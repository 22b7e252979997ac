/** The page of the sources of addresses, and of the devices that tell their own. */
import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import { useSources } from '../../api/source-queries.ts';
import entry from '../../components/entry.module.css';
import { AddIcon } from '../../components/icons.tsx';
import { Listing } from '../../components/listing.tsx';
import { moveBetweenRows } from '../../components/rows.ts';
import table from '../../components/table.module.css';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { Devices } from '../devices/devices.tsx';
import { SourceRow, type SourceAction } from './source-row.tsx';

const AskDialog = lazy(() => import('./ask-dialog.tsx'));
const SourceForm = lazy(() => import('./source-form.tsx'));
const DeleteSource = lazy(() => import('./delete-source.tsx'));

type Opened = { readonly kind: 'add' } | { readonly kind: SourceAction; readonly source: AddressSource };

/** The page. */
export function SourcesPage() {
  const say = useSay();
  const mayWrite = useMay()('ddns:write');
  const sources = useSources();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = useCallback(() => {
    setOpened(null);
  }, []);

  return (
    <Listing query={sources} title={say('source.title')}>
      {({ sources: list, services }) => (
        <>
          <section aria-labelledby="sources" className={table.section}>
            <div className={table.head}>
              <h1 id="sources">{say('source.title')}</h1>
              {mayWrite && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<AddIcon />}
                  onClick={() => {
                    setOpened({ kind: 'add' });
                  }}
                >
                  {say('source.add')}
                </Button>
              )}
            </div>
            <div role="table" aria-labelledby="sources" className={table.table} onKeyDown={moveBetweenRows}>
              <div role="rowgroup" className={entry.headers}>
                <div role="row" className={entry.entry}>
                  <div role="columnheader">{say('source.state')}</div>
                  <div role="columnheader">{say('source.source')}</div>
                  <div role="columnheader">{say('source.agreed')}</div>
                  <div role="columnheader">
                    <span className="for-readers">{say('names.more')}</span>
                  </div>
                </div>
              </div>
              <div role="rowgroup">
                {list.map((source, index) => (
                  <SourceRow
                    key={source.source_id}
                    source={source}
                    index={index}
                    services={services}
                    onAction={
                      mayWrite
                        ? (kind) => {
                            setOpened({ kind, source });
                          }
                        : undefined
                    }
                  />
                ))}
              </div>
            </div>
          </section>
          <Devices />
          <Suspense>
            {opened?.kind === 'add' && <SourceForm source={undefined} services={services} onClose={close} />}
            {opened?.kind === 'edit' && (
              <SourceForm source={opened.source} services={services} onClose={close} />
            )}
            {opened?.kind === 'ask' && (
              <AskDialog source={opened.source} services={services} onClose={close} />
            )}
            {opened?.kind === 'delete' && <DeleteSource source={opened.source} onClose={close} />}
          </Suspense>
        </>
      )}
    </Listing>
  );
}
