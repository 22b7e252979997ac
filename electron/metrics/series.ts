/** What is measured: a name, and the object it is measured on where there are several. */

/** One series. `object` is a mount point, an interface, a core; empty where there is one only. */
export interface Series {
  /** `system.cpu.usage` */
  readonly name: string;
  readonly object: string;
}

/** What was measured at one moment, by {@link keyOf}. What is not known is not in it. */
export type Values = ReadonlyMap<string, number>;

const BETWEEN = '\n';

/** A series as the key of a map; a line break is in no name and in no mount point that the kernel prints. */
export const keyOf = ({ name, object }: Series): string => (object === '' ? name : name + BETWEEN + object);

/** The series of a key. */
export function seriesOf(key: string): Series {
  const at = key.indexOf(BETWEEN);
  return at < 0 ? { name: key, object: '' } : { name: key.slice(0, at), object: key.slice(at + 1) };
}
