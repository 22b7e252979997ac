/** The operations on channels. */
import { Type } from 'typebox';
import { Id } from './common.ts';
import { defineRoutes } from './contract.ts';
import { NotifyOutcome } from './notify-deliveries.ts';
import { NewNotifyChannel, NotifyChannel, NotifyChannelChange, NotifyKind } from './notify.ts';

const channelParams = Type.Object({ channel_id: Id });

/** A channel as examples show it. */
export const channelExample = {
  channel_id: '0198f3a0-0000-7000-8000-000000000071',
  name: 'Phone',
  kind: 'ntfy',
  enabled: true,
  language: 'en',
  rate: null,
  settings: { server: 'https://ntfy.example.net', topic: 'nas' },
  secrets_set: ['token'],
  state: 'ok',
  next_try: null,
  reason: null,
  last_sent_at: '2026-11-20T08:00:41.000Z',
  pending: 0,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const channelErrors = [
  'NOTIFY_KIND_UNKNOWN',
  'NOTIFY_SETTINGS_INVALID',
  'NOTIFY_CHANNEL_EXISTS',
  'NOTIFY_TOO_MANY',
] as const;

/** Operations on `/notify/kinds` and `/notify/channels`. */
export const notifyChannelRoutes = defineRoutes({
  listNotifyKinds: {
    method: 'GET',
    path: '/notify/kinds',
    tag: 'notify',
    summary: 'The kinds of channels, what each wants to know and how much it takes',
    access: 'alerts:read',
    data: Type.Object({ kinds: Type.Array(NotifyKind), count: Type.Integer() }),
    example: {
      data: {
        kinds: [
          {
            kind: 'ntfy',
            title: 'ntfy',
            key_url: 'https://docs.ntfy.sh/config/#access-tokens',
            settings: {
              type: 'object',
              properties: { token: { type: 'string', title: 'Access token', writeOnly: true } },
            },
            limits: { title: 250, body: 4096, unit: 'bytes', rate: [{ messages: 1, per: 5000 }] },
            knows_keys: true,
          },
        ],
        count: 1,
      },
    },
  },
  listNotifyChannels: {
    method: 'GET',
    path: '/notify/channels',
    tag: 'notify',
    summary: 'The channels and how they are doing, without their secrets',
    access: 'alerts:read',
    data: Type.Object({ channels: Type.Array(NotifyChannel), count: Type.Integer() }),
    example: { data: { channels: [channelExample], count: 1 } },
  },
  getNotifyChannel: {
    method: 'GET',
    path: '/notify/channels/{channel_id}',
    tag: 'notify',
    summary: 'One channel',
    access: 'alerts:read',
    params: channelParams,
    data: NotifyChannel,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: channelExample },
  },
  createNotifyChannel: {
    method: 'POST',
    path: '/notify/channels',
    tag: 'notify',
    summary: 'Keep a channel. Its server may be in the local network',
    access: 'alerts:admin',
    audit: 'channel.create',
    body: NewNotifyChannel,
    data: NotifyChannel,
    status: 201,
    errors: channelErrors,
    example: {
      body: {
        name: 'Phone',
        kind: 'ntfy',
        settings: { server: 'https://ntfy.example.net', topic: 'nas', token: '…' },
      },
      data: { ...channelExample, state: 'unknown', last_sent_at: null },
    },
  },
  updateNotifyChannel: {
    method: 'PUT',
    path: '/notify/channels/{channel_id}',
    tag: 'notify',
    summary: 'Change a channel; a setting that is left out stays. One that was stopped is tried again',
    access: 'alerts:admin',
    audit: 'channel.update',
    params: channelParams,
    body: NotifyChannelChange,
    data: NotifyChannel,
    errors: [...channelErrors, 'NOTIFY_SECRETS_AGAIN', 'NOTIFY_CHANGED_MEANWHILE', 'RESOURCE_NOT_FOUND'],
    example: {
      body: { enabled: false, revision: 1 },
      data: { ...channelExample, enabled: false, revision: 2 },
    },
  },
  deleteNotifyChannel: {
    method: 'DELETE',
    path: '/notify/channels/{channel_id}',
    tag: 'notify',
    summary: 'Let a channel go. What waits for it is not sent; what was sent stays in the log',
    access: 'alerts:admin',
    audit: 'channel.delete',
    params: channelParams,
    data: Type.Object({ channel_id: Id }),
    errors: ['RESOURCE_NOT_FOUND', 'NOTIFY_CHANNEL_IN_USE'],
    example: { data: { channel_id: channelExample.channel_id } },
  },
  testNotifyChannel: {
    method: 'POST',
    path: '/notify/channels/{channel_id}/test',
    tag: 'notify',
    summary: 'Send a message by a channel now, and wait up to ten seconds for what becomes of it',
    access: 'alerts:write',
    unaudited: 'sends a fixed message; the delivery log tells of it',
    params: channelParams,
    data: NotifyOutcome,
    errors: ['RESOURCE_NOT_FOUND', 'NOTIFY_CHANNEL_OFF'],
    example: { data: { delivery_id: '0198f3a0-0000-7000-8000-000000000072', status: 'sent', reason: null } },
  },
});
