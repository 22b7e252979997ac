/** `/proc/meminfo` (proc_meminfo(5)). Pure. */

/** Bytes. */
export interface Memory {
  readonly total: number;
  /** What programs can have without swapping. */
  readonly available: number;
  readonly free: number;
  readonly buffers: number;
  readonly cached: number;
  readonly swapTotal: number;
  readonly swapFree: number;
}

/** Reads the file. `null` where it does not tell the total. */
export function parseMeminfo(text: string): Memory | null {
  const values = new Map<string, number>();
  for (const [, name = '', kilobytes] of text.matchAll(/^([\w()]+): +(\d+) kB$/gm)) {
    values.set(name, Number(kilobytes) * 1024);
  }
  const of = (name: string): number => values.get(name) ?? 0;
  const total = values.get('MemTotal');
  if (total === undefined) return null;
  const [free, buffers, cached] = [of('MemFree'), of('Buffers'), of('Cached') + of('SReclaimable')];
  return {
    total,
    // A kernel before 3.14 does not tell it; what it could give back is the nearest.
    available: values.get('MemAvailable') ?? Math.min(total, free + buffers + cached),
    free,
    buffers,
    cached,
    swapTotal: of('SwapTotal'),
    swapFree: of('SwapFree'),
  };
}
