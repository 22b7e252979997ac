/** Numbers as they are told. Pure. */

/**
 * The shortest decimal that is the same in single precision, which is how values are kept: 45.2, not 45.20000076293945.
 */
export function tidy(value: number): number {
  const kept = Math.fround(value);
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === kept) return short;
  }
  return Number(value.toPrecision(9));
}
