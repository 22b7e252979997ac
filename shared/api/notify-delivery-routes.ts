/** The operations on what was sent, waits or failed. */
import { Type } from 'typebox';
import { Id, pageQuery } from './common.ts';
import { defineRoutes } from './contract.ts';
import { channelExample } from './notify-channel-routes.ts';
import {
  AlertNotification,
  NotifyDelivery,
  NotifyDeliveryDetail,
  NotifyDeliveryStatus,
} from './notify-deliveries.ts';

const deliveryParams = Type.Object({ delivery_id: Id });

const deliveryExample = {
  delivery_id: '0198f3a0-0000-7000-8000-000000000072',
  channel: 'Phone',
  channel_id: channelExample.channel_id,
  channel_kind: 'ntfy',
  route: 'Disks',
  status: 'sent',
  severity: 'warning',
  title: '/srv/media is nearly full',
  notices: 1,
  attempts: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  next_try: null,
  finished_at: '2026-11-20T08:00:41.000Z',
  reason: null,
  stands_for: null,
};

/** Operations on `/notify/deliveries` and `/alerts/notifications`. */
export const notifyDeliveryRoutes = defineRoutes({
  listNotifyDeliveries: {
    method: 'GET',
    path: '/notify/deliveries',
    tag: 'notify',
    summary: 'What was sent, waits or failed, the newest first; kept for 90 days',
    access: 'alerts:read',
    query: Type.Object({
      ...pageQuery,
      channel: Type.Optional(Type.String({ maxLength: 64, description: 'Its id, name or kind' })),
      status: Type.Optional(NotifyDeliveryStatus),
      subject: Type.Optional(Type.String({ maxLength: 512 })),
    }),
    data: Type.Object({ deliveries: Type.Array(NotifyDelivery) }),
    paginated: true,
    example: { data: { deliveries: [deliveryExample] } },
  },
  getNotifyDelivery: {
    method: 'GET',
    path: '/notify/deliveries/{delivery_id}',
    tag: 'notify',
    summary: 'One message: what it says, of what it tells, and each try',
    access: 'alerts:read',
    params: deliveryParams,
    data: NotifyDeliveryDetail,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        ...deliveryExample,
        body: '94 % of 4 TB are used.',
        tells: [
          {
            key: 'alert:0198f3a0-0000-7000-8000-000000000073:firing',
            subject: 'alert:0198f3a0-0000-7000-8000-000000000073',
            kind: 'firing',
            severity: 'warning',
            title: '/srv/media is nearly full',
            at: '2026-11-20T08:00:00.000Z',
          },
        ],
        tries: [
          {
            at: '2026-11-20T08:00:40.000Z',
            ended_at: '2026-11-20T08:00:41.000Z',
            outcome: 'sent',
            reason: null,
          },
        ],
      },
    },
  },
  replayNotifyDelivery: {
    method: 'POST',
    path: '/notify/deliveries/{delivery_id}/replay',
    tag: 'notify',
    summary: 'Send again what failed: a new message to the same channel',
    access: 'alerts:write',
    audit: 'delivery.replay',
    params: deliveryParams,
    data: NotifyDelivery,
    status: 201,
    errors: ['RESOURCE_NOT_FOUND', 'NOTIFY_NOT_FAILED', 'NOTIFY_CHANNEL_OFF'],
    example: {
      data: {
        ...deliveryExample,
        delivery_id: '0198f3a0-0000-7000-8000-000000000074',
        status: 'pending',
        attempts: 0,
        next_try: '2026-11-20T09:00:00.000Z',
        finished_at: null,
        stands_for: deliveryExample.delivery_id,
      },
    },
  },
  listAlertNotifications: {
    method: 'GET',
    path: '/alerts/notifications',
    tag: 'notify',
    summary: 'What was told of alerts, the newest first',
    access: 'alerts:read',
    query: Type.Object({
      ...pageQuery,
      channel: Type.Optional(Type.String({ maxLength: 64, description: 'Its id, name or kind' })),
      status: Type.Optional(Type.Enum(['sent', 'failed'])),
    }),
    data: Type.Object({
      notifications: Type.Array(AlertNotification),
      summary: Type.Object({ total: Type.Integer(), sent: Type.Integer(), failed: Type.Integer() }),
    }),
    paginated: true,
    example: {
      data: {
        notifications: [
          {
            id: deliveryExample.delivery_id,
            alert_id: '0198f3a0-0000-7000-8000-000000000073',
            channel: 'Phone',
            channel_id: channelExample.channel_id,
            channel_kind: 'ntfy',
            status: 'sent',
            severity: 'warning',
            title: '/srv/media is nearly full',
            attempts: 1,
            created_at: '2026-11-20T08:00:00.000Z',
            sent_at: '2026-11-20T08:00:41.000Z',
            reason: null,
          },
        ],
        summary: { total: 1, sent: 1, failed: 0 },
      },
    },
  },
});
