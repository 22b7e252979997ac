/** Which addresses this place had, who said so and for how long, and what was written because of it. */
import { getRouteApi } from '@tanstack/react-router';
import { NativeSelect } from '@mantine/core';
import '../../theme/fields.css';
import { useMemo } from 'react';
import { useAddressChanges, type Rows } from '../../api/name-queries.ts';
import type { AddressChange } from '../../../shared/api/ddns.ts';
import { Listing } from '../../components/listing.tsx';
import { useSay } from '../../i18n.ts';
import { History } from './history.tsx';
import { lanesOfSources, type Lane } from './timeline/bars.ts';
import { Timeline } from './timeline/timeline.tsx';
import { useTimelineWords } from './words.ts';

const route = getRouteApi('/names/changes');

/** The page. */
export function ChangesPage() {
  useTimelineWords();
  const say = useSay();
  const { page = 1, reach } = route.useSearch();
  const navigate = route.useNavigate();
  const changes = useAddressChanges(reach !== 'all');
  return (
    <Listing query={changes} title={say('nav.changes')}>
      {(now) => (
        <>
          <h1 className="for-readers">{say('nav.changes')}</h1>
          <Sources changes={now} />
          <History
            page={page}
            onPage={(next) => {
              void navigate({
                search: ({ page: _, ...rest }) => (next === 1 ? rest : { ...rest, page: next }),
                resetScroll: false,
              });
            }}
          />
        </>
      )}
    </Listing>
  );
}

function Sources({ changes: { rows, isCut } }: { readonly changes: Rows<AddressChange> }) {
  const say = useSay();
  const { range, reach } = route.useSearch();
  const navigate = route.useNavigate();
  const lanes = useMemo(() => lanesOfSources(rows), [rows]);
  const isAll = reach === 'all';

  /** "Web services · IPv4". */
  function labelOf({ source, family }: Lane): string {
    const of = family === 'A' ? 'IPv4' : 'IPv6';
    if (source === null) return of;
    const { kind, name } = source;
    const who =
      kind === 'interface'
        ? name === ''
          ? say('host.source_interface')
          : say('naming.timeline.interface', { name })
        : name;
    return `${who} · ${of}`;
  }

  return (
    <Timeline
      id="changes"
      title={say(isAll ? 'naming.changes.all' : 'naming.changes.public')}
      lanes={lanes}
      labelOf={labelOf}
      isCut={isCut}
      range={range}
      onRange={(next) => {
        void navigate({ search: (now) => ({ ...now, range: next }), resetScroll: false });
      }}
      empty={say(isAll ? 'naming.changes.none' : 'naming.changes.none_public')}
      tools={
        <NativeSelect
          size="xs"
          aria-label={say('naming.changes.reach')}
          data={[
            { value: 'public', label: say('naming.changes.only_public') },
            { value: 'all', label: say('naming.changes.with_lan') },
          ]}
          value={isAll ? 'all' : 'public'}
          onChange={({ currentTarget: { value } }) => {
            void navigate({
              search: ({ reach: _, ...now }) => (value === 'all' ? { ...now, reach: 'all' } : now),
              resetScroll: false,
            });
          }}
        />
      }
    />
  );
}
