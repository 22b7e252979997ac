/** The page of the sources of addresses, and of the devices that tell their own. */
import { lazy, Suspense } from 'react';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import { useSources } from '../../api/source-queries.ts';
import { EntryTable } from '../../components/entry-table.tsx';
import { Listing } from '../../components/listing.tsx';
import { AddButton, Section } from '../../components/section.tsx';
import { useOpened } from '../../components/use-opened.ts';
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
  const { opened, open, close } = useOpened<Opened>();

  return (
    <Listing query={sources} title={say('source.title')}>
      {({ sources: list, services }) => (
        <>
          <Section
            id="sources"
            title={say('source.title')}
            term="public_address"
            isPage
            tools={mayWrite && <AddButton what="source" label={say('source.add')} onAdd={open} />}
          >
            <EntryTable
              labelledBy="sources"
              columns={[say('source.state'), say('source.source'), say('source.agreed')]}
              items={list}
              render={(source, index) => (
                <SourceRow
                  key={source.source_id}
                  source={source}
                  index={index}
                  services={services}
                  onAction={
                    mayWrite
                      ? (kind) => {
                          open({ kind, source });
                        }
                      : undefined
                  }
                />
              )}
            />
          </Section>
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
