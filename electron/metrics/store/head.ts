/** What was measured and is not on disk yet: whole minutes in memory. */
import type { Values } from '../series.ts';
import { emptyRaw, layRaw, type Raw } from './cells.ts';
import { MINUTE, startOf } from './times.ts';

/** One minute, measured every `step` ms. */
export interface MinuteBlock {
  /** ms UTC */
  readonly minute: number;
  readonly step: number;
  /** By the key of their series; `MINUTE / step` cells each. */
  readonly series: ReadonlyMap<string, Raw>;
}

/** The minutes. */
export interface Head {
  /**
   * A cell that has a value already gets the new one: a clock that was set back passes it a second time. What comes while
   * nothing can be written takes the place of the oldest minutes, see {@link MOST_ROWS}.
   */
  add(at: number, step: number, values: Values): void;
  blocks(): readonly MinuteBlock[];
  /** Forgets a block once it is on disk, unless something was added meanwhile. */
  drop(block: MinuteBlock): void;
}

/**
 * Series times minutes that are kept while the disk takes nothing: 60 series for 11 hours, about 12 MB. A full disk must
 * not fill the memory as well.
 */
export const MOST_ROWS = 40_000;

/** Without anything in it. `onLost` hears the start of each minute (ms UTC) that had to make room. */
export function createHead(onLost: (minute: number) => void = () => undefined): Head {
  const blocks = new Map<string, { minute: number; step: number; series: Map<string, Raw> }>();
  let rows = 0;

  function makeRoom(newest: string): void {
    for (const [key, { minute, series }] of blocks) {
      if (rows <= MOST_ROWS) return;
      if (key === newest) continue;
      blocks.delete(key);
      rows -= series.size;
      onLost(minute);
    }
  }

  return {
    add(at, step, values) {
      const minute = startOf(at, MINUTE);
      const key = `${String(minute)} ${String(step)}`;
      const before = blocks.get(key);
      // A new object each time: what is being written meanwhile is left as it was.
      const series = new Map(before?.series);
      const cell = Math.floor((at - minute) / step);
      for (const [name, value] of values) {
        const cells = emptyRaw(MINUTE / step);
        const old = series.get(name);
        if (old) layRaw(cells, old);
        cells[cell] = value;
        series.set(name, cells);
      }
      rows += series.size - (before?.series.size ?? 0);
      blocks.set(key, { minute, step, series });
      if (rows > MOST_ROWS) makeRoom(key);
    },
    blocks: () => [...blocks.values()],
    drop(block) {
      const key = `${String(block.minute)} ${String(block.step)}`;
      if (blocks.get(key) !== block) return;
      blocks.delete(key);
      rows -= block.series.size;
    },
  };
}
