/** One name: how it is and why, what an update would do, what its servers say, where its addresses come from, its past. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useName, type NameFacts } from '../../api/name-queries.ts';
import { hasCode } from '../../api/errors.ts';
import form from '../../components/form.module.css';
import { Listing } from '../../components/listing.tsx';
import { useSay } from '../../i18n.ts';
import { History } from './history.tsx';
import { Addresses } from './name/addresses.tsx';
import { NameTimeline } from './name/name-timeline.tsx';
import { Origin } from './name/origin.tsx';
import { Plan } from './name/plan.tsx';
import { ProofTable } from './name/proof.tsx';
import { Standing } from './name/standing.tsx';
import { useTimelineWords } from './words.ts';

const route = getRouteApi('/names/$id');

/** The page. */
export function NamePage() {
  useTimelineWords();
  const { id } = route.useParams();
  const name = useName(id);
  if (name.data === undefined && hasCode(name.error, 'RESOURCE_NOT_FOUND', 'VALIDATION_ERROR'))
    return <Gone />;
  // Another name begins anew.
  return (
    <Listing key={id} query={name}>
      {(now) => <Parts facts={now} />}
    </Listing>
  );
}

/** It was deleted, or never was. */
function Gone() {
  const say = useSay();
  return (
    <div className={form.card}>
      <h1>{say('naming.gone')}</h1>
      <Link to="/names">{say('naming.back')}</Link>
    </div>
  );
}

function Parts({ facts }: { readonly facts: NameFacts }) {
  const { host, status } = facts;
  const { page = 1, range } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <Standing status={status} />
      <Addresses status={status} />
      <Plan id={host.host_id} isOn={host.enabled} />
      <ProofTable id={host.host_id} />
      <Origin host={host} />
      <NameTimeline
        host={host}
        range={range}
        onRange={(next) => {
          void navigate({ search: (now) => ({ ...now, range: next }), resetScroll: false });
        }}
      />
      <History
        host={host.host_id}
        page={page}
        onPage={(next) => {
          void navigate({
            search: ({ page: _, ...now }) => (next === 1 ? now : { ...now, page: next }),
            resetScroll: false,
          });
        }}
      />
    </>
  );
}
