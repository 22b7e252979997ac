/** How long each file system will do, from what was measured of it. */
import type { Capacity } from '../../../shared/api/monitoring-history.ts';
import type { MetricName } from '../../../shared/metric-names.ts';
import type { Unknown } from '../telling/telling.ts';
import type { MetricStore } from '../store/store.ts';
import { DAY, HOUR, startOf } from '../store/times.ts';
import type { Daily } from './daily.ts';
import { outlookOf } from './outlook.ts';

/** Days that are looked back on: long enough for thirteen weeks, short enough to follow a change of habits. */
const LOOK_BACK = 91 * DAY;
/** What was not measured for so long is not mounted any more. */
const PRESENT = 26 * HOUR;

/** All that were measured of late, or `only` one, by their mounts. */
export async function filesystemCapacities(
  store: Pick<MetricStore, 'read' | 'series'>,
  now: number,
  only: string | null = null,
): Promise<{ filesystems: Capacity['filesystems']; unavailable: Unknown[] }> {
  const today = startOf(now, DAY);

  async function daysOf(name: MetricName, object: string): Promise<Daily[]> {
    const points = await store.read({ name, object }, { from: today - LOOK_BACK, to: today, step: DAY });
    return points.map(({ at, sum, count }) => ({ day: at / DAY, value: sum / count }));
  }
  async function newest(name: MetricName, object: string): Promise<number | null> {
    const points = await store.read({ name, object }, { from: now - PRESENT, to: now + 1, step: HOUR });
    const last = points.at(-1);
    return last ? last.sum / last.count : null;
  }

  const mounts = store
    .series()
    .flatMap(({ name, object }) =>
      name === 'system.disk.used' && object === (only ?? object) ? [object] : [],
    )
    .sort();
  const filesystems: Capacity['filesystems'] = [];
  const unavailable: Unknown[] = [];
  for (const mount of mounts) {
    const used = await newest('system.disk.used', mount);
    const available = await newest('system.disk.available', mount);
    if (used === null || available === null) continue;
    const path = `filesystems[${String(filesystems.length)}]`;
    const space = outlookOf(await daysOf('system.disk.used', mount), available);
    const percent = await newest('system.disk.inodes.usage', mount);
    const inodes =
      percent === null
        ? { outlook: null, reason: { code: 'METRICS_NOT_TOLD', params: {} } }
        : outlookOf(await daysOf('system.disk.inodes.usage', mount), 100 - percent);
    filesystems.push({
      mount,
      used: Math.round(used),
      available: Math.round(available),
      space: space.outlook,
      inodes_percent: percent,
      inodes: inodes.outlook,
    });
    if (percent === null)
      unavailable.push({ path: `${path}.inodes_percent`, reason: { code: 'METRICS_NOT_TOLD', params: {} } });
    for (const [part, { outlook, reason }] of [
      ['space', space],
      ['inodes', inodes],
    ] as const) {
      if (reason) unavailable.push({ path: `${path}.${part}${outlook ? '.days_to_full' : ''}`, reason });
    }
  }
  return { filesystems, unavailable };
}
