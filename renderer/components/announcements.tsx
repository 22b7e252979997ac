/** The one place that is read out; see `announcer.ts`. */
import { useSyncExternalStore } from 'react';
import { useServices } from '../services.ts';

/** Stands in the page once, always. */
export function Announcements() {
  const { announcer } = useServices();
  return (
    <div role="status" className="for-readers">
      {useSyncExternalStore(announcer.subscribe, announcer.text)}
    </div>
  );
}
