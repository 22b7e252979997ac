/** The machine at a glance. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import { useLastHour } from '../../../api/monitoring-queries.ts';
import type { Now } from '../../../api/now.ts';
import { useLanguage, useSay } from '../../../i18n.ts';
import { moment, span } from '../../../times.ts';
import { useServices } from '../../../services.ts';
import { figure } from '../figures.ts';
import { temperatureState } from '../how.ts';
import { FilesystemTiles } from './filesystem-tiles.tsx';
import { sparks, type Find, type PartProps } from './last-hour.ts';
import { RateTiles } from './rate-tiles.tsx';
import { Tile } from './tile.tsx';
import style from './tiles.module.css';

const lastOf = (series: SeriesColumns | undefined): number | null =>
  series?.mean.findLast((value) => value !== null) ?? null;

/** The tiles. */
export function Tiles({ now }: { readonly now: Now }) {
  const { data: hour } = useLastHour(sparks);
  const find: Find = (metric, object = '') =>
    hour?.find((one) => one.metric === metric && one.object === object);
  const say = useSay();
  return (
    <section aria-labelledby="tiles">
      <h2 id="tiles" className="for-readers">
        {say('monitoring.tiles.title')}
      </h2>
      <ul className={style.tiles}>
        <Processor now={now} find={find} />
        <Memory now={now} find={find} />
        <Swap now={now} find={find} />
        <Load now={now} find={find} />
        <Temperature now={now} find={find} />
        <FilesystemTiles now={now} find={find} />
        <RateTiles now={now} find={find} />
        <Uptime now={now} />
        <Own now={now} find={find} />
      </ul>
    </section>
  );
}

function Processor({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const cpu = data.cpu ?? null;
  const percent = cpu?.percent ?? null;
  return (
    <Tile
      name={say('monitoring.tiles.cpu')}
      value={percent === null ? null : figure(percent, 'percent', language)}
      reason={reasons.get('cpu') ?? reasons.get('cpu.percent')}
      more={
        cpu !== null &&
        (cpu.cores === 1
          ? say('monitoring.tiles.core')
          : say('monitoring.tiles.cores', { cores: cpu.cores })) +
          (cpu.frequency === null ? '' : ` · ${figure(cpu.frequency, 'megahertz', language)}`)
      }
      spark={find('system.cpu.usage')}
      least={25}
    />
  );
}

function Memory({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const memory = data.memory ?? null;
  return (
    <Tile
      name={say('monitoring.tiles.memory')}
      value={memory === null ? null : figure(memory.percent, 'percent', language)}
      reason={reasons.get('memory')}
      more={
        memory !== null &&
        say('monitoring.tiles.free_of', {
          free: figure(memory.available, 'bytes', language),
          total: figure(memory.total, 'bytes', language),
        })
      }
      spark={find('system.memory.usage')}
      least={100}
    />
  );
}

function Swap({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const swap = data.memory?.swap ?? null;
  return (
    <Tile
      name={say('monitoring.tiles.swap')}
      value={swap === null ? null : figure(swap.percent, 'percent', language)}
      reason={reasons.get('memory.swap') ?? reasons.get('memory')}
      more={
        swap !== null &&
        say('monitoring.tiles.free_of', {
          free: figure(swap.free, 'bytes', language),
          total: figure(swap.total, 'bytes', language),
        })
      }
      spark={find('system.swap.usage')}
      least={100}
    />
  );
}

function Load({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const load = data.cpu?.load_average ?? null;
  const [one, five, fifteen] = (load ?? []).map((value) => figure(value, 'load', language));
  return (
    <Tile
      name={say('monitoring.tiles.load')}
      term="load"
      value={one ?? null}
      reason={reasons.get('cpu.load_average') ?? reasons.get('cpu')}
      more={say('monitoring.tiles.loads', { five: five ?? '–', fifteen: fifteen ?? '–' })}
      spark={find('system.load.1')}
      least={data.cpu?.cores ?? 1}
    />
  );
}

function Temperature({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const hottest = (data.temperatures ?? []).toSorted((one, other) => other.value - one.value)[0];
  const state = hottest === undefined ? 'ok' : temperatureState(hottest);
  return (
    <Tile
      name={say('monitoring.tiles.temperature')}
      mark={state === 'ok' ? undefined : state}
      value={hottest === undefined ? null : figure(hottest.value, 'celsius', language)}
      reason={reasons.get('temperatures') ?? say('monitoring.none.temperatures')}
      more={hottest?.sensor}
      spark={hottest && find('system.temperature', hottest.sensor)}
      least={hottest?.critical ?? 80}
    />
  );
}

function Uptime({ now: { uptime, hostname, reasons } }: { readonly now: Now }) {
  const say = useSay();
  const { language } = useLanguage();
  const { clock } = useServices();
  return (
    <Tile
      name={say('monitoring.tiles.uptime')}
      value={uptime === null ? null : span(uptime * 1000, say)}
      reason={reasons.get('metadata.uptime')}
      more={
        uptime !== null && (
          <>
            <p>{say('monitoring.tiles.since', { at: moment(clock.now() - uptime * 1000, language) })}</p>
            <p>{hostname}</p>
          </>
        )
      }
    />
  );
}

function Own({ find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const memory = lastOf(find('process.memory'));
  const cpu = lastOf(find('process.cpu'));
  return (
    <Tile
      name="CloudCube"
      value={memory === null ? null : figure(memory, 'bytes', language)}
      reason={say('monitoring.tiles.no_minute')}
      more={cpu !== null && say('monitoring.tiles.own_cpu', { percent: figure(cpu, 'percent', language) })}
      spark={find('process.memory')}
      least={64 * 2 ** 20}
    />
  );
}
