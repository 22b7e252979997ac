/** What concerns this installation itself: its settings, the copies of its state, and what it is. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism, homedir, release, totalmem, userInfo } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { basename, join } from 'node:path';
import type { About } from '../shared/api/about.ts';
import { createAboutRoutes, installOf, type DiagnosticFacts } from './about/index.ts';
import type { Alerts } from './alerts/index.ts';
import type { AppPorts } from './app.ts';
import { settingDefinitions } from './app-settings.ts';
import type { AuthService } from './auth/index.ts';
import type { ChecksArea } from './checks/index.ts';
import { createCopiesArea, type WentBack } from './copies/index.ts';
import type { Ddns } from './ddns/index.ts';
import { createExposureDecisions, createExposureManager } from './exposure-decisions.ts';
import type { Acting, Actor } from './kernel/acting.ts';
import type { AuditTrail } from './kernel/audit.ts';
import { toTimestamp } from './kernel/clock.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import type { Database } from './kernel/database.ts';
import type { Jobs } from './kernel/jobs.ts';
import { createRedaction } from './kernel/redact.ts';
import type { Settings } from './kernel/settings.ts';
import type { NamedCopy } from './kernel/state-copies.ts';
import { version } from './kernel/version.ts';
import type { LanAccess } from './lan-access.ts';
import type { RunningLogs } from './log-wiring.ts';
import type { HealthCheck, HealthChecks } from './server/health.ts';
import type { BoundRoute } from './server/route.ts';
import { createSettingRoutes } from './settings/index.ts';

/** The way back to a copy. */
export interface GoBack {
  /** Goes on from a copy, in somebody's name. Answers at once; everything that runs ends soon after. */
  begin(copy: NamedCopy, actor: Actor): void;
  /** What became of the last time, since the process was started. */
  last(): WentBack | null;
}

/** What it is put together from. */
export interface InstallationParts {
  readonly ports: Pick<AppPorts, 'boot' | 'clock' | 'hostname' | 'pageDir'>;
  readonly folder: DataFolder;
  readonly database: Database;
  readonly settings: Settings;
  readonly audit: AuditTrail;
  readonly acting: Acting;
  readonly jobs: Jobs;
  readonly lan: Pick<LanAccess, 'keepUp' | 'url'>;
  readonly goBack: GoBack;
  /** Where the page is, on this machine. */
  readonly localUrl: () => string;
  /** Seconds since CloudCube started. */
  readonly uptime: () => number;
  readonly parts: HealthChecks;
  readonly logs: Pick<RunningLogs, 'troubles'>;
  readonly ddns: Pick<Ddns, 'service' | 'accounts'>;
  readonly checks: Pick<ChecksArea, 'checks'>;
  readonly alerts: Pick<Alerts, 'counts'>;
  readonly auth: Pick<AuthService, 'keys'>;
}

/** The name that the build gave to the page's first file is a hash of all of it. */
function pageBuild(pageDir: string): string | null {
  const index = join(pageDir, 'index.html');
  const html = existsSync(index) ? readFileSync(index, 'utf8') : '';
  return /\/assets\/[\w.]+-([\w-]{8,})\.js/.exec(html)?.[1] ?? null;
}

/** Of who runs this; unknown to some containers. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

function createAboutOf({ ports, folder, lan, localUrl, uptime }: InstallationParts): () => About {
  const { boot, clock, pageDir } = ports;
  const { electron = null, ...own } = process.versions as Record<string, string | undefined>;
  const page = pageBuild(pageDir);
  const install = installOf({
    isSource: import.meta.filename.endsWith('.ts'),
    isPackaged: electron !== null && (process as { defaultApp?: boolean }).defaultApp !== true,
    env: process.env,
    fileExists: existsSync,
  });
  return () => ({
    versions: {
      ...{ cloudcube: version, page, node: own['node'] ?? '', electron, v8: own['v8'] ?? '' },
      ...{ sqlite: own['sqlite'] ?? '', openssl: own['openssl'] ?? '' },
    },
    host: electron === null ? 'daemon' : 'desktop',
    ...{ install, system: process.platform, architecture: process.arch },
    started_at: toTimestamp(clock.now() - uptime() * 1000),
    uptime: uptime(),
    places: {
      data: folder.path,
      config: join(boot.dataDir, 'config.json'),
      logs: join(folder.path, 'logs'),
      copies: folder.copiesDir,
    },
    addresses: { local: localUrl(), lan: lan.url() },
    licence: 'MIT',
  });
}

/** Bytes of a database with what it has not laid together yet (https://www.sqlite.org/wal.html). */
const sizeOf = (file: string): number =>
  [file, `${file}-wal`].reduce(
    (total, one) => total + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** What diagnostics tell besides. */
function createFacts({ ports, folder, settings, parts, logs, ...areas }: InstallationParts) {
  const { ddns, checks, alerts, auth } = areas;
  return async (): Promise<Omit<DiagnosticFacts, 'at' | 'about'>> => {
    const { rss, heapUsed } = process.memoryUsage();
    const asked = Object.entries<HealthCheck>({ ...parts }).map(
      async ([name, part]) => [name, await part()] as const,
    );
    return {
      platform: { release: release(), cores: availableParallelism(), memory: totalmem() },
      process: { rss, heap: heapUsed },
      sizes: Object.fromEntries(
        [folder.stateFile, folder.metricsFile].map((file) => [basename(file), sizeOf(file)]),
      ),
      boot: ports.boot.origins,
      parts: Object.fromEntries(await Promise.all(asked)),
      counts: {
        names: ddns.service.hosts.list().length,
        accounts: ddns.accounts.list().length,
        checks: checks.checks.list().length,
        keys: auth.keys.list().length,
        'active alerts': alerts.counts().active,
      },
      settings: settings.list().filter(({ value, standard }) => !isDeepStrictEqual(value, standard)),
      troubles: await logs.troubles(),
    };
  };
}

/** The operations. */
export function createInstallationRoutes(deps: InstallationParts): BoundRoute[] {
  const { ports, folder, database, settings, audit, acting, jobs, lan, goBack } = deps;
  const { boot, clock, hostname } = ports;
  const decisions = createExposureDecisions({ settings, clock });
  return [
    ...createSettingRoutes({
      ...{ settings, definitions: settingDefinitions, database, audit, clock, boot, version },
      managers: [createExposureManager(decisions, lan)],
    }),
    ...createCopiesArea({
      ...{ database, folder, clock, audit, jobs },
      goBackTo: (copy) => {
        goBack.begin(copy, acting.current());
      },
      wentBack: () => goBack.last(),
    }),
    ...createAboutRoutes({
      clock,
      about: createAboutOf(deps),
      facts: createFacts(deps),
      redact: createRedaction([homedir(), hostname, userName()].filter((name) => name.length > 2)),
    }),
  ];
}
