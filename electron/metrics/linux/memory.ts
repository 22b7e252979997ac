/** Memory and swap. */
import { notPresent } from '../known.ts';
import type { Memory } from '../proc/meminfo.ts';
import type { MemorySample } from '../sample.ts';

/** What the kernel's counts come to. Used is what programs hold: the total without what is free or could be given back. */
export function memorySampleOf(memory: Memory): MemorySample {
  const { total, available, free, buffers, cached, swapTotal, swapFree } = memory;
  const swapUsed = swapTotal - swapFree;
  return {
    total,
    available,
    free,
    used: Math.max(0, total - free - buffers - cached),
    buffers,
    cached,
    usage: (100 * (total - available)) / total,
    swap:
      swapTotal === 0
        ? notPresent
        : {
            value: {
              total: swapTotal,
              used: swapUsed,
              free: swapFree,
              usage: (100 * swapUsed) / swapTotal,
            },
          },
  };
}
