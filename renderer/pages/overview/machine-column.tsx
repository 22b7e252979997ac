/** How this machine is: processor, memory, the fullest file system and the network, each with its last hour. */
import type { ReactNode } from 'react';
import type { SeriesColumns } from '../../../shared/api/monitoring-history.ts';
import type { HostState } from '../../../shared/api/ddns.ts';
import type { MetricName } from '../../../shared/metric-names.ts';
import { useLastHour, useNow } from '../../api/monitoring-queries.ts';
import type { Now } from '../../api/now.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Bones } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../i18n.ts';
import { DaysToFull, useOutlooks } from '../monitoring/days-to-full.tsx';
import { figure } from '../monitoring/figures.ts';
import { filesystemState } from '../monitoring/how.ts';
import type { PartProps } from '../monitoring/tiles/last-hour.ts';
import { Sparkline } from '../monitoring/tiles/sparkline.tsx';
import { busiestInterface, networkRates } from '../monitoring/tiles/whole.ts';
import { Column } from './column.tsx';
import { fullest } from './fullest.ts';
import style from './overview.module.css';

const sparks: readonly MetricName[] = [
  'system.cpu.usage',
  'system.memory.usage',
  'system.disk.usage',
  'system.network.received',
];

/** The column. */
export default function MachineColumn() {
  const say = useSay();
  const { data: now, error } = useNow();
  return (
    <Column
      id="machine"
      title={say('overview.nas')}
      more={{ to: '/monitoring', label: say('overview.all_nas') }}
    >
      {now === undefined ? (
        error === null ? (
          <Bones rows={4} />
        ) : (
          <ErrorNotice error={error} />
        )
      ) : (
        <Rows now={now} />
      )}
    </Column>
  );
}

function Rows({ now }: { readonly now: Now }) {
  const say = useSay();
  const { language } = useLanguage();
  const { data: hour } = useLastHour(sparks);
  const find: PartProps['find'] = (metric, object = '') =>
    hour?.find((one) => one.metric === metric && one.object === object);
  const { data, reasons } = now;
  const percent = data.cpu?.percent ?? null;
  const load = data.cpu?.load_average?.[0] ?? null;
  const memory = data.memory ?? null;
  return (
    <ul className={style.rows}>
      <Figure
        name={say('overview.cpu')}
        value={percent === null ? null : figure(percent, 'percent', language)}
        more={load !== null && say('overview.load', { load: figure(load, 'load', language) })}
        reason={reasons.get('cpu') ?? reasons.get('cpu.percent')}
        spark={find('system.cpu.usage')}
        least={25}
      />
      <Figure
        name={say('overview.memory')}
        value={memory && figure(memory.percent, 'percent', language)}
        more={
          memory !== null &&
          say('overview.free_of', {
            free: figure(memory.available, 'bytes', language),
            total: figure(memory.total, 'bytes', language),
          })
        }
        reason={reasons.get('memory')}
        spark={find('system.memory.usage')}
        least={100}
      />
      <Disk now={now} find={find} />
      <Network now={now} find={find} />
    </ul>
  );
}

/** The file system that is fullest, and when it will be full. */
function Disk({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const outlookOf = useOutlooks();
  const worst = fullest(data.filesystems ?? []);
  if (worst === null) {
    return <Figure name={say('overview.disk')} value={null} reason={reasons.get('filesystems')} />;
  }
  const outlook = outlookOf(worst.mount);
  const state = filesystemState(worst, outlook.capacity?.space);
  const isForeseen = outlook.capacity?.space?.days_to_full != null;
  return (
    <Figure
      name={say('overview.disk')}
      object={worst.mount}
      mark={state === 'ok' ? undefined : state}
      value={figure(worst.space.percent, 'percent', language)}
      more={
        isForeseen ? (
          <DaysToFull outlook={outlook} />
        ) : (
          say('overview.free_of', {
            free: figure(worst.space.available, 'bytes', language),
            total: figure(worst.space.total, 'bytes', language),
          })
        )
      }
      spark={find('system.disk.usage', worst.mount)}
      least={100}
    />
  );
}

/** What comes and goes. */
function Network({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const rates = data.interfaces ? networkRates(data.interfaces) : null;
  const busiest = busiestInterface(data.interfaces ?? []);
  return (
    <Figure
      name={say('overview.network')}
      value={
        rates && (
          <>
            {(['received', 'sent'] as const).map((way, place) => (
              <span key={way} className={style.way}>
                <span aria-hidden="true">{place === 0 ? '↓' : '↑'}</span>
                <span className="for-readers">{say(`overview.${way}`)}</span>{' '}
                {figure(rates[place] ?? 0, 'rate', language)}
              </span>
            ))}
          </>
        )
      }
      more={busiest !== undefined && <code>{busiest}</code>}
      reason={reasons.get('interfaces')}
      spark={find('system.network.received', busiest)}
      least={10_000}
    />
  );
}

interface FigureProps {
  readonly name: string;
  /** Which one of several. */
  readonly object?: string;
  readonly mark?: HostState | undefined;
  /** `null` where it is not known. */
  readonly value: ReactNode;
  readonly more?: ReactNode;
  /** Why it is not known. */
  readonly reason?: string | undefined;
  readonly spark?: SeriesColumns | undefined;
  /** What the top of the small picture stands for at least. */
  readonly least?: number;
}

function Figure({ name, object, mark, value, more, reason, spark, least = 1 }: FigureProps) {
  const say = useSay();
  return (
    <li className={style.row}>
      <div className={style.figure}>
        <span className={style.what}>
          {mark !== undefined && <StateMark state={mark} />}
          <span>{name}</span>
          {object !== undefined && <code title={object}>{object}</code>}
        </span>
        <span className={style.value}>{value ?? '–'}</span>
        <span className={style.why}>{value === null ? (reason ?? say('overview.unknown')) : more}</span>
        <Sparkline series={spark} least={least} />
      </div>
    </li>
  );
}
