/** The keys that programs come in with. */
import { lazy, Suspense } from 'react';
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import { useKeys, useSwitchKey, type KeyFilter } from '../../../api/key-queries.ts';
import { EntryTable } from '../../../components/entry-table.tsx';
import { Filters } from '../../../components/filters.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Listing } from '../../../components/listing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { AddButton, Section } from '../../../components/section.tsx';
import { useNarrowing } from '../../../components/use-narrowing.ts';
import { useOpened } from '../../../components/use-opened.ts';
import { useSay } from '../../../i18n.ts';
import { useMay, useMe } from '../../../me.ts';
import { KeyRow, type KeyAction } from './key-row.tsx';

const KeyForm = lazy(() => import('./key-form.tsx'));
const RotateKey = lazy(() => import('./rotate-key.tsx'));
const RevokeKey = lazy(() => import('./revoke-key.tsx'));

type Opened =
  { readonly kind: 'add' } | { readonly kind: Exclude<KeyAction, 'switch'>; readonly apiKey: ApiKey };

const orders = ['created_at', 'name', 'last_used', 'expires_at', 'usage_count'] as const;

/** The section. */
export default function Keys() {
  const say = useSay();
  const me = useMe();
  const mayAdd = useMay()('keys:admin');
  const { filter, asked, narrow, turn } = useNarrowing<KeyFilter>({
    search: '',
    state: '',
    order: 'created_at',
    page: 1,
  });
  const keys = useKeys(asked);
  const { mutate: switchKey, error } = useSwitchKey();
  const { opened, open, close } = useOpened<Opened>();
  const isNarrowed = asked.search !== '' || filter.state !== '';
  if (me === null) return null;

  return (
    <Listing query={keys}>
      {({ rows, pages }) => (
        <Section
          id="keys"
          title={say('nav.keys')}
          tools={mayAdd && <AddButton what="key" label={say('access.keys.add')} onAdd={open} />}
        >
          {error !== null && <ErrorNotice error={error} />}
          {(rows.length > 0 || isNarrowed) && <Narrow filter={filter} onNarrow={narrow} />}
          <EntryTable
            labelledBy="keys"
            columns={[say('access.state'), say('access.keys.key'), say('access.keys.scopes')]}
            items={rows}
            empty={say(isNarrowed ? 'access.keys.none_found' : 'access.keys.empty')}
            render={(apiKey, index) => (
              <KeyRow
                key={apiKey.key_id}
                me={me}
                apiKey={apiKey}
                index={index}
                onAction={(kind) => {
                  if (kind === 'switch') {
                    switchKey({ id: apiKey.key_id, on: apiKey.state === 'disabled' });
                  } else open({ kind, apiKey });
                }}
              />
            )}
          />
          <Pager label={say('access.keys.pages')} page={filter.page} pages={pages} onPage={turn} />
          <Suspense>
            {opened?.kind === 'add' && <KeyForm apiKey={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <KeyForm apiKey={opened.apiKey} onClose={close} />}
            {opened?.kind === 'rotate' && <RotateKey apiKey={opened.apiKey} onClose={close} />}
            {opened?.kind === 'revoke' && <RevokeKey apiKey={opened.apiKey} onClose={close} />}
          </Suspense>
        </Section>
      )}
    </Listing>
  );
}

interface NarrowProps {
  readonly filter: KeyFilter;
  readonly onNarrow: (part: Partial<KeyFilter>) => void;
}

function Narrow({ filter, onNarrow }: NarrowProps) {
  const say = useSay();
  return (
    <Filters
      label={say('access.keys.search')}
      filter={filter}
      onNarrow={onNarrow}
      choices={[
        {
          by: 'state',
          label: say('access.state'),
          options: [
            { value: '', label: say('access.any_state') },
            { value: 'active', label: say('access.keys.state_active') },
            { value: 'inactive', label: say('access.keys.inactive') },
          ],
        },
        {
          by: 'order',
          label: say('access.keys.order'),
          options: orders.map((order) => ({ value: order, label: say(`access.keys.order_${order}`) })),
        },
      ]}
    />
  );
}
