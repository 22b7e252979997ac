/** By what requests are let in: asked for each of them, so made of the settings and the names once, until they change. */
import { allowedHosts, corsOrigins, trustedProxies } from './app-settings.ts';
import type { EventBus } from './kernel/events.ts';
import { createNetworkTest } from './kernel/networks.ts';
import type { Settings } from './kernel/settings.ts';
import { ownNames } from './own-names.ts';

/** As the server asks for them. */
export interface EntranceRules {
  /** Every name that this program answers to. */
  readonly allowedHosts: () => ReadonlySet<string>;
  /** Pages elsewhere that may call. */
  readonly namedOrigins: () => ReadonlySet<string>;
  readonly isTrustedProxy: (address: string) => boolean;
}

/** Remembers them. `keptNames` are those that the program keeps. */
export function createEntranceRules({
  hostname,
  keptNames,
  settings,
  events,
}: {
  readonly hostname: string;
  readonly keptNames: () => readonly string[];
  readonly settings: Pick<Settings, 'get'>;
  readonly events: EventBus;
}): EntranceRules {
  let names: ReadonlySet<string> | null = null;
  let origins: ReadonlySet<string> | null = null;
  let isProxy: ((address: string) => boolean) | null = null;
  events.on('ddns.hosts_changed', () => {
    names = null;
  });
  events.on('settings.changed', () => {
    [names, origins, isProxy] = [null, null, null];
  });
  return {
    allowedHosts: () =>
      (names ??= new Set([...ownNames(hostname), ...keptNames(), ...settings.get(allowedHosts)])),
    namedOrigins: () => (origins ??= new Set(settings.get(corsOrigins))),
    isTrustedProxy: (address) => (isProxy ??= createNetworkTest(settings.get(trustedProxies)))(address),
  };
}
