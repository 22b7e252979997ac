/** A series as the path of a small picture, 100 wide and 24 high. Pure. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';

const WIDTH = 100;
const HEIGHT = 24;
/** Half a line stays within the picture. */
const EDGE = 1;

/** `least`: the value that the top stands for at least. A gap in the series is a gap in the path. */
export function pathOf({ at, mean }: Pick<SeriesColumns, 'at' | 'mean'>, least: number): string {
  const [first = 0] = at;
  const length = Math.max((at.at(-1) ?? 0) - first, 1);
  const top = mean.reduce<number>((most, value) => Math.max(most, value ?? 0), least);
  let isOpen = false;
  return at
    .map((moment, place) => {
      const value = mean[place] ?? null;
      if (value === null) {
        isOpen = false;
        return '';
      }
      const x = ((moment - first) / length) * WIDTH;
      const y = HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
      const step = `${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
      isOpen = true;
      return step;
    })
    .join('');
}
