import { describe, expect, it } from 'vitest';
import { createSystemRoutes } from '../../../electron/metrics/routes-system.ts';
import { prettyName } from '../../../electron/metrics/telling/machine.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { serve } from '../server/http.ts';

async function scene(databaseSays: ErrorCode | null = null) {
  const clock = createVirtualClock();
  const well = () => Promise.resolve(null);
  const slowDatabase = async (): Promise<ErrorCode | null> => {
    await clock.advance(12.345);
    return databaseSays;
  };
  const { ask } = await serve({
    clock,
    routes: createSystemRoutes({
      ...{ clock, latest: () => null, dataDir: '/data', caches: () => ({ hits: 0, misses: 0, bytes: 5 }) },
      machine: {
        ...{ hostname: 'nas', kernel: '6.12', architecture: 'aarch64' },
        ...{ osName: () => Promise.resolve(null), uptime: () => 77, load: () => null },
      },
      application: { version: '1.2.3', node: '24', sqlite: '3.5', electron: null, environment: 'production' },
      uptime: () => 7,
      parts: { database: slowDatabase, measurements: well, scheduler: well, dns: well },
      databaseSize: () => 4096,
      alerts: () => ({ active: 0, critical: 0, warning: 0, info: 0 }),
      hardware: () => Promise.resolve({ manufacturer: null, model: 'N4', cpu: 'E1', cores: 4, memory: 8 }),
    }),
  });
  return async (path: string) => {
    const answer = await ask({ url: `/api/v2${path}`, headers: { authorization: 'Bearer admin' } });
    return { status: answer.statusCode, body: answer.json() };
  };
}

describe('what runs here', () => {
  it('is told with the nearest true fact beside what does not exist', async () => {
    const { body } = await (await scene())('/system/info');
    expect(body.data.application).toMatchObject({ python_version: null, node_version: '24', uptime: 7 });
    const paths = (body.metadata.unavailable as { path: string }[]).map(({ path }) => path);
    expect(paths.sort()).toEqual([
      'application.build_date',
      'application.python_version',
      'database.pool_size',
      'hardware.manufacturer',
      'system.load_average',
      'system.os',
    ]);
  });

  it('is told of a database that failed', async () => {
    const { body } = await (await scene('STORAGE_FULL'))('/system/info');
    expect(body.data.database.status).toBe('failed');
  });
});

describe('how it is doing', () => {
  it('is measured part by part, and told of parts that do not exist', async () => {
    const { status, body } = await (await scene('STORAGE_FULL'))('/status/health/detailed');
    expect([status, body.data.status]).toEqual([200, 'unhealthy']);
    expect(body.data.components.database).toMatchObject({
      ...{ status: 'unhealthy', response_time: 12.35, code: 'STORAGE_FULL', connections: 1 },
    });
    expect(body.data.components.dns).toMatchObject({ status: 'healthy', response_time: 0, message: null });
    expect(body.data.components.cache).toMatchObject({ status: 'healthy', hit_rate: null });
    expect(body.data.components).toMatchObject({ wireguard: null, bgp: null });
    expect(body.metadata.unavailable).toContainEqual({
      ...{ path: 'components.bgp', code: 'AREA_NOT_BUILT', message: 'BGP is not part of this version.' },
    });
  });

  it('is 503 for everybody where a part fails, and no part is told by its code', async () => {
    const { status, body } = await (await scene('STORAGE_FULL'))('/status/health');
    expect([status, body.error.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    expect(JSON.stringify(body)).not.toContain('STORAGE');
  });

  it('is told of a machine that was not measured yet', async () => {
    const { body } = await (await scene())('/status/system');
    expect(body.data).toMatchObject({
      system: { hostname: 'nas', uptime: 77, os: null },
      resources: { cpu: null, memory: null, disk: null },
    });
  });
});

it.each([
  ['PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME=x', 'Debian GNU/Linux 13 (trixie)'],
  ["NAME=x\nPRETTY_NAME='Synology DSM'\n", 'Synology DSM'],
  ['PRETTY_NAME=Alpine', 'Alpine'],
  ['PRETTY_NAME="A \\"quoted\\" one"', 'A "quoted" one'],
  ['NAME=x', null],
  ['PRETTY_NAME=""', null],
])('the name in %j is %j', (text, name) => {
  expect(prettyName(text)).toBe(name);
});
