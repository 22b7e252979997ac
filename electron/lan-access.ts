/** The way in from the local network: who may come, by which sockets, and what they show. Kept right while it runs. */
import type { FastifyInstance } from 'fastify';
import type { AppPorts } from './app.ts';
import { devicePort, lanAccess, tlsCertificateFile, tlsKeyFile } from './app-settings.ts';
import type { StoredReason } from '../shared/api/common.ts';
import type { Database } from './kernel/database.ts';
import { OperationalError } from './kernel/errors.ts';
import type { EventBus } from './kernel/events.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import type { SecretBox } from './kernel/secret-box.ts';
import type { Settings } from './kernel/settings.ts';
import { connectionLimits } from './server/connection-limits.ts';
import { urlOf } from './server/listen.ts';
import { createLanGate, type LanGate } from './server/lan/gate.ts';
import { createListeners, type Listeners, type Listening, type Place } from './server/lan/listeners.ts';
import { isLoopback } from './server/lan/passage.ts';
import { refuseConnection } from './server/refusals.ts';
import { createCertificateStore } from './server/tls/certificate-store.ts';
import { createIdentity, type TlsIdentity } from './server/tls/identity.ts';

/** How the local network stands. */
export interface LanState {
  readonly open: boolean;
  /** `--host` says so, whatever the setting. */
  readonly by_host: boolean;
  readonly listening: readonly Listening[];
  readonly identity: TlsIdentity | null;
  /** Why the certificate is not the one that it should be; `null` where it is. */
  readonly reason: StoredReason | null;
}

/** The way in. */
export interface LanAccess {
  readonly gate: LanGate;
  /** Opens what is wanted over a server that is ready. */
  begin(app: FastifyInstance, httpPort: number): Promise<void>;
  /** Makes the sockets what the settings say. */
  keepUp(): Promise<void>;
  state(): LanState;
  /** Where the page is opened from the local network; `null` while it cannot be. */
  url(): string | null;
  /** The certificate that a phone is told to trust, PEM. */
  authority(): Promise<string>;
  stop(): Promise<void>;
}

/** How often addresses and certificate are looked at. A look reads two rows and the state of two files. */
const WATCH_MS = 5_000;
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
  const { boot, machine, clock, logger } = ports;
  const byHost = !isLoopback(boot.host);
  const isOpen = (): boolean => byHost || settings.get(lanAccess);
  let addresses: readonly string[] = [];
  let listeners: Listeners | null = null;
  let shown: TlsIdentity | null = null;
  let locked: StoredReason | null = null;
  let httpPort = 0;
  let told = '';

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
    await keepSockets();
    tell();
  }

  async function keepSockets(): Promise<void> {
    if (!listeners) return;
    if (!isOpen()) {
      await listeners.sync([], null);
      return;
    }
    addresses = await lanAddresses();
    try {
      ({ identity: shown } = await identity.refresh());
      locked = null;
    } catch (error) {
      // The key of the certificate cannot be read now. What is shown goes on, and the way to TLS answers at least.
      if (!(error instanceof OperationalError)) throw error;
      locked = error.reason;
    }
    const forDevices = settings.get(devicePort);
    const places = addresses.flatMap((address): Place[] => [
      { kind: 'tls', address, port: boot.tls.port },
      { kind: 'plain', address, port: httpPort },
      ...(forDevices === 0 ? [] : [{ kind: 'device' as const, address, port: forDevices }]),
    ]);
    await listeners.sync(places, shown);
  }

  /** Tells where it stands otherwise than when it was told last. */
  function tell(): void {
    const stands = JSON.stringify([
      listeners?.now(),
      isOpen() ? shown?.certificate : null,
      identity.reason() ?? locked,
    ]);
    if (stands === told) return;
    told = stands;
    events.emit('lan.changed', {});
  }

  /** The rest of the program is worth having without it; the watch tries again. */
  const keepUpIfPossible = (): Promise<void> =>
    keepUp().catch((error: unknown) => {
      logger.error({ error }, 'The sockets for the local network could not be kept up');
    });

  return {
    gate: createLanGate({
      policy: () => ({ open: isOpen(), needsSetup: deps.needsSetup() }),
      socketOf: ({ raw }) => listeners?.socketOf(raw),
      isOwnersCertificate: () => shown?.source === 'owner',
      tlsPort: () => boot.tls.port,
    }),
    async begin(app, port) {
      httpPort = port;
      listeners = createListeners({
        handle: app.routing,
        upgrade: app.live?.upgrade,
        options: connectionLimits,
        onBroken: (error, socket) => {
          refuseConnection((error as NodeJS.ErrnoException).code, socket);
        },
        clock,
        logger,
      });
      events.on('settings.changed', ({ key }) => {
        if (key.startsWith('server.')) void keepUpIfPossible();
      });
      scheduler.every({ name: 'lan.watch', intervalMs: () => WATCH_MS, run: keepUp });
      await keepUpIfPossible();
    },
    keepUp: keepUpIfPossible,
    state: () => ({
      open: isOpen(),
      by_host: byHost,
      listening: listeners?.now() ?? [],
      identity: isOpen() ? shown : null,
      reason: identity.reason() ?? locked,
    }),
    url() {
      const open = listeners?.now().find(({ kind, reason }) => kind === 'tls' && reason === null);
      return open ? urlOf('https', open) : null;
    },
    authority: () => identity.authority(),
    async stop() {
      await listeners?.close();
    },
  };
}
