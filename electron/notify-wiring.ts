/** Puts the outbox together with the channels that there are, and with those who send by them. */
import type { AppPorts } from './app.ts';
import type { Mailer } from './auth/index.ts';
import type { EmailSettings } from './notify/channels/email/index.ts';
import { channelKinds } from './notify/channels/index.ts';
import { createNotify, type Notify, type NotifyDeps } from './notify/index.ts';
import { createIntegrationRoutes } from './notify/integrations.ts';
import { createMailer } from './notify/mailer.ts';
import { createWays } from './notify/ways.ts';

/** What is put together. */
export type NotifyWiring = Pick<
  NotifyDeps,
  'database' | 'secretBox' | 'audit' | 'scheduler' | 'pageUrl' | 'events'
> & {
  readonly ports: Pick<AppPorts, 'clock' | 'logger' | 'random' | 'resolver' | 'hostname' | 'desktop'>;
};

/** The outbox, and mail for one person. */
export interface WiredNotify extends Notify {
  readonly mailer: Mailer;
}

/** Loads it; nothing is sent before its start. */
export async function loadNotify({ ports, ...deps }: NotifyWiring): Promise<WiredNotify> {
  const { clock, logger, random, resolver, hostname, desktop = null } = ports;
  const resolve = resolver.addresses;
  const notify = await createNotify({
    ...{ ...deps, clock, random, hostname, resolve },
    logger: logger.of('notify'),
    kinds: channelKinds,
    desktop,
  });
  return {
    ...notify,
    routes: [
      ...notify.routes,
      ...createIntegrationRoutes({
        ...{ audit: deps.audit, clock },
        ways: {
          channelOf: (kind, channelId) => Promise.resolve(notify.channelOf(kind, channelId)),
          deliver: notify.deliver,
        },
      }),
    ],
    mailer: createMailer({
      ...{ clock, openWay: createWays({ resolve }) },
      async mailChannel() {
        const channel = notify.channelOf('email');
        // As the kind's schema has checked it when it was kept.
        return channel && ((await notify.settingsOf(channel.channel_id)) as EmailSettings);
      },
    }),
  };
}
