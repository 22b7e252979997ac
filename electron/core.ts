/** The program over a sound database: every part started in order, each with its way to stop. */
import { randomBytes } from 'node:crypto';
import { createAudit, createAuth, type Audit, type AuthService } from './auth/index.ts';
import { createDdns, providers, type AskZone } from './ddns/index.ts';
import { createAsk, createDnsService } from './dns/index.ts';
import { createActing, type Acting } from './kernel/acting.ts';
import { openDatabase } from './kernel/database.ts';
import { wasEmptied, type DataFolder } from './kernel/data-folder.ts';
import { OperationalError } from './kernel/errors.ts';
import { createEgress, type Target } from './kernel/egress.ts';
import { createEventBus } from './kernel/events.ts';
import { createJobs } from './kernel/jobs.ts';
import { createScheduler } from './kernel/scheduler.ts';
import { createSecretBox, type SecretBox } from './kernel/secret-box.ts';
import { createSettings, type Settings } from './kernel/settings.ts';
import { version } from './kernel/version.ts';
import type { Addresses, AppPorts } from './app.ts';
import {
  auditRetentionDays,
  ddnsChangesPerHour,
  ddnsHoldDown,
  ddnsInterval,
  dnsResponsesPerSecond,
  dnsZones,
  settingDefinitions,
  signingKeyDays,
  usersPasswordReset,
  usersRegistration,
} from './app-settings.ts';
import { createEntranceRules } from './entrance-rules.ts';
import { createExposureRoutes } from './exposure-routes.ts';
import { startHttp } from './http.ts';
import { createLanAccess, type LanAccess } from './lan-access.ts';
import { migrate } from './migrate.ts';
import { createNetwork } from './network.ts';
import { copyNightly } from './nightly-copy.ts';
import { ownNames } from './own-names.ts';
import { createOwnerLinks, type OwnerLinks } from './owner-links.ts';
import { startRequestLimits } from './request-limits.ts';
import { createIdempotency } from './server/idempotency.ts';
import { createHealthRoutes } from './server/health.ts';
import { createJobRoutes } from './server/jobs.ts';
import { listenOn } from './server/listen.ts';

/** The running program. */
export interface Core extends Pick<OwnerLinks, 'setupLink' | 'openLink'> {
  readonly addresses: Addresses;
  readonly settings: Settings;
  readonly secretBox: Pick<SecretBox, 'status' | 'moveKey'>;
  readonly lan: Pick<LanAccess, 'state'>;
  /** Whether no damage of the database has been met since the start. */
  isSound(): Promise<boolean>;
  /** Whose commands they are. */
  readonly acting: Acting;
  readonly audit: Pick<Audit, 'record' | 'verify'>;
  readonly apiKeys: AuthService['keys'];
  readonly users: AuthService['users'];
  /** See `AuthService`. */
  rotateSigningKey(): Promise<string>;
  stop(): Promise<void>;
}

const HOUR_MS = 3600 * 1000;

/**
 * Starts everything. What was started before a failure is stopped again.
 * @throws {StartError}
 * @throws {OperationalError} `STORAGE_DAMAGED`
 */
export async function startCore(ports: AppPorts, folder: DataFolder): Promise<Core> {
  const { boot, clock, logger, machine, random, keyStores } = ports;
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };

  try {
    if (wasEmptied(folder)) throw new OperationalError('STORAGE_DAMAGED');
    const database = openDatabase(folder.stateFile);
    stops.push(() => database.close());
    await migrate(database, ports, folder);

    const events = createEventBus({ database, logger });
    const secretBox = await createSecretBox({ database, stores: keyStores, clock, logger });
    stops.push(() => secretBox.stop());
    const acting = createActing();
    const audit = createAudit({ database, secretBox, clock, acting, logger });
    stops.push(() => audit.stop());
    const definitions = settingDefinitions;
    const settings = await createSettings({ database, clock, events, audit, definitions });
    const jobs = await createJobs({ database, clock });
    const scheduler = createScheduler({ clock, logger, random });

    const dns = createDnsService({
      database,
      clock,
      logger,
      responsesPerSecond: () => settings.get(dnsResponsesPerSecond),
    });
    await dns.load(settings.get(dnsZones));
    const dnsSocket = await listenOn(
      'DNS',
      boot.dns,
      (port) => dns.listen({ host: boot.host, port }),
      ports.print,
    );
    stops.push(() => dnsSocket.stop());

    const nameServer: Target = { host: reachable(dnsSocket.host), port: dnsSocket.port };
    const egress = createEgress(() => [nameServer]);
    const network = createNetwork({ resolver: ports.resolver, clock, logger });
    stops.push(() => network.close());
    const askZone: AskZone = createAsk({ egress, clock, logger, server: () => nameServer });

    const auth = await createAuth({
      database,
      secretBox,
      clock,
      logger,
      events,
      scheduler,
      audit,
      auditDays: () => settings.get(auditRetentionDays),
      signingKeyDays: () => settings.get(signingKeyDays),
      selfService: {
        registration: () => settings.get(usersRegistration),
        passwordReset: () => settings.get(usersPasswordReset),
      },
      // Nothing here can send e-mail yet.
      mailer: null,
      oidcHttp: (issuer) => network.ddns.httpTo({ endpoint: issuer, proxy: null }),
      adminUser: boot.adminUser,
      adminPassword: boot.adminPassword,
    });
    stops.push(() => auth.stop());

    const ddns = await createDdns({
      ...network.ddns,
      database,
      secretBox,
      providers,
      zones: dns,
      askZone,
      machine,
      clock,
      events,
      logger,
      audit,
      scheduler,
      jobs,
      random,
      randomBytes,
      intervalSeconds: () => settings.get(ddnsInterval),
      holdDownSeconds: () => settings.get(ddnsHoldDown),
      maxChangesPerHour: () => settings.get(ddnsChangesPerHour),
    });

    const rules = createEntranceRules({
      hostname: ports.hostname,
      keptNames: () => ddns.service.hosts.list().map(({ name }) => name),
      settings,
      events,
    });
    events.on('settings.changed', ({ key }) => {
      if (key !== dnsZones.key) return;
      dns.load(settings.get(dnsZones)).then(
        () => {
          ddns.service.checkSoon('host_change');
        },
        (error: unknown) => {
          logger.error({ error }, 'The zones could not be loaded');
        },
      );
    });

    const idempotency = createIdempotency({ database, clock });
    scheduler.every({
      name: 'idempotency.forget',
      intervalMs: () => HOUR_MS,
      run: async () => {
        await idempotency.forget();
      },
    });
    const requestLimits = await startRequestLimits({ database, clock, logger, settings, events });
    stops.push(() => requestLimits.stop());
    const lan = createLanAccess({
      ...{ ports, database, secretBox, settings, events, scheduler },
      needsSetup: auth.needsSetup,
      names: rules.allowedHosts,
    });
    const startedAt = clock.elapsed();
    const http = await startHttp(ports, {
      routes: [
        ...createHealthRoutes({
          checks: {
            database: () => database.health(),
            scheduler: () => Promise.resolve(scheduler.overdue().length === 0 ? null : 'SERVICE_UNAVAILABLE'),
            dns: async () => ((await dns.health()) === null ? null : 'SERVICE_UNAVAILABLE'),
          },
          version,
          uptimeSeconds: () => Math.floor((clock.elapsed() - startedAt) / 1000),
        }),
        ...auth.routes,
        ...ddns.routes,
        ...createExposureRoutes({
          ...{ lan, settings, database, secretBox, clock },
          ownNames: ownNames(ports.hostname),
          needsSetup: auth.needsSetup,
          standing: () => [
            { kind: 'loopback', address: http.address, port: http.port },
            { kind: 'dns', address: dnsSocket.host, port: dnsSocket.port },
          ],
        }),
        ...createJobRoutes(jobs),
      ],
      authenticate: auth.authenticate,
      idempotency,
      requestLimits: requestLimits.limits,
      acting,
      audit,
      ...rules,
      lan,
    });
    stops.push(() => http.stop());

    copyNightly(scheduler, { database, folder, clock });
    ddns.service.start();
    stops.push(async () => {
      await scheduler.stop();
      await ddns.stop();
    });

    const links = createOwnerLinks({ auth, audit, database, url: http.url });
    const setup = await links.first();
    if (setup !== null) {
      ports.print(`First start: open this address within 15 minutes to make the administrator: ${setup}`);
    }
    return {
      addresses: { url: http.url, lanUrl: lan.url(), dns: { host: dnsSocket.host, port: dnsSocket.port } },
      settings,
      secretBox: {
        status: () => secretBox.status(),
        moveKey: (to) =>
          secretBox.moveKey(to, (from) => audit.record({ action: 'master_key.move', payload: { from, to } })),
      },
      lan,
      acting,
      audit,
      isSound: async () => (await database.health()) !== 'STORAGE_DAMAGED',
      setupLink: links.setupLink,
      openLink: links.openLink,
      apiKeys: auth.keys,
      users: auth.users,
      rotateSigningKey: () => auth.rotateSigningKey(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where a socket bound to all addresses is reached from here. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
