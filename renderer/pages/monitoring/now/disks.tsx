/** Every disk: what it says of its health, and what it does. */
import type { Now } from '../../../api/now.ts';
import { EntryRow, EntryState } from '../../../components/entry-row.tsx';
import table from '../../../components/table.module.css';
import { When } from '../../../components/when.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import { byUrgency, diskState, type Disk, type DiskHealth } from '../how.ts';
import style from './now.module.css';
import { Part } from './part.tsx';
import { Rate } from './rate.tsx';

interface Both {
  readonly disk: string;
  readonly does: Disk | undefined;
  readonly health: DiskHealth | undefined;
}

/** Disks by either of the two that know of them. */
function disksOf({ data }: Now): Both[] | null {
  if (!data.disks && !data.disk_health) return null;
  const names = [...(data.disks ?? []), ...(data.disk_health ?? [])].map(({ disk }) => disk);
  return [...new Set(names)].map((disk) => ({
    disk,
    does: data.disks?.find((one) => one.disk === disk),
    health: data.disk_health?.find((one) => one.disk === disk),
  }));
}

/** The table. */
export function Disks({ now }: { readonly now: Now }) {
  const say = useSay();
  const { data, reasons } = now;
  const disks = disksOf(now);
  const unknown = data.disk_health ? undefined : reasons.get('disk_health');
  return (
    <Part
      id="disks"
      term="smart"
      columns={[
        say('monitoring.columns.health'),
        say('monitoring.columns.disk'),
        say('monitoring.columns.told'),
        say('monitoring.columns.moves'),
      ]}
      items={disks && byUrgency(disks, ({ health }) => diskState(health))}
      reason={reasons.get('disks')}
      render={(both, index) => <Row key={both.disk} both={both} index={index} unknown={unknown} />}
    />
  );
}

interface RowProps {
  readonly both: Both;
  readonly index: number;
  /** Why the health of no disk is known. */
  readonly unknown: string | undefined;
}

function Row({ both: { disk, does, health }, index, unknown }: RowProps) {
  const say = useSay();
  const { language } = useLanguage();
  const state = diskState(health);
  const said =
    health &&
    [
      health.temperature !== null && figure(health.temperature, 'celsius', language),
      health.power_on_hours !== null &&
        say('monitoring.disk.hours', { days: Math.floor(health.power_on_hours / 24) }),
      health.reallocated_sectors !== null &&
        say('monitoring.disk.reallocated', { sectors: health.reallocated_sectors }),
      health.pending_sectors !== null && say('monitoring.disk.pending', { sectors: health.pending_sectors }),
      health.used_percent !== null &&
        say('monitoring.disk.life', { percent: figure(health.used_percent, 'percent', language) }),
    ].filter((part) => part !== false);
  return (
    <EntryRow index={index}>
      <EntryState mark={state}>{say(`monitoring.disk.${state}`)}</EntryState>
      <div role="cell" className={table.thing}>
        <strong>{disk}</strong>
        {health && (
          <p className={table.why}>
            {[health.model, health.serial].filter((part) => part !== null).join(' · ')}
          </p>
        )}
      </div>
      <div role="cell" className={style.values}>
        {said ? (
          <p>{said.length === 0 ? say('monitoring.disk.silent') : said.join(' · ')}</p>
        ) : (
          <p className={table.why}>{unknown ?? say('monitoring.disk.silent')}</p>
        )}
        {health?.asleep_since != null && (
          <p className={table.why}>
            {say('monitoring.disk.asleep')} <When at={health.asleep_since} />
          </p>
        )}
      </div>
      <div role="cell" className={style.figures}>
        <Rate way="read" value={does?.read_rate} />
        <Rate way="written" value={does?.write_rate} />
        {does?.busy != null && (
          <p className={table.why}>
            {say('monitoring.disk.busy', { percent: figure(does.busy, 'percent', language) })}
          </p>
        )}
      </div>
    </EntryRow>
  );
}
