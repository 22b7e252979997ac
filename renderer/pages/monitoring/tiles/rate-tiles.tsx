/** What goes through the network and the disks now. */
import { useLanguage, useSay } from '../../../i18n.ts';
import { figure } from '../figures.ts';
import type { PartProps } from './last-hour.ts';
import { Tile } from './tile.tsx';
import style from './tiles.module.css';
import { busiestDisk, busiestInterface, diskRates, networkRates, type Rates } from './whole.ts';

/** Both tiles. */
export function RateTiles({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const network = data.interfaces ? networkRates(data.interfaces) : null;
  const disks = data.disks ? diskRates(data.disks) : null;
  return (
    <>
      <Tile
        name={say('monitoring.tiles.network')}
        value={network && <Pair rates={network} ways={['received', 'sent']} />}
        reason={reasons.get('interfaces') ?? say('monitoring.tiles.no_rate')}
        spark={find('system.network.received', busiestInterface(data.interfaces ?? []))}
        least={10_000}
      />
      <Tile
        name={say('monitoring.tiles.disks')}
        value={disks && <Pair rates={disks} ways={['read', 'written']} />}
        reason={reasons.get('disks') ?? say('monitoring.tiles.no_rate')}
        spark={find('system.disk_io.write', busiestDisk(data.disks ?? []))}
        least={10_000}
      />
    </>
  );
}

interface PairProps {
  readonly rates: NonNullable<Rates>;
  readonly ways: readonly ['received' | 'read', 'sent' | 'written'];
}

/** Two rates, each with its arrow and its word for readers. */
function Pair({ rates, ways }: PairProps) {
  const say = useSay();
  const { language } = useLanguage();
  return ways.map((way, place) => (
    <span key={way} className={style.way}>
      <span aria-hidden="true">{place === 0 ? '↓' : '↑'}</span>
      <span className="for-readers">{say(`monitoring.tiles.${way}`)}</span>
      {figure(rates[place] ?? 0, 'rate', language)}
    </span>
  ));
}
