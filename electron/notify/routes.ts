/** Operations on channels, routes and deliveries. */
import { v7 as uuid } from 'uuid';
import { pageOf, paginate } from '../../shared/api/common.ts';
import { notifyRoutes } from '../../shared/api/notify-routes.ts';
import type { NotifyRoutes } from '../../shared/api/notify.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { Notice } from '../../shared/notice.ts';
import type { Clock } from '../kernel/clock.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { AnyKind } from './channel-settings.ts';
import type { Channels, ChannelView } from './channels.ts';
import type { DeliveryLog, LogFilter } from './delivery-log.ts';
import type { RouteList, RoutesInForce } from './route-list.ts';
import type { NotifyService } from './service.ts';
import { showChannel, showDelivery, showDetail, showKind, showNotification, showOutcome } from './shown.ts';

/** What a test says. */
function testNotice(host: string, at: number): Notice {
  const key = `test:${uuid()}`;
  return {
    ...{ key, subject: key, kind: 'message', severity: 'info', labels: {}, at, page: null, alert: null },
    title: { code: 'test.title', params: {} },
    lines: [{ code: 'test.body', params: { host } }],
  };
}

const toRoutes = ({ routes, unmatched, revision }: RoutesInForce): NotifyRoutes => ({
  routes: routes.map(({ holds: _, ...route }) => route),
  ...{ unmatched, revision },
});

/** Makes them. */
export function createNotifyRoutes(deps: {
  /** Kinds that a channel can be made of now. */
  readonly offered: () => readonly AnyKind[];
  readonly channels: Channels;
  readonly routes: RouteList;
  readonly service: NotifyService;
  readonly log: DeliveryLog;
  readonly clock: Clock;
  readonly hostname: string;
}): BoundRoute[] {
  const { offered, channels, routes, service, log, clock } = deps;

  const show = async (view: ChannelView, words: Words) =>
    showChannel(view, (await log.pending()).get(view.channel.channel_id) ?? 0, words);
  const viewOf = ({ channel_id: id }: { readonly channel_id: string }) => channels.find(id);

  async function page(filter: LogFilter, query: Parameters<typeof pageOf>[0]) {
    const position = pageOf(query);
    const { deliveries, total } = await log.list(filter, position);
    return { deliveries, pagination: paginate(position, total) };
  }

  return implement(notifyRoutes, {
    listNotifyKinds({ words }) {
      const all = offered().map((kind) => showKind(kind, words));
      return { data: { kinds: all, count: all.length } };
    },
    async listNotifyChannels({ words }) {
      const pending = await log.pending();
      const all = channels
        .list()
        .map((view) => showChannel(view, pending.get(view.channel.channel_id) ?? 0, words));
      return { data: { channels: all, count: all.length } };
    },
    getNotifyChannel: async ({ params, words }) => ({
      data: await show(channels.get(params.channel_id), words),
    }),
    createNotifyChannel: async ({ body, words }) => ({
      data: await show(await channels.create(body), words),
    }),
    updateNotifyChannel: async ({ params, body, words }) => ({
      data: await show(await channels.update(params.channel_id, body), words),
    }),
    async deleteNotifyChannel({ params }) {
      await channels.remove(params.channel_id);
      return { data: { channel_id: params.channel_id } };
    },
    testNotifyChannel: async ({ params, words }) => ({
      data: showOutcome(
        await service.tryNow(params.channel_id, testNotice(deps.hostname, clock.now())),
        words,
      ),
    }),
    getNotifyRoutes: () => ({ data: toRoutes(routes.read()) }),
    setNotifyRoutes: async ({ body }) => ({ data: toRoutes(await routes.set(body)) }),
    previewNotify({ body, words }) {
      const { verdicts, destinations } = service.preview(body);
      return {
        data: {
          routes: verdicts.map(({ name, matches, reason }) => ({
            ...{ name, matches },
            reason: { ...reason, params: { ...reason.params }, message: words.explain(reason) },
          })),
          channels: destinations.map(({ channel_id: id, route, group, wait, fallback }) => {
            const { channel, standing } = channels.get(id);
            return {
              ...{ channel_id: id, name: channel.name, route, group: { ...group } },
              wait_seconds: Math.round(wait / 1000),
              fallback: [...fallback],
              reachable: standing.state !== 'stopped',
            };
          }),
        },
      };
    },
    async listNotifyDeliveries({ query, words }) {
      const { channel, status, subject } = query;
      const { deliveries, pagination } = await page({ channel, status, subject }, query);
      return {
        data: { deliveries: deliveries.map((one) => showDelivery(one, viewOf(one), words)) },
        pagination,
      };
    },
    async getNotifyDelivery({ params, words }) {
      const logged = await log.get(params.delivery_id);
      return { data: showDetail(logged, viewOf(logged.delivery), words) };
    },
    async replayNotifyDelivery({ params, words }) {
      const delivery = await service.replay(params.delivery_id);
      return { data: showDelivery(delivery, viewOf(delivery), words) };
    },
    async listAlertNotifications({ query, words }) {
      const { channel, status } = query;
      const filter = { channel, isOfAlerts: true };
      const { deliveries, pagination } = await page({ ...filter, status }, query);
      const { pending, sent, failed, withdrawn } = await log.counts(filter);
      return {
        data: {
          notifications: deliveries.map((one) => showNotification(one, viewOf(one), words)),
          summary: { total: pending + sent + failed + withdrawn, sent, failed },
        },
        pagination,
      };
    },
  });
}
