/** Which addresses stood under a name, over time. */
import { useMemo } from 'react';
import type { Host } from '../../../../shared/api/ddns-hosts.ts';
import { useNameHistory } from '../../../api/name-queries.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { useSay } from '../../../i18n.ts';
import type { Range } from '../../monitoring/spans.ts';
import { lanesOfName } from '../timeline/bars.ts';
import { Timeline } from '../timeline/timeline.tsx';

interface NameTimelineProps {
  readonly host: Host;
  readonly range: Range | undefined;
  readonly onRange: (range: Range) => void;
}

/** The section. */
export function NameTimeline({ host, range, onRange }: NameTimelineProps) {
  const say = useSay();
  const { data, error } = useNameHistory(host.host_id);
  const lanes = useMemo(() => lanesOfName(data?.rows ?? [], host.families), [data, host.families]);
  if (data === undefined) return error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />;
  return (
    <Timeline
      id="timeline"
      title={say('naming.timeline.title')}
      lanes={lanes}
      labelOf={({ family }) => say(`host.${family}`)}
      isCut={data.isCut}
      range={range}
      onRange={onRange}
      empty={say('history.empty')}
    />
  );
}
