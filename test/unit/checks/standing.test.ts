/** Standing checks over their life: made, run, changed, killed and begun again. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Check, CheckResult, CheckTransition } from '../../../shared/api/checks.ts';
import { createWorld, endWorld, startHome, until, type Home, type World } from './home.ts';

const LIST = '/monitoring/checks';
const ONE = '/monitoring/checks/{check_id}';
let world: World;
let home: Home;
let server: Server | null = null;

beforeEach(async () => {
  world = createWorld();
  home = await startHome(world);
});
afterEach(async () => {
  await home.stop();
  await close();
  endWorld(world);
});

async function open(port = 0): Promise<number> {
  server = createServer((socket) => socket.on('error', () => undefined).destroy()).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
async function close(): Promise<void> {
  if (!server) return;
  const ended = once(server, 'close');
  server.close();
  await ended;
  server = null;
}

const create = async (body: object): Promise<Check> =>
  (await home.call<Check>(LIST, { method: 'POST', body })).data;
const get = async (id: string): Promise<Check> =>
  (await home.call<Check>(ONE, { params: { check_id: id } })).data;
const run = async (id: string): Promise<{ check: Check; result: CheckResult }> =>
  (
    await home.call<{ check: Check; result: CheckResult }>(`${ONE}/run`, {
      method: 'POST',
      params: { check_id: id },
    })
  ).data;
const update = async (id: string, body: object): Promise<Check> =>
  (await home.call<Check>(ONE, { method: 'PUT', params: { check_id: id }, body })).data;
const history = async (id: string): Promise<{ transitions: CheckTransition[]; results: CheckResult[] }> =>
  (
    await home.call<{ transitions: CheckTransition[]; results: CheckResult[] }>(`${ONE}/history`, {
      params: { check_id: id },
    })
  ).data;
const tcp = (port: number, more: object = {}): object => ({
  ...{ name: `Port ${String(port)}`, kind: 'tcp', config: { host: '127.0.0.1', port } },
  ...more,
});

describe('a standing check', () => {
  it('is told of each time it has been run, also where nothing is different; a paused one is not', async () => {
    const port = await open();
    const { check_id: id } = await create(tcp(port));
    await run(id);
    const before = world.looked.length;
    const changed = world.events.length;
    await run(id);
    await run(id);
    expect(world.looked.slice(before)).toEqual([id, id]);
    expect(world.events.length).toBe(changed);
    await update(id, { enabled: false });
    await run(id);
    expect(world.looked.length).toBe(before + 2);
  });

  it('goes up, wavers, goes down and comes back, and each settled change is kept and told', async () => {
    const port = await open();
    const { check_id: id } = await create(tcp(port, { retries: 1, recovery_successes: 2 }));
    const status = async (): Promise<string> => (await run(id)).check.status;
    expect(await status()).toBe('up');
    await close();
    expect([await status(), await status(), await status()]).toEqual(['pending', 'down', 'down']);
    await open(port);
    expect([await status(), await status()]).toEqual(['down', 'up']);
    const { transitions, results } = await history(id);
    expect(transitions.map(({ from, to }) => [from, to])).toEqual([
      ['down', 'up'],
      ['up', 'down'],
      ['unknown', 'up'],
    ]);
    expect(transitions[1]?.reason?.code).toBe('CHECK_REFUSED');
    expect(results.length).toBeGreaterThanOrEqual(6);
    expect(
      world.events.flatMap(({ check_id: of, from, to }) => (of === id ? [`${from ?? ''}>${to ?? ''}`] : [])),
    ).toEqual(['>unknown', 'unknown>up', 'up>pending', 'pending>down', 'down>up']);
    expect(
      world.recorded
        .filter(([name]) => name === 'check.up')
        .map(([, , value]) => value)
        .slice(-6),
    ).toEqual([...[1, 1, 0, 0, 0, 1]]);
  });

  it('runs by itself, sooner while it is not sure', async () => {
    const port = await open();
    const { check_id: id } = await create(
      tcp(port, { interval_seconds: 600, retries: 3, retry_interval_seconds: 30 }),
    );
    const runs = async (): Promise<number> => (await history(id)).results.length;
    await world.clock.advance(0);
    await until(() => world.recorded.length > 0);
    await close();
    await world.clock.advance(640_000);
    await until(() => world.events.some(({ to }) => to === 'pending'));
    expect((await get(id)).status).toBe('pending');
    const before = await runs();
    const { next_run: next } = await get(id);
    expect(Date.parse(next ?? '') - world.clock.now()).toBeLessThanOrEqual(33_000);
    await world.clock.advance(35_000);
    await until(() => world.recorded.filter(([name]) => name === 'check.up').length > before);
    expect(await runs()).toBe(before + 1);
  });

  it('stands after a kill as it stood, and goes on', async () => {
    const port = await open();
    const { check_id: id } = await create(tcp(port, { retries: 0 }));
    await run(id);
    await close();
    await run(id);
    const before = await get(id);
    home.kill();
    home = await startHome(world);
    const after = await get(id);
    expect(after).toMatchObject({
      status: 'down',
      since: before.since,
      reason: before.reason,
      last_result: null,
    });
    world.events.length = 0;
    await open(port);
    await world.clock.advance(31_000);
    await until(() => world.events.length > 0);
    expect(world.events).toMatchObject([{ check_id: id, from: 'down', to: 'up', reason: null }]);
  });

  it('that is paused stays so, and begins anew when it is switched on', async () => {
    const port = await open();
    const { check_id: id } = await create(tcp(port));
    await run(id);
    expect(await update(id, { enabled: false })).toMatchObject({
      status: 'paused',
      next_run: null,
      revision: 2,
    });
    world.recorded.length = 0;
    await world.clock.advance(3_600_000);
    expect(world.recorded).toEqual([]);
    expect(await update(id, { enabled: true })).toMatchObject({ status: 'unknown' });
    expect((await history(id)).transitions.map(({ from, to }) => `${from}>${to}`)).toEqual(
      expect.arrayContaining(['up>paused', 'paused>unknown']),
    );
  });

  it('of another target begins anew; of another name it goes on', async () => {
    const port = await open();
    const { check_id: id } = await create(tcp(port));
    await run(id);
    expect((await update(id, { name: 'Other' })).status).toBe('up');
    expect((await update(id, { config: { host: '127.0.0.1', port: 1 } })).status).toBe('unknown');
  });

  it('has a name of its own, and what its kind wants', async () => {
    const { check_id: id } = await create(tcp(1));
    await expect(create(tcp(1))).rejects.toMatchObject({ code: 'CHECK_NAME_TAKEN' });
    await expect(create({ name: 'x', kind: 'http', config: { url: 'ftp://x/' } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      params: { path: 'config.url' },
    });
    await expect(
      create({ name: 'x', kind: 'tcp', config: { host: 'nas', port: 1, more: 1 } }),
    ).rejects.toMatchObject({
      params: { path: 'config.more' },
    });
    await expect(update(id, { config: { host: 'nas' } })).rejects.toMatchObject({
      params: { path: 'config.port' },
    });
  });

  it('that is let go is gone, with what was kept of it', async () => {
    const { check_id: id } = await create(tcp(1));
    await run(id);
    await home.call(ONE, { method: 'DELETE', params: { check_id: id } });
    await expect(get(id)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    expect(world.audit.told.map(({ action }) => action)).toEqual(['check.create', 'check.delete']);
    home.kill();
    home = await startHome(world);
    expect((await home.call<{ count: number }>(LIST)).data.count).toBe(0);
  });

  it('is tried before it is kept', async () => {
    const port = await open();
    const body = { kind: 'tcp', config: { host: '127.0.0.1', port } };
    const { data } = await home.call<CheckResult>(`${LIST}/try`, { method: 'POST', body });
    expect(data.outcome).toBe('ok');
    expect((await home.call<{ count: number }>(LIST)).data.count).toBe(0);
  });

  it('of a service or a container is what the machine says', async () => {
    const unit = { unit: 'smbd.service', active: 'active', sub: 'running' };
    const trial = async (kind: string, config: object): Promise<[string, string | undefined]> => {
      const { data } = await home.call<CheckResult>(`${LIST}/try`, {
        method: 'POST',
        body: { kind, config },
      });
      return [data.outcome, data.reason?.code];
    };
    expect(await trial('service', { unit: 'smbd' })).toEqual(['unavailable', 'CHECK_NOT_TOLD']);
    const web = { name: 'web', state: 'running', health: 'unhealthy' };
    world.machine = { units: () => ({ value: [unit] }), containers: () => ({ value: [web] }) };
    expect(await trial('service', { unit: 'smbd' })).toEqual(['ok', undefined]);
    expect(await trial('service', { unit: 'nmbd' })).toEqual(['failed', 'CHECK_UNIT_UNKNOWN']);
    expect(await trial('container', { container: 'web' })).toEqual(['failed', 'CHECK_CONTAINER_UNHEALTHY']);
    expect(await trial('container', { container: 'web', healthy: false })).toEqual(['ok', undefined]);
    world.machine = {
      ...world.machine,
      units: () => ({ value: [{ ...unit, active: 'failed', sub: 'failed' }] }),
    };
    expect(await trial('service', { unit: 'smbd' })).toEqual(['failed', 'CHECK_UNIT_INACTIVE']);
  });
});

describe('heartbeats', () => {
  const beat = (token: string, method = 'POST') =>
    home.call('/monitoring/heartbeats/{token}', { method, params: { token } });
  const backup = {
    name: 'Backup',
    kind: 'heartbeat',
    interval_seconds: 3600,
    config: { grace_seconds: 600 },
  };
  const tokenOf = async (id: string): Promise<string> =>
    (await home.call<{ token: string }>(`${ONE}/token`, { method: 'POST', params: { check_id: id } })).data
      .token;

  async function alive(): Promise<{ id: string; token: string }> {
    const { check_id: id } = await create(backup);
    const token = await tokenOf(id);
    await world.clock.advance(1_000);
    await beat(token);
    await world.clock.advance(1_000);
    return { id, token };
  }

  it('make it up, and their absence down, after interval and grace', async () => {
    const { id, token } = await alive();
    expect(await get(id)).toMatchObject({ status: 'up' });
    await world.clock.advance(4_100_000);
    expect((await get(id)).status).toBe('up');
    await world.clock.advance(200_000);
    expect(await get(id)).toMatchObject({ status: 'down', reason: { code: 'CHECK_HEARTBEAT_MISSING' } });
    await beat(token, 'GET');
    await world.clock.advance(1_000);
    expect((await get(id)).status).toBe('up');
  });

  it('that never came are awaited, as long as for any other', async () => {
    const { check_id: id } = await create(backup);
    await world.clock.advance(1_000);
    expect(await get(id)).toMatchObject({ status: 'unknown', reason: { code: 'CHECK_HEARTBEAT_AWAITED' } });
    await world.clock.advance(4_300_000);
    expect((await get(id)).status).toBe('down');
  });

  it('are not missed at once after a restart, and those before it count', async () => {
    const { id } = await alive();
    const seen = (await get(id)).last_heartbeat;
    await world.clock.advance(61_000);
    home.kill();
    world.clock.set(world.clock.now() + 24 * 3_600_000);
    home = await startHome(world);
    await world.clock.advance(60_000);
    expect(await get(id)).toMatchObject({ status: 'up', last_heartbeat: seen });
    await world.clock.advance(4_300_000);
    expect((await get(id)).status).toBe('down');
  });

  it('come with a token that is told once, is kept as a hash, and can be renewed', async () => {
    const { id, token } = await alive();
    expect(token).toMatch(/^cch_[0-9a-f]{32}$/);
    expect(JSON.stringify([await get(id), world.audit.told, world.log])).not.toContain(token);
    const renewed = await tokenOf(id);
    await expect(beat(token)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    await beat(renewed);
    await expect(beat('cch_00')).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    const { check_id: other } = await create(tcp(1));
    await expect(tokenOf(other)).rejects.toMatchObject({ code: 'CHECK_NO_HEARTBEAT' });
  });
});
