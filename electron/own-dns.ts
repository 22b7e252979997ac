/** The name server of our own zones, with its socket. */
import type { AppPorts } from './app.ts';
import { dnsResponsesPerSecond, dnsZones } from './app-settings.ts';
import { createDnsService, type DnsService } from './dns/index.ts';
import type { Database } from './kernel/database.ts';
import type { Target } from './kernel/egress.ts';
import type { EventBus } from './kernel/events.ts';
import type { Settings } from './kernel/settings.ts';
import { listenOn } from './server/listen.ts';

/** It, running. */
export interface OwnDns {
  readonly dns: DnsService;
  /** Where it listens. */
  readonly socket: { readonly host: string; readonly port: number };
  /** Where this machine asks it. */
  readonly server: Target;
  /** Loads the zones whenever the setting of them changes, and tells when that is done. */
  follow(events: Pick<EventBus, 'on'>, onLoaded: () => void): void;
  stop(): Promise<void>;
}

/** Where a socket bound to all addresses is reached from here. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}

/** Loads the zones and listens. @throws {StartError} where the port is taken */
export async function startOwnDns({
  database,
  ports: { boot, clock, logger, print },
  settings,
}: {
  readonly database: Database;
  readonly ports: Pick<AppPorts, 'boot' | 'clock' | 'logger' | 'print'>;
  readonly settings: Settings;
}): Promise<OwnDns> {
  const dns = createDnsService({
    database,
    clock,
    logger: logger.of('dns'),
    responsesPerSecond: () => settings.get(dnsResponsesPerSecond),
  });
  await dns.load(settings.get(dnsZones));
  const socket = await listenOn('DNS', boot.dns, (port) => dns.listen({ host: boot.host, port }), print);
  return {
    dns,
    socket,
    server: { host: reachable(socket.host), port: socket.port },
    follow(events, onLoaded) {
      events.on('settings.changed', ({ key }) => {
        if (key !== dnsZones.key) return;
        dns.load(settings.get(dnsZones)).then(onLoaded, (error: unknown) => {
          logger.error({ error }, 'The zones could not be loaded');
        });
      });
    },
    stop: () => socket.stop(),
  };
}
