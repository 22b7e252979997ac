/** What the built daemon tells of its machine, over real requests. */
import { hostname, release } from 'node:os';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { successSchema } from '../../../electron/server/envelope.ts';
import type { RouteContract } from '../../../shared/api/contract.ts';
import { monitoringRoutes } from '../../../shared/api/monitoring-routes.ts';
import { systemRoutes } from '../../../shared/api/system.ts';
import { startHome } from '../api/home.ts';

const home = startHome();
const ajv = formats.default(new Ajv({ strict: false }));

async function get(path: string): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> {
  const { daemon, api } = home();
  const headers = { authorization: `Bearer ${api.token}` };
  const response = await fetch(`${daemon.url}/api/v2${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

const routes: RouteContract[] = [...Object.values(monitoringRoutes), ...Object.values(systemRoutes)];

describe.each(routes.map((route) => [route.path, route] as const))('GET %s', (path, route) => {
  it('answers in the shape of its contract, and says of each null why', async () => {
    const { status, body } = await get(path.endsWith('/series') ? `${path}?metric=system.cpu.usage` : path);
    expect(status).toBe(200);
    expect(ajv.validate(successSchema(route, route.data), body), ajv.errorsText()).toBe(true);
    const told = ((body.metadata?.unavailable ?? []) as { path: string }[]).map((one) => one.path);
    const nulls = (value: unknown, at: string): string[] => {
      if (value === null) return [at];
      if (typeof value !== 'object') return [];
      return Object.entries(value).flatMap(([key, inner]) =>
        nulls(inner, Array.isArray(value) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`),
      );
    };
    const meaningful = /\.(?:critical|health|progress|action|asleep_since|code|message|electron_version)$/;
    const untold = nulls(body.data, '').filter((one) => !told.includes(one) && !meaningful.test(one));
    expect(untold).toEqual([]);
  });
});

it('tells what really runs here', async () => {
  const { data } = (await get('/system/info')).body;
  expect(data.system).toMatchObject({ hostname: hostname(), kernel: release() });
  expect(data.system.uptime).toBeGreaterThan(0);
  expect(data.application).toMatchObject({ node_version: process.versions.node, environment: 'production' });
  expect(data.database).toMatchObject({ type: 'SQLite', status: 'connected' });
  expect(data.database.version).toMatch(/^3\.\d+/);
  expect(data.database.size).toBeGreaterThan(4096);
});

it('says of each part that it was asked and how long that took', async () => {
  const { data } = (await get('/status/health/detailed')).body;
  expect(data.status).toBe('healthy');
  for (const part of ['database', 'measurements', 'scheduler', 'dns']) {
    expect(data.components[part]).toMatchObject({ status: 'healthy', code: null });
    expect(data.components[part].response_time).toBeGreaterThanOrEqual(0);
  }
});

it('tells nobody more than that it is well', async () => {
  const response = await fetch(`${home().daemon.url}/api/v2/status/health`);
  const { data } = (await response.json()) as { data: object };
  expect(Object.keys(data).sort()).toEqual(['service', 'status', 'timestamp', 'version']);
});

it.each([
  ['/monitoring/system?metrics=rubbish', 'metrics'],
  ['/monitoring/metrics/system?hours=x', 'hours'],
  ['/monitoring/metrics/system?step=0', 'step'],
  ['/monitoring/series?metric=rubbish', 'metric'],
  ['/monitoring/series?metric=system.load.1&from=yesterday', 'from'],
  ['/debug/metrics/historical?range=1y', 'range'],
])('refuses %s and says which', async (path, parameter) => {
  const { status, body } = await get(path);
  expect([status, body.error.code, body.error.details[0].path]).toEqual([400, 'VALIDATION_ERROR', parameter]);
});
