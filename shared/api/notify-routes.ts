/** The operations on who is told by which channel, with those on the channels and on what became of it. */
import { defineRoutes } from './contract.ts';
import { channelExample, notifyChannelRoutes } from './notify-channel-routes.ts';
import { notifyDeliveryRoutes } from './notify-delivery-routes.ts';
import { NotifyPreview, NotifyPreviewRequest, NotifyRoutes, NotifyRoutesChange } from './notify.ts';

const routeExample = {
  name: 'Disks',
  enabled: true,
  severities: ['critical', 'warning'],
  matchers: [{ name: 'mount', operator: '=~', value: '/srv/.*' }],
  channels: [channelExample.channel_id],
  fallback: [],
  fallback_after_minutes: 10,
  continue: false,
  group_by: ['alertname'],
  group_wait_seconds: 30,
  group_interval_seconds: 300,
  repeat_interval_seconds: 14_400,
};

/** Operations on `/notify` and `/alerts/notifications`. */
export const notifyRoutes = {
  ...notifyChannelRoutes,
  ...defineRoutes({
    getNotifyRoutes: {
      method: 'GET',
      path: '/notify/routes',
      tag: 'notify',
      summary: 'Which channels tell of what, in the order in which it is decided',
      access: 'alerts:read',
      data: NotifyRoutes,
      example: { data: { routes: [routeExample], unmatched: 'all_channels', revision: 2 } },
    },
    setNotifyRoutes: {
      method: 'PUT',
      path: '/notify/routes',
      tag: 'notify',
      summary: 'Give the routes anew, all of them in their order',
      access: 'alerts:admin',
      audit: 'notify_routes.update',
      body: NotifyRoutesChange,
      data: NotifyRoutes,
      errors: ['NOTIFY_CHANNEL_UNKNOWN', 'NOTIFY_MATCHER_INVALID', 'NOTIFY_CHANGED_MEANWHILE'],
      example: {
        body: { routes: [{ name: 'Disks', channels: [channelExample.channel_id] }], revision: 1 },
        data: { routes: [routeExample], unmatched: 'all_channels', revision: 2 },
      },
    },
    previewNotify: {
      method: 'POST',
      path: '/notify/preview',
      tag: 'notify',
      summary: 'Which channels a notice like this would reach, and why',
      access: 'alerts:read',
      unaudited: 'works something out and changes nothing',
      body: NotifyPreviewRequest,
      data: NotifyPreview,
      example: {
        body: { severity: 'warning', labels: { alertname: 'Disk filling', mount: '/srv/media' } },
        data: {
          routes: [
            {
              name: 'Disks',
              matches: true,
              reason: { code: 'NOTIFY_ROUTE_TAKES', params: {}, message: 'This route takes it.' },
            },
          ],
          channels: [
            {
              channel_id: channelExample.channel_id,
              name: 'Phone',
              route: 'Disks',
              group: { alertname: 'Disk filling' },
              wait_seconds: 30,
              fallback: [],
              reachable: true,
            },
          ],
        },
      },
    },
  }),
  ...notifyDeliveryRoutes,
};
