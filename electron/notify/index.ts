/** The `notify` area: keeps what is to be told, and tells it by the owner's channels, once and in time. */
import { createWords, languages, type Language, type Words } from '../../shared/i18n/index.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import type { BoundRoute } from '../server/route.ts';
import type { AnyKind } from './channel-settings.ts';
import { createChannelStore } from './channel-store.ts';
import { createChannels } from './channels.ts';
import type { ChannelPorts } from './channels/channel.ts';
import { createDeliveryLog } from './delivery-log.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createIntake } from './intake.ts';
import { createLine } from './line.ts';
import type { ChannelSettings } from './model.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createRouteList, type RouteList } from './route-list.ts';
import { createNotifyRoutes } from './routes.ts';
import { createService, type NotifyService } from './service.ts';
import { createStandIn } from './stand-in.ts';
import { createToldStore } from './told-store.ts';
import { createUpkeep, type Upkeep } from './upkeep.ts';
import { createWays } from './ways.ts';

export { notifyMigrations } from './migrations.ts';
export type { NoticeFate } from './delivery-log.ts';
export type { Delivered } from './service.ts';

/** What is filled in from outside. */
export interface NotifyDeps {
  readonly database: Database;
  readonly secretBox: Pick<SecretBox, 'seal' | 'open'>;
  readonly audit: AuditTrail;
  /** Told when something has become of a message or a channel; without it, nobody is. */
  readonly events?: Pick<EventBus, 'emit'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly scheduler: Pick<Scheduler, 'every'>;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly kinds: readonly AnyKind[];
  /** IP addresses of a host, at least one. @throws {Error} where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** `null` where no desktop can be. */
  readonly desktop: ChannelPorts['desktop'];
  /** Where the page can be opened by others; `null` where nowhere. */
  readonly pageUrl: () => string | null;
  /** What this machine is called. */
  readonly hostname: string;
  /** Certificates to believe instead of those that Node brings, PEM. */
  readonly ca?: string | undefined;
}

/** The running area. */
export interface Notify extends Pick<
  NotifyService,
  'put' | 'noted' | 'deliver' | 'deliveriesOf' | 'counts' | 'failedSince'
> {
  readonly routes: readonly BoundRoute[];
  /** The first channel of a kind that is switched on, or the named one if it is; `null` where there is none. */
  channelOf(kind: string, channelId?: string): { readonly channel_id: string; readonly name: string } | null;
  /** All settings of a channel, for what is sent past the outbox. @throws while its secrets are locked */
  settingsOf(channelId: string): Promise<ChannelSettings>;
  /** Takes up what the last process left, and begins to send. */
  start(): Promise<void>;
  /** Ends; a message that is being sent has a second. */
  stop(): Promise<void>;
}

const HOUR_MS = 3600_000;

/** Loads it; nothing is sent before its start. */
export async function createNotify(deps: NotifyDeps): Promise<Notify> {
  const { database, clock, logger, audit } = deps;
  const kinds = new Map(deps.kinds.map((kind) => [kind.id, kind]));
  const changed = (): void => deps.events?.emit('notify.changed', {});
  const store = createOutboxStore(database, changed);
  const book = createToldStore(database);
  const log = createDeliveryLog(database);
  const words = new Map<Language, Words>(languages.map((language) => [language, createWords(language)]));

  // The channels tell these of their changes; none comes before all are made.
  const later: { routes: RouteList | null; upkeep: Upkeep | null; dispatcher: Dispatcher | null } = {
    ...{ routes: null, upkeep: null, dispatcher: null },
  };
  const isOffered = (kind: AnyKind): boolean => kind.isOffered?.({ desktop: deps.desktop }) !== false;
  const channels = await createChannels({
    ...{
      kinds,
      isOffered,
      audit,
      clock,
      store: createChannelStore(database, deps.secretBox),
      stands: changed,
    },
    routeWith: (id) => later.routes?.routeWith(id) ?? null,
    dropped: async (id, why) => later.upkeep?.drop(id, why),
    changed: (id) => {
      later.dispatcher?.renewed(id);
      changed();
    },
  });
  const routes = await createRouteList({
    ...{ database, audit },
    hasChannel: (id) => channels.find(id) !== undefined,
  });
  const upkeep = createUpkeep({ database, store, book, channels, kinds, clock, logger });
  const intake = createIntake({ database, store, book, channels, routes, clock });
  const openWay = createWays({ resolve: deps.resolve, ca: deps.ca });
  const dispatcher = createDispatcher({
    ...{ intake, upkeep, store, clock, logger },
    standIn: createStandIn({ database, store, book, channels, clock }),
    lineOf: (channelId) =>
      createLine(channelId, {
        ...deps,
        ...{ store, book, channels, kinds, openWay },
        wordsOf: (language) => words.get(language) ?? createWords(language),
        tried: (id) => tried(id),
      }),
  });
  Object.assign(later, { routes, upkeep, dispatcher });
  const { service, tried } = createService({
    ...{ database, store, log, channels, routes, intake, dispatcher, audit, clock },
  });

  return {
    routes: createNotifyRoutes({
      offered: () => deps.kinds.filter(isOffered),
      ...{ channels, routes, service, log, clock, hostname: deps.hostname },
    }),
    ...service,
    channelOf(kind, channelId) {
      const found = channels
        .list()
        .map(({ channel }) => channel)
        .find(
          (one) =>
            one.enabled && one.kind === kind && (channelId === undefined || one.channel_id === channelId),
        );
      return found ? { channel_id: found.channel_id, name: found.name } : null;
    },
    settingsOf: (channelId) => channels.open(channelId),
    async start() {
      await upkeep.recover();
      deps.scheduler.every({ name: 'notify.tidy', intervalMs: () => HOUR_MS, run: () => upkeep.tidy() });
      dispatcher.start();
    },
    stop: () => dispatcher.stop(),
  };
}
