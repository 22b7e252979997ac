/**
 * The median of the slopes between all pairs of days (Theil 1950), with the range that Sen (1968) gives: the slopes whose
 * ranks lie as far from the middle as Kendall's count would by chance.
 */
import { quantile, sorted, type Daily, type Slope } from './daily.ts';

/** Of the normal distribution: nine times of ten. */
const Z = 1.645;

/** Over at least three days. */
export function theilSen(days: readonly Daily[]): Slope {
  const slopes = sorted(
    days.flatMap((one, index) =>
      days.slice(index + 1).map((other) => (other.value - one.value) / (other.day - one.day)),
    ),
  );
  const count = days.length;
  const spread = Z * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const share = Math.max(0, (slopes.length - spread) / 2 / slopes.length);
  return { low: quantile(slopes, share), likely: quantile(slopes, 0.5), high: quantile(slopes, 1 - share) };
}
