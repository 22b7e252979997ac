/** When a file system will be full, as a range; or why that cannot be told. */
import type { Capacity } from '../../../shared/api/monitoring-history.ts';
import { useCapacity } from '../../api/monitoring-queries.ts';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';

/** What is known of one, and why the days are not. */
export interface Outlook {
  readonly capacity: Capacity['filesystems'][number] | undefined;
  readonly reason: string | undefined;
}

/** Looks one up by its mount. */
export function useOutlooks(): (mount: string) => Outlook {
  const { data } = useCapacity();
  return (mount) => {
    const place = data?.data.filesystems.findIndex((one) => one.mount === mount) ?? -1;
    const path = `filesystems[${String(place)}].space`;
    return {
      capacity: data?.data.filesystems[place],
      reason: data?.reasons.get(`${path}.days_to_full`) ?? data?.reasons.get(path),
    };
  };
}

/** "full in 88–128 days". */
export function DaysToFull({ outlook: { capacity, reason } }: { readonly outlook: Outlook }) {
  const say = useSay();
  const may = useMay();
  if (!may('production:admin')) return null;
  const days = capacity?.space?.days_to_full ?? null;
  if (days === null) return <span>{reason}</span>;
  const low = Math.floor(days.low);
  const high = days.high === null ? null : Math.ceil(days.high);
  return (
    <span>
      {high === null
        ? say('overview.full.from', { low })
        : low === high
          ? say('overview.full.day', { low })
          : say('overview.full.range', { low, high })}
    </span>
  );
}
