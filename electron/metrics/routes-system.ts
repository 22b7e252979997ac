/** What this machine and this CloudCube are, and how they are doing, over HTTP. */
import {
  systemRoutes,
  type Component,
  type Hardware,
  type StatusDetails,
  type SystemInfo,
} from '../../shared/api/system.ts';
import type { AlertCounts } from '../../shared/api/monitoring.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { OperationalError } from '../kernel/errors.ts';
import { implement, type AnswerOf, type BoundRoute } from '../server/route.ts';
import type { Sample } from './sample.ts';
import { tellCaches, type Caches } from './telling/caches.ts';
import { nothingMeasured } from './telling/empty.ts';
import type { MachineFacts } from './telling/machine.ts';
import { cpuOf, diskOf, memoryOf } from './telling/resources.ts';
import { because, createTelling, type Telling } from './telling/telling.ts';

const SERVICE = 'CloudCube';

/** Asks one part; resolves to what is wrong, `null` when it works. */
export type Ask = () => Promise<ErrorCode | null>;

/** The parts that are asked how they are doing. */
export interface SystemParts {
  readonly database: Ask;
  readonly measurements: Ask;
  readonly scheduler: Ask;
  readonly dns: Ask;
}

/** The program as it was started. */
export interface ApplicationFacts {
  readonly version: string;
  readonly node: string;
  readonly sqlite: string;
  /** `null` where it does not run in the tray app. */
  readonly electron: string | null;
  readonly environment: 'production' | 'development';
}

/** What the operations stand on. */
export interface SystemDeps {
  readonly clock: Clock;
  readonly latest: () => Sample | null;
  readonly dataDir: string;
  readonly caches: Caches;
  readonly machine: MachineFacts;
  readonly application: ApplicationFacts;
  /** Seconds since CloudCube started. */
  readonly uptime: () => number;
  readonly parts: SystemParts;
  /** How many go on. */
  readonly alerts: () => AlertCounts;
  /** Bytes of the databases' files. */
  readonly databaseSize: () => number;
  /** What the machine is made of; `null` where that was not read. */
  readonly hardware: () => Promise<Hardware | null>;
}

/** The operations. */
export function createSystemRoutes(deps: SystemDeps): BoundRoute[] {
  const { clock, machine, application, parts } = deps;
  const stamp = (): string => toTimestamp(clock.now());

  async function machineOf(note: Telling) {
    return {
      hostname: machine.hostname,
      os: note.value('system.os', await machine.osName(), 'METRICS_NOT_TOLD'),
      uptime: machine.uptime(),
      load_average: note.value('system.load_average', machine.load(), 'METRICS_NOT_TOLD'),
    };
  }

  async function hardwareOf(note: Telling): Promise<Hardware | null> {
    const found = await deps.hardware();
    if (found === null) return note.lack('hardware', because('METRICS_NOT_READ_YET'));
    for (const [field, value] of Object.entries(found)) {
      note.value(`hardware.${field}`, value, 'METRICS_NOT_TOLD');
    }
    return found;
  }

  async function info(): Promise<AnswerOf<typeof systemRoutes.getSystemInfo>> {
    const note = createTelling();
    const data: SystemInfo = {
      system: {
        ...(await machineOf(note)),
        kernel: machine.kernel,
        architecture: machine.architecture,
      },
      application: {
        name: SERVICE,
        version: application.version,
        build_date: note.lack('application.build_date', because('SYSTEM_BUILD_DATE_UNKNOWN')),
        python_version: note.lack('application.python_version', because('SYSTEM_NO_PYTHON')),
        node_version: application.node,
        electron_version: application.electron,
        environment: application.environment,
        uptime: deps.uptime(),
      },
      database: {
        type: 'SQLite',
        version: application.sqlite,
        status: (await parts.database()) === null ? 'connected' : 'failed',
        size: deps.databaseSize(),
        pool_size: note.lack('database.pool_size', because('METRICS_NO_POOL')),
        active_connections: 1,
      },
      hardware: await hardwareOf(note),
    };
    return { data, unavailable: note.unknown };
  }

  /** Asks it and takes the time. */
  async function ask(part: keyof SystemParts, words: Words): Promise<Component> {
    const begun = clock.elapsed();
    const code = await parts[part]();
    const time = clock.elapsed() - begun;
    return {
      status: code === null ? 'healthy' : 'unhealthy',
      response_time: Math.round(time * 100) / 100,
      code,
      message: code && words.explain({ code, params: { parts: words.say(`parts.${part}`) } }),
    };
  }

  async function health(words: Words): Promise<AnswerOf<typeof systemRoutes.getStatusHealth>> {
    const asked = await Promise.all(
      (['database', 'scheduler', 'dns'] as const).map(async (part) => [part, await parts[part]()] as const),
    );
    const failed = asked.flatMap(([part, code]) => (code === null ? [] : [words.say(`parts.${part}`)]));
    const facts = { service: SERVICE, version: application.version, timestamp: stamp() };
    if (failed.length === 0) return { data: { status: 'healthy', ...facts } };
    throw new OperationalError('SERVICE_UNAVAILABLE', {
      params: { parts: failed.join(', ') },
      details: { status: 'unhealthy', ...facts },
    });
  }

  function cacheOf(note: Telling): StatusDetails['components']['cache'] {
    const begun = clock.elapsed();
    const counts = deps.caches();
    if (counts === null) return note.lack('components.cache', because('METRICS_NO_CACHE'));
    const { hit_rate: hitRate } = tellCaches(note, 'components.cache', counts);
    const time = Math.round((clock.elapsed() - begun) * 100) / 100;
    return { status: 'healthy', response_time: time, code: null, message: null, hit_rate: hitRate };
  }

  async function details(words: Words): Promise<AnswerOf<typeof systemRoutes.getStatusDetails>> {
    const note = createTelling();
    const [database, measurements, scheduler, dns] = [
      await ask('database', words),
      await ask('measurements', words),
      await ask('scheduler', words),
      await ask('dns', words),
    ];
    const isWell = [database, measurements, scheduler, dns].every(({ status }) => status === 'healthy');
    const absent = (part: string, area: string): null =>
      note.lack(`components.${part}`, { code: 'AREA_NOT_BUILT', params: { area } });
    return {
      data: {
        status: isWell ? 'healthy' : 'unhealthy',
        ...{ service: SERVICE, version: application.version },
        components: {
          database: { ...database, connections: 1 },
          ...{ measurements, scheduler, dns },
          cache: cacheOf(note),
          wireguard: absent('wireguard', 'WireGuard'),
          bgp: absent('bgp', 'BGP'),
        },
        alerts: deps.alerts(),
        timestamp: stamp(),
      },
      unavailable: note.unknown,
    };
  }

  async function status(): Promise<AnswerOf<typeof systemRoutes.getStatusSystem>> {
    const note = createTelling();
    const system = await machineOf(note);
    const sample = deps.latest() ?? nothingMeasured;
    const cpu = cpuOf(note, 'resources.cpu', sample);
    const memory = memoryOf(note, 'resources.memory', sample);
    const disk = diskOf(note, 'resources.disk', sample, deps.dataDir);
    return {
      data: { system, resources: { cpu, memory, disk }, timestamp: stamp() },
      unavailable: note.unknown,
    };
  }

  return implement(systemRoutes, {
    getSystemInfo: info,
    getStatusHealth: ({ words }) => health(words),
    getStatusDetails: ({ words }) => details(words),
    getStatusSystem: status,
  });
}
