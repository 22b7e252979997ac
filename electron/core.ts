/** The program over a sound database: every part started in order, each with its way to stop. */
import { randomBytes } from 'node:crypto';
import { createAudit, type Audit, type AuthService } from './auth/index.ts';
import { createDdns, providers, type AskZone } from './ddns/index.ts';
import { createAsk } from './dns/index.ts';
import { createActing, type Acting } from './kernel/acting.ts';
import { createCaches } from './kernel/caches.ts';
import { openDatabase } from './kernel/database.ts';
import { wasEmptied, type DataFolder } from './kernel/data-folder.ts';
import { OperationalError } from './kernel/errors.ts';
import { createEgress } from './kernel/egress.ts';
import { createEventBus } from './kernel/events.ts';
import { createJobs } from './kernel/jobs.ts';
import { createScheduler } from './kernel/scheduler.ts';
import { createSecretBox, type SecretBox } from './kernel/secret-box.ts';
import { createSettings, type Settings } from './kernel/settings.ts';
import { createStops } from './kernel/stops.ts';
import { version } from './kernel/version.ts';
import type { Addresses, AppPorts } from './app.ts';
import { ddnsChangesPerHour, ddnsHoldDown, ddnsInterval, settingDefinitions } from './app-settings.ts';
import { startAlerts } from './alerts-wiring.ts';
import { startAuth } from './auth-wiring.ts';
import { startChecks } from './check-wiring.ts';
import { createEntranceRules } from './entrance-rules.ts';
import { createExposureRoutes } from './exposure-routes.ts';
import { startIdempotency } from './idempotency-wiring.ts';
import { startHttp } from './http.ts';
import { startLive } from './live-wiring.ts';
import { createInstallationRoutes, type GoBack } from './installation-wiring.ts';
import { startLogs } from './log-wiring.ts';
import { createLanAccess, type LanAccess } from './lan-access.ts';
import { startMetrics } from './metrics-wiring.ts';
import { migrate, openMeasured } from './migrate.ts';
import { createMonitoringAndSystem } from './monitoring-wiring.ts';
import { createNetwork } from './network.ts';
import { loadNotify } from './notify-wiring.ts';
import { copyNightly } from './nightly-copy.ts';
import { startOwnDns } from './own-dns.ts';
import { ownNames } from './own-names.ts';
import { createOwnerLinks, type OwnerLinks } from './owner-links.ts';
import { startPerformance } from './performance-wiring.ts';
import { startRequestLimits } from './request-limits.ts';
import { startUpdateArea } from './updates-wiring.ts';
import { createHealthRoutes, type HealthChecks } from './server/health.ts';
import { createJobRoutes } from './server/jobs.ts';

/** The running program. */
export interface Core extends Pick<OwnerLinks, 'setupLink' | 'openLink'> {
  readonly addresses: Addresses;
  readonly settings: Settings;
  readonly secretBox: Pick<SecretBox, 'status' | 'moveKey'>;
  readonly lan: Pick<LanAccess, 'state'>;
  /** Whether there is no administrator yet. */
  needsSetup(): boolean;
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

/**
 * Starts everything. What was started before a failure is stopped again.
 * @throws {StartError}
 * @throws {OperationalError} `STORAGE_DAMAGED`
 */
export async function startCore(ports: AppPorts, folder: DataFolder, goBack: GoBack): Promise<Core> {
  const { clock, logger, machine, random, keyStores } = ports;
  const stops = createStops();

  try {
    if (wasEmptied(folder)) throw new OperationalError('STORAGE_DAMAGED');
    const database = openDatabase(folder.stateFile);
    stops.push(() => database.close());
    await migrate(database, ports, folder);
    const measured = await openMeasured(folder, { clock, logger });
    stops.push(() => measured.close());

    const events = createEventBus({ database, logger });
    const secretBox = await createSecretBox({ database, stores: keyStores, clock, logger });
    stops.push(() => secretBox.stop());
    const acting = createActing();
    const audit = createAudit({
      ...{ database, secretBox, clock, acting, events },
      logger: logger.of('audit'),
    });
    stops.push(() => audit.stop());
    const definitions = settingDefinitions;
    const settings = await createSettings({ database, clock, events, audit, definitions });
    const { tracing } = logger;
    const caches = createCaches();
    const jobs = await createJobs({ database, clock, tracing, events });
    const scheduler = createScheduler({ clock, logger, random, tracing });

    const metrics = await startMetrics({ ports, measured, settings, scheduler, events });
    stops.push(() => metrics.stop());
    const logs = await startLogs({
      ...{ ports, folder, database, measured, secretBox, audit, events, settings, jobs, scheduler },
      series: metrics.store,
    });
    stops.push(() => logs.stop());

    const own = await startOwnDns({ database, ports, settings });
    const { dns, socket: dnsSocket, server: nameServer } = own;
    stops.push(() => own.stop());

    const egress = createEgress(() => [nameServer]);
    const network = createNetwork({ resolver: ports.resolver, clock, logger, caches, tracing });
    stops.push(() => network.close());
    const askZone: AskZone = createAsk({ egress, clock, logger: logger.of('dns'), server: () => nameServer });

    const notify = await loadNotify({
      ...{ ports, database, secretBox, audit, scheduler, events },
      pageUrl: () => lan.url(),
    });
    stops.push(() => notify.stop());
    const auth = await startAuth({
      ...{ ports, settings, database, secretBox, events, scheduler, caches, audit },
      mailer: notify.mailer,
      oidcHttp: (issuer) => network.ddns.httpTo({ endpoint: issuer, proxy: null }),
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
      logger: logger.of('ddns'),
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
    own.follow(events, () => {
      ddns.service.checkSoon('host_change');
    });

    const idempotency = startIdempotency({ database, clock, scheduler });
    const requestLimits = await startRequestLimits({
      database,
      clock,
      logger: logger.of('server'),
      settings,
      events,
    });
    stops.push(() => requestLimits.stop());
    const lan = createLanAccess({
      ...{ ports, database, secretBox, settings, events, scheduler },
      needsSetup: auth.needsSetup,
      names: rules.allowedHosts,
    });
    const parts: HealthChecks = {
      database: () => database.health(),
      scheduler: () => Promise.resolve(scheduler.overdue().length === 0 ? null : 'SERVICE_UNAVAILABLE'),
      dns: async () => ((await dns.health()) === null ? null : 'SERVICE_UNAVAILABLE'),
    };
    const checks = await startChecks({
      ...{ ports, settings, database, measured, secretBox, audit, events },
      ...{ recorder: metrics.recorder, machine: metrics.machine, parts: { ...parts }, ddns: ddns.service },
      zones: { zoneOf: (name) => dns.zoneOf(name), server: () => nameServer },
    });
    stops.push(() => checks.stop());
    const alerts = await startAlerts({
      ...{ ports, folder, settings, database, scheduler, audit, events, metrics, checks, ddns },
      ...{ parts: { ...parts }, notify },
    });
    stops.push(() => alerts.stop());
    const performance = await startPerformance({
      databases: { state: database, metrics: measured },
      ...{ caches, jobs, audit, clock, scheduler, metrics, settings, events, logger },
      ...{ ddns: ddns.service, checkArea: checks, alerts: () => alerts.active() },
    });
    const updates = await startUpdateArea({ ports, database, scheduler, settings, events, network });
    stops.push(() => updates.stop());
    const startedAt = clock.elapsed();
    const uptime = (): number => Math.floor((clock.elapsed() - startedAt) / 1000);
    const monitoring = createMonitoringAndSystem({
      ...{ ports, folder, settings, metrics, measured, parts, uptime, caches, alerts },
    });
    const routes = [
      ...createHealthRoutes({ checks: parts, version, uptimeSeconds: uptime }),
      ...monitoring.routes,
      ...updates.routes,
      ...auth.routes,
      ...ddns.routes,
      ...checks.routes,
      ...alerts.routes,
      ...createExposureRoutes({
        ...{ lan, settings, database, secretBox, clock },
        ownNames: ownNames(ports.hostname),
        needsSetup: auth.needsSetup,
        standing: () => [
          { kind: 'loopback', address: http.address, port: http.port },
          { kind: 'dns', address: dnsSocket.host, port: dnsSocket.port },
        ],
      }),
      ...notify.routes,
      ...performance.routes,
      ...createJobRoutes(jobs),
      ...createInstallationRoutes({
        ...{ ports, folder, database, settings, audit, acting, jobs, lan, goBack, uptime, parts },
        ...{ logs, ddns, checks, alerts, auth, localUrl: () => http.url },
      }),
      ...logs.routes,
    ];
    const live = startLive({
      ...{ ports, routes, acting, audit, events, auth, alerts, logs },
      ...{ ddns: ddns.service, watch: metrics.watch, present: monitoring.present },
      requestLimits: requestLimits.limits,
    });
    stops.push(() => {
      live.stop();
    });
    const http = await startHttp(ports, {
      routes,
      live: live.ports,
      authenticate: auth.authenticate,
      onAnswered: (answered, behind) => {
        performance.onAnswered(answered);
        logs.onAnswered(answered, behind);
        live.onAnswered(answered, behind);
      },
      idempotency,
      requestLimits: requestLimits.limits,
      acting,
      audit,
      ...rules,
      lan,
    });
    stops.push(() => http.stop());
    live.follow(http.live);

    copyNightly(scheduler, { database, folder, clock });
    ddns.service.start();
    await notify.start();
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
      needsSetup: () => auth.needsSetup(),
      isSound: async () => (await database.health()) !== 'STORAGE_DAMAGED',
      setupLink: links.setupLink,
      openLink: links.openLink,
      apiKeys: auth.keys,
      users: auth.users,
      rotateSigningKey: () => auth.rotateSigningKey(),
      stop: () => stops.all(),
    };
  } catch (error) {
    await stops.all().catch((failure: unknown) => {
      logger.error({ error: failure }, 'What had started did not end cleanly');
    });
    throw error;
  }
}
