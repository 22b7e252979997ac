/** Which file system is told where there is room for one. Pure. */
import type { Filesystem } from '../monitoring/how.ts';

type Measured = Filesystem & { readonly space: NonNullable<Filesystem['space']> };

/** The fullest that can fill up; `null` where none is known. */
export function fullest(filesystems: readonly Filesystem[]): Measured | null {
  const measured = filesystems.filter(
    (one): one is Measured => one.space !== null && !one.read_only && one.space.total > 0,
  );
  return measured.toSorted((one, other) => other.space.percent - one.space.percent)[0] ?? null;
}
