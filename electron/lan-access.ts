/** The way in from the local network: who may come, by which sockets, and what they show. Kept right while it runs. */
import type { FastifyInstance } from 'fastify';
import type { AppPorts } from './app.ts';
import { lanAccess, tlsCertificateFile, tlsKeyFile } from './app-settings.ts';
import type { Database } from './kernel/database.ts';
import type { EventBus } from './kernel/events.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import type { SecretBox } from './kernel/secret-box.ts';
import type { Settings } from './kernel/settings.ts';
import { connectionLimits } from './server/connection-limits.ts';
import { createLanGate, type LanGate } from './server/lan/gate.ts';
import { createListeners, type Listeners, type Listening, type Place } from './server/lan/listeners.ts';
import { isLoopback } from './server/lan/passage.ts';
import { refuseConnection } from './server/refusals.ts';
import { createCertificateStore } from './server/tls/certificate-store.ts';
import { createIdentity, type TlsIdentity } from './server/tls/identity.ts';

/** How the local network stands. */
export interface LanState {
  readonly open: boolean;
  readonly listening: readonly Listening[];
  readonly identity: TlsIdentity | null;
  /** Why the owner's certificate is not in use; `null` where it is, or there is none. */
  readonly problem: string | null;
}

/** The way in. */
export interface LanAccess {
  readonly gate: LanGate;
  /** Opens what is wanted over a server that is ready. */
  begin(app: FastifyInstance, httpPort: number): Promise<void>;
  state(): LanState;
  /** The certificate that a phone is told to trust, PEM. */
  authority(): Promise<string>;
  stop(): Promise<void>;
}

/** How often addresses and certificate are looked at. A look reads two rows and the state of two files. */
const WATCH_MS = 15_000;
const WILDCARDS = new Set(['0.0.0.0', '::']);

/** Makes it; nothing listens before it begins. */
export function createLanAccess(deps: {
  ports: Pick<AppPorts, 'boot' | 'machine' | 'hostname' | 'clock' | 'logger'>;
  database: Database;
  secretBox: SecretBox;
  settings: Settings;
  events: EventBus;
  scheduler: Scheduler;
  needsSetup: () => boolean;
  /** Names that this server answers to. */
  names: () => ReadonlySet<string>;
}): LanAccess {
  const { ports, settings, events, scheduler } = deps;
  const { boot, machine, logger } = ports;
  const isOpen = (): boolean => settings.get(lanAccess) || !isLoopback(boot.host);
  let addresses: readonly string[] = [];
  let listeners: Listeners | null = null;
  let shown: TlsIdentity | null = null;
  let httpPort = 0;

  const identity = createIdentity({
    ...ports,
    store: createCertificateStore(deps.database, deps.secretBox),
    subjects: () => [...deps.names(), ...addresses, '127.0.0.1', '::1'],
    files() {
      const [certificate, key] = [settings.get(tlsCertificateFile), settings.get(tlsKeyFile)];
      return certificate === '' || key === '' ? null : { certificate, key };
    },
  });

  /** Addresses of this machine under which others can call it: not those that are given up tomorrow, nor one link's. */
  async function lanAddresses(): Promise<readonly string[]> {
    if (!isLoopback(boot.host) && !WILDCARDS.has(boot.host)) return [boot.host];
    const { addresses: all } = await machine.read();
    const lasting = all.filter(({ temporary, tentative }) => !temporary && !tentative);
    const found = lasting.map(({ address }) => address);
    return [...new Set(found)].filter((one) => !isLoopback(one) && !one.toLowerCase().startsWith('fe80:'));
  }

  async function keepUp(): Promise<void> {
    if (!listeners) return;
    if (!isOpen()) {
      await listeners.sync([], null);
      return;
    }
    addresses = await lanAddresses();
    ({ identity: shown } = await identity.refresh());
    const places = addresses.flatMap((address): Place[] => [
      { kind: 'tls', address, port: boot.tls.port },
      { kind: 'plain', address, port: httpPort },
    ]);
    await listeners.sync(places, shown);
  }

  const keepUpSoon = (): void => {
    keepUp().catch((error: unknown) => {
      logger.error({ error }, 'The sockets for the local network could not be kept up');
    });
  };

  return {
    gate: createLanGate({
      policy: () => ({ open: isOpen(), needsSetup: deps.needsSetup() }),
      tlsPort: () => boot.tls.port,
    }),
    async begin(app, port) {
      httpPort = port;
      listeners = createListeners({
        handle: app.routing,
        options: connectionLimits,
        onBroken: (error, socket) => {
          refuseConnection((error as NodeJS.ErrnoException).code, socket);
        },
        logger,
      });
      events.on('settings.changed', ({ key }) => {
        if (key.startsWith('server.')) keepUpSoon();
      });
      scheduler.every({ name: 'lan.watch', intervalMs: () => WATCH_MS, run: keepUp });
      try {
        await keepUp();
      } catch (error) {
        // The rest of the program is worth having without it; the watch tries again.
        logger.error({ error }, 'The local network cannot come in yet');
      }
    },
    state: () => ({
      open: isOpen(),
      listening: listeners?.now() ?? [],
      identity: isOpen() ? shown : null,
      problem: identity.problem(),
    }),
    authority: () => identity.authority(),
    async stop() {
      await listeners?.close();
    },
  };
}
