/** The last requests that were answered. Taking one costs some assignments: it is in the way of every answer. */
import type { ServerData } from '../shared/events.ts';
import { toTimestamp, type Clock } from './kernel/clock.ts';
import type { Answered } from './server/answered.ts';
import { API_PREFIX } from './server/urls.ts';

type Shown = ServerData<'api_requests'>['requests'][number];

/** The last of them. */
export interface LiveRequests {
  /** Takes one; not one for a socket, which asks again and again and would be all that is seen. */
  take(answered: Answered): void;
  /** The newest first. */
  last(): readonly Shown[];
}

const KEPT = 10;
const SOCKETS = `${API_PREFIX}/ws/`;

interface Slot {
  at: number;
  method: string;
  route: string | null;
  status: number;
  duration: number;
  user_id: string | null;
  request_id: string;
}

const show = ({ at, method, route, status, duration, user_id, request_id }: Slot): Shown => ({
  timestamp: toTimestamp(at),
  ...{ method, endpoint: route, status },
  duration_ms: Math.round(duration * 1000) / 1000,
  ...{ user_id, request_id },
});

/** None yet. */
export function createLiveRequests(clock: Pick<Clock, 'now'>): LiveRequests {
  const slots = Array.from({ length: KEPT }, (): Slot => ({
    ...{ at: 0, method: '', route: null, status: 0, duration: 0, user_id: null, request_id: '' },
  }));
  /** How many there have been; the next goes where the oldest stands. */
  let count = 0;
  return {
    take({ method, route, status, duration, caller, request_id }) {
      if (route?.startsWith(SOCKETS) === true) return;
      const slot = slots[count % KEPT];
      if (!slot) return;
      count += 1;
      slot.at = clock.now();
      slot.method = method;
      slot.route = route;
      slot.status = status;
      slot.duration = duration;
      slot.user_id = caller?.user_id ?? null;
      slot.request_id = request_id;
    },
    last() {
      const kept = Math.min(count, KEPT);
      return Array.from({ length: kept }, (_, back) => slots[(count - 1 - back) % KEPT]).flatMap((slot) =>
        slot ? [show(slot)] : [],
      );
    },
  };
}
