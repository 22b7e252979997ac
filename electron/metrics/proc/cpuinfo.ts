/** `/proc/cpuinfo`, of which the clock is read where the kernel has no cpufreq. Pure. */

/** MHz of each core now; empty on processors that do not tell (most of ARM's). */
export function parseMegahertz(text: string): number[] {
  const found: number[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith('cpu MHz')) continue;
    const value = Number.parseFloat(line.slice(line.indexOf(':') + 1));
    if (Number.isFinite(value)) found.push(value);
  }
  return found;
}
