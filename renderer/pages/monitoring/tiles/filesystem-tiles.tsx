/** A tile for each file system: how full it is, and when it will be. */
import { useLanguage, useSay } from '../../../i18n.ts';
import { Bar } from '../bar.tsx';
import { DaysToFull, useOutlooks } from '../days-to-full.tsx';
import { figure } from '../figures.ts';
import { filesystemState } from '../how.ts';
import type { PartProps } from './last-hour.ts';
import { Tile } from './tile.tsx';

/** The tiles; one that says why, where none is known. */
export function FilesystemTiles({ now: { data, reasons }, find }: PartProps) {
  const say = useSay();
  const { language } = useLanguage();
  const outlookOf = useOutlooks();
  if (!data.filesystems) {
    return (
      <Tile name={say('monitoring.tiles.filesystems')} value={null} reason={reasons.get('filesystems')} />
    );
  }
  return data.filesystems.map((one, place) => {
    const { mount, space } = one;
    const outlook = outlookOf(mount);
    const state = filesystemState(one, outlook.capacity?.space);
    return (
      <Tile
        key={mount}
        name={mount}
        mark={state === 'ok' ? undefined : state}
        value={space && figure(space.percent, 'percent', language)}
        reason={reasons.get(`filesystems[${String(place)}].space`)}
        more={
          space && (
            <>
              <Bar percent={space.percent} state={state} />
              <p>
                {say('monitoring.tiles.free_of', {
                  free: figure(space.available, 'bytes', language),
                  total: figure(space.total, 'bytes', language),
                })}
              </p>
              <p>
                <DaysToFull outlook={outlook} />
              </p>
            </>
          )
        }
        spark={find('system.disk.usage', mount)}
        least={100}
      />
    );
  });
}
