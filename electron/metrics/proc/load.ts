/** `/proc/loadavg` and `/proc/uptime` (proc_loadavg(5), proc_uptime(5)). Pure. */

/** Mean length of the queue of 1, 5 and 15 minutes. `null` where the file holds something else. */
export function parseLoadavg(text: string): readonly [number, number, number] | null {
  const [one, five, fifteen] = text.split(' ', 3).map(Number);
  if (one === undefined || five === undefined || fifteen === undefined) return null;
  return [one, five, fifteen].every(Number.isFinite) ? [one, five, fifteen] : null;
}

/** Seconds since the start. `null` where the file holds something else. */
export function parseUptime(text: string): number | null {
  const seconds = Number.parseFloat(text);
  return Number.isFinite(seconds) ? seconds : null;
}
