/** What a route of notifications is, as long as nobody says otherwise: for the outbox and the page. Pure. */
import type { NotifyRoute } from './api/notify.ts';

/**
 * What a route does unless told; the times of gathering are Alertmanager's (`dispatch/route.go`, DefaultRouteOpts). How often
 * something is said again is its rule's own: a route only makes it less often.
 */
export const standardRoute = {
  enabled: true,
  severities: [],
  matchers: [],
  fallback: [],
  fallback_after_minutes: 10,
  continue: false,
  group_by: ['alertname'],
  group_wait_seconds: 30,
  group_interval_seconds: 300,
  repeat_interval_seconds: 0,
} satisfies Omit<NotifyRoute, 'name' | 'channels'>;
