/** The contract of what this machine and this CloudCube are, and how they are doing. */
import { Type, type Static } from 'typebox';
import { Nullable, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { AlertCounts } from './monitoring.ts';

const Count = Type.Integer({ minimum: 0 });
const Percent = Nullable(Type.Number());
const LoadAverage = Nullable(
  Type.Array(Type.Number(), { minItems: 3, maxItems: 3, description: 'Of 1, 5 and 15 minutes' }),
);

const Machine = {
  hostname: Type.String(),
  os: Nullable(Type.String({ description: '`Debian GNU/Linux 13 (trixie)`' })),
  uptime: Type.Integer({ description: 'Seconds since the machine started' }),
  load_average: LoadAverage,
};

/** What the machine is made of, as it says itself. */
export const Hardware = Type.Object({
  manufacturer: Nullable(Type.String()),
  model: Nullable(Type.String()),
  cpu: Nullable(Type.String({ description: 'Maker and model of the processor' })),
  cores: Nullable(Count),
  memory: Nullable(Type.Integer({ description: 'Bytes' })),
});
/** {@link Hardware} as a type. */
export type Hardware = Static<typeof Hardware>;

/** What runs here. */
export const SystemInfo = Type.Object({
  system: Type.Object({ ...Machine, kernel: Type.String(), architecture: Type.String() }),
  application: Type.Object({
    name: Type.String(),
    version: Type.String(),
    build_date: Nullable(Timestamp),
    python_version: Nullable(
      Type.String({ description: 'CloudCube is not written in it: see `node_version`' }),
    ),
    node_version: Type.String(),
    electron_version: Nullable(
      Type.String({ description: 'Null where the daemon runs without the tray app' }),
    ),
    environment: Type.Union([Type.Literal('production'), Type.Literal('development')], {
      description: '`development`: run from its source',
    }),
    uptime: Type.Integer({ description: 'Seconds since CloudCube started' }),
  }),
  database: Type.Object({
    type: Type.String(),
    version: Type.String(),
    status: Type.Union([Type.Literal('connected'), Type.Literal('failed')]),
    size: Type.Integer({ description: 'Bytes of all its files' }),
    pool_size: Nullable(Count),
    active_connections: Count,
  }),
  hardware: Nullable(Hardware),
});
/** {@link SystemInfo} as a type. */
export type SystemInfo = Static<typeof SystemInfo>;

const Status = Type.Union([Type.Literal('healthy'), Type.Literal('unhealthy')]);

/** Whether it works, and no more. */
export const StatusHealth = Type.Object({
  status: Status,
  service: Type.String(),
  version: Type.String(),
  timestamp: Timestamp,
});

const component = {
  status: Status,
  response_time: Type.Number({ description: 'ms that its answer took' }),
  code: Nullable(Type.String({ description: 'Error code; null where it works' })),
  message: Nullable(Type.String({ description: 'The same in words' })),
};

/** One part that was asked. */
export const Component = Type.Object(component);
/** {@link Component} as a type. */
export type Component = Static<typeof Component>;

/** Every part by itself. */
export const StatusDetails = Type.Object({
  status: Status,
  service: Type.String(),
  version: Type.String(),
  components: Type.Object({
    database: Type.Object({ ...component, connections: Count }),
    measurements: Component,
    scheduler: Component,
    dns: Component,
    cache: Nullable(Type.Object({ ...component, hit_rate: Percent })),
    wireguard: Nullable(Component),
    bgp: Nullable(Component),
  }),
  alerts: AlertCounts,
  timestamp: Timestamp,
});
/** {@link StatusDetails} as a type. */
export type StatusDetails = Static<typeof StatusDetails>;

/** The machine at a glance. */
export const StatusSystem = Type.Object({
  system: Type.Object(Machine),
  resources: Type.Object({
    cpu: Nullable(Type.Object({ usage: Percent, cores: Count })),
    memory: Nullable(Type.Object({ total: Count, used: Count, usage_percent: Type.Number() })),
    disk: Nullable(
      Type.Object({ mount: Type.String(), total: Count, used: Count, usage_percent: Type.Number() }),
    ),
  }),
  timestamp: Timestamp,
});
/** {@link StatusSystem} as a type. */
export type StatusSystem = Static<typeof StatusSystem>;

const machine = {
  hostname: 'nas',
  os: 'Debian GNU/Linux 13 (trixie)',
  uptime: 86400,
  load_average: [1.2, 1.5, 1.8],
};
const timestamp = '2026-11-20T08:10:03.000Z';
const works = { status: 'healthy', response_time: 0.4, code: null, message: null };

/** Operations. */
export const systemRoutes = defineRoutes({
  getSystemInfo: {
    method: 'GET',
    path: '/system/info',
    tag: 'system',
    summary: 'What runs here: machine, CloudCube, database, hardware',
    access: 'system:read',
    data: SystemInfo,
    example: {
      data: {
        system: { ...machine, kernel: '6.12.48', architecture: 'x86_64' },
        application: {
          name: 'CloudCube',
          version: '0.1.0',
          build_date: null,
          python_version: null,
          node_version: '24.21.0',
          electron_version: null,
          environment: 'production',
          uptime: 3600,
        },
        database: {
          type: 'SQLite',
          version: '3.53.2',
          status: 'connected',
          size: 1048576,
          pool_size: null,
          active_connections: 1,
        },
        hardware: {
          manufacturer: 'Example',
          model: 'NAS 4',
          cpu: 'Example E1',
          cores: 4,
          memory: 8589934592,
        },
      },
    },
  },
  getStatusHealth: {
    method: 'GET',
    path: '/status/health',
    tag: 'system',
    summary: 'Does everything work; 503 where it does not',
    access: 'public',
    limit: 'service',
    data: StatusHealth,
    errors: ['SERVICE_UNAVAILABLE'],
    example: { data: { status: 'healthy', service: 'CloudCube', version: '0.1.0', timestamp } },
  },
  getStatusDetails: {
    method: 'GET',
    path: '/status/health/detailed',
    tag: 'system',
    summary: 'Does each part work, and how long did it take to say so',
    access: 'monitoring:read',
    data: StatusDetails,
    example: {
      data: {
        status: 'healthy',
        service: 'CloudCube',
        version: '0.1.0',
        components: {
          database: { ...works, connections: 1 },
          measurements: works,
          scheduler: works,
          dns: works,
          cache: { ...works, hit_rate: 85.5 },
          wireguard: null,
          bgp: null,
        },
        alerts: { active: 2, critical: 0, warning: 2, info: 0 },
        timestamp,
      },
    },
  },
  getStatusSystem: {
    method: 'GET',
    path: '/status/system',
    tag: 'system',
    summary: 'The machine at a glance: load, memory, disk',
    access: 'monitoring:read',
    data: StatusSystem,
    example: {
      data: {
        system: machine,
        resources: {
          cpu: { usage: 45.2, cores: 4 },
          memory: { total: 8589934592, used: 4294967296, usage_percent: 50 },
          disk: { mount: '/volume1', total: 107374182400, used: 53687091200, usage_percent: 50 },
        },
        timestamp,
      },
    },
  },
});
