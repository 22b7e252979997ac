/** The keys that programs come in with. */
import '../../../theme/fields.css';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import { useKeys, useSwitchKey, type KeyFilter } from '../../../api/access-queries.ts';
import entry from '../../../components/entry.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { AddIcon } from '../../../components/icons.tsx';
import { Listing } from '../../../components/listing.tsx';
import { moveBetweenRows } from '../../../components/rows.ts';
import table from '../../../components/table.module.css';
import { useSay } from '../../../i18n.ts';
import { useMay, useMe } from '../../../me.ts';
import style from '../access.module.css';
import { Pager } from '../pager.tsx';
import { useSearched } from '../searched.ts';
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
  const [filter, setFilter] = useState<KeyFilter>({ search: '', state: '', order: 'created_at', page: 1 });
  const search = useSearched(filter.search);
  const keys = useKeys({ ...filter, search });
  const { mutate: switchKey, error } = useSwitchKey();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = useCallback(() => {
    setOpened(null);
  }, []);
  // Another question begins with its first page.
  const narrow = (part: Partial<KeyFilter>) => {
    setFilter({ ...filter, page: 1, ...part });
  };
  const isNarrowed = search !== '' || filter.state !== '';
  if (me === null) return null;

  return (
    <Listing query={keys}>
      {({ rows, pages }) => (
        <section aria-labelledby="keys" className={table.section}>
          <div className={table.head}>
            <h2 id="keys">{say('access.sections.keys')}</h2>
            {mayAdd && (
              <Button
                size="xs"
                variant="default"
                leftSection={<AddIcon />}
                onClick={() => {
                  setOpened({ kind: 'add' });
                }}
              >
                {say('access.keys.add')}
              </Button>
            )}
          </div>
          {error !== null && <ErrorNotice error={error} />}
          {(rows.length > 0 || isNarrowed) && <Filters filter={filter} onNarrow={narrow} />}
          {rows.length === 0 ? (
            <p className={table.empty}>{say(isNarrowed ? 'access.keys.none_found' : 'access.keys.empty')}</p>
          ) : (
            <div role="table" aria-labelledby="keys" className={table.table} onKeyDown={moveBetweenRows}>
              <div role="rowgroup" className={entry.headers}>
                <div role="row" className={entry.entry}>
                  <div role="columnheader">{say('access.state')}</div>
                  <div role="columnheader">{say('access.keys.key')}</div>
                  <div role="columnheader">{say('access.keys.scopes')}</div>
                  <div role="columnheader">
                    <span className="for-readers">{say('names.more')}</span>
                  </div>
                </div>
              </div>
              <div role="rowgroup">
                {rows.map((apiKey, index) => (
                  <KeyRow
                    key={apiKey.key_id}
                    me={me}
                    apiKey={apiKey}
                    index={index}
                    onAction={(kind) => {
                      if (kind === 'switch') {
                        switchKey({ id: apiKey.key_id, on: apiKey.state === 'disabled' });
                      } else setOpened({ kind, apiKey });
                    }}
                  />
                ))}
              </div>
            </div>
          )}
          <Pager
            label={say('access.keys.pages')}
            page={filter.page}
            pages={pages}
            onPage={(page) => {
              narrow({ page });
            }}
          />
          <Suspense>
            {opened?.kind === 'add' && <KeyForm apiKey={undefined} onClose={close} />}
            {opened?.kind === 'edit' && <KeyForm apiKey={opened.apiKey} onClose={close} />}
            {opened?.kind === 'rotate' && <RotateKey apiKey={opened.apiKey} onClose={close} />}
            {opened?.kind === 'revoke' && <RevokeKey apiKey={opened.apiKey} onClose={close} />}
          </Suspense>
        </section>
      )}
    </Listing>
  );
}

interface FiltersProps {
  readonly filter: KeyFilter;
  readonly onNarrow: (part: Partial<KeyFilter>) => void;
}

function Filters({ filter, onNarrow }: FiltersProps) {
  const say = useSay();
  return (
    <div className={style.filters} role="search">
      <TextInput
        size="xs"
        type="search"
        aria-label={say('access.keys.search')}
        placeholder={say('access.keys.search')}
        maxLength={100}
        value={filter.search}
        onChange={(event) => {
          onNarrow({ search: event.currentTarget.value });
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={say('access.state')}
        data={[
          { value: '', label: say('access.any_state') },
          { value: 'active', label: say('access.keys.state_active') },
          { value: 'inactive', label: say('access.keys.inactive') },
        ]}
        value={filter.state}
        onChange={(event) => {
          onNarrow({ state: event.currentTarget.value as KeyFilter['state'] });
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={say('access.keys.order')}
        data={orders.map((order) => ({ value: order, label: say(`access.keys.order_${order}`) }))}
        value={filter.order}
        onChange={(event) => {
          onNarrow({ order: event.currentTarget.value as KeyFilter['order'] });
        }}
      />
    </div>
  );
}
