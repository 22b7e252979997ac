/** The documented reads: services, names and pages; and that they are no way to look around in the local network. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DnsHealth, Services, WebHealth } from '../../../shared/api/checks-health.ts';
import { createWorld, endWorld, startHome, type Home, type World } from './home.ts';
import { flag, startNameServer, type SayingServer } from './name-server.ts';

let world: World;
let home: Home;

beforeEach(async () => {
  world = createWorld();
  home = await startHome(world);
});
afterEach(async () => {
  await home.stop();
  endWorld(world);
});

const add = (body: object): Promise<unknown> => home.call('/monitoring/checks', { method: 'POST', body });

describe('the services', () => {
  const services = (service?: string) =>
    home.call<Services>('/monitoring/services', { query: service === undefined ? {} : { service } });

  beforeEach(() => {
    world.parts = () =>
      Promise.resolve([
        { part: 'database', reason: null },
        { part: 'dns', reason: { code: 'SERVICE_UNAVAILABLE', params: { parts: 'dns' } } },
      ]);
    world.machine = {
      units: () => ({
        value: [
          { unit: 'smbd.service', active: 'active', sub: 'running' },
          { unit: 'cron.service', active: 'active', sub: 'running' },
        ],
      }),
      containers: () => ({ value: [{ name: 'jellyfin', state: 'exited', health: null }] }),
    };
  });

  it('are our own parts, units that a check names, and containers', async () => {
    await add({ name: 'Samba', kind: 'service', config: { unit: 'smbd.service' }, enabled: false });
    const { data } = await services();
    expect(Object.entries(data.services).map(([name, { kind, status }]) => [name, kind, status])).toEqual([
      ['database', 'part', 'running'],
      ['dns', 'part', 'failed'],
      ['smbd.service', 'unit', 'running'],
      ['jellyfin', 'container', 'stopped'],
    ]);
    expect(data.summary).toEqual({ total: 4, healthy: 2, unhealthy: 2, unknown: 0, health_percentage: 50 });
  });

  it('are one of them by its name, and none by another', async () => {
    await add({ name: 'Samba', kind: 'service', config: { unit: 'smbd' }, enabled: false });
    expect(Object.keys((await services('smbd')).data.services)).toEqual(['smbd.service']);
    await expect(services('cron')).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('that cannot be told are not counted either way, and it is said why', async () => {
    const unavailable = { code: 'CHECK_NOT_TOLD', params: {} };
    world.machine = { units: () => ({ unavailable }), containers: () => ({ unavailable }) };
    await add({ name: 'Samba', kind: 'service', config: { unit: 'smbd.service' }, enabled: false });
    const { data, unavailable: missing } = await services();
    expect(data.services['smbd.service']).toMatchObject({ status: null });
    expect(data.summary).toEqual({ total: 3, healthy: 1, unhealthy: 1, unknown: 1, health_percentage: 50 });
    expect(missing?.map(({ path, reason }) => [path, reason.code])).toEqual([
      ['/services/smbd.service/status', 'CHECK_NOT_TOLD'],
      ['/services/containers', 'CHECK_NOT_TOLD'],
    ]);
  });
});

describe('the health of a name', () => {
  let server: SayingServer;
  beforeEach(async () => {
    server = await startNameServer();
    world.nameServersOf = () =>
      Promise.resolve([
        { name: 'ns.home.arpa', targets: [{ host: '127.0.0.1', port: server.port }], own: true },
      ]);
  });
  afterEach(() => server.close());
  const health = async (domain?: string): Promise<DnsHealth> =>
    (await home.call<DnsHealth>('/monitoring/dns/health', { query: domain === undefined ? {} : { domain } }))
      .data;

  it('is of the first of our names unless told, and holds it against what was published', async () => {
    world.hosts = ['nas.home.arpa', 'box.home.arpa'];
    world.published = (_name, type) => (type === 'A' ? ['192.0.2.1'] : null);
    server.say = (name, type) => ({
      answers: type === 'A' ? [{ type: 'A', name, ttl: 60, data: '192.0.2.1' }] : [],
      flags: flag.aa,
    });
    const { domain, status, records } = await health();
    expect([domain, status]).toEqual(['nas.home.arpa', 'healthy']);
    expect(records[0]).toMatchObject({ agree: true, values: ['192.0.2.1'], matches_published: true });
    expect(records[0]?.servers[0]).toMatchObject({
      role: 'authoritative',
      ttl: 60,
      rcode: 'NOERROR',
      dnssec: null,
    });
    expect(records[1]).toMatchObject({ agree: true, values: [], published: null, matches_published: null });
  });

  it('is not well where something else stands there than was published', async () => {
    world.hosts = ['nas.home.arpa'];
    world.published = () => ['192.0.2.7'];
    server.say = (name) => ({ answers: [{ type: 'A', name, ttl: 60, data: '192.0.2.1' }], flags: flag.aa });
    expect(await health()).toMatchObject({
      status: 'unhealthy',
      records: [{ matches_published: false }, {}],
    });
  });

  it('tells what resolvers verified, and asks them nothing of local names', async () => {
    const resolver = await startNameServer();
    try {
      world.resolvers = [`127.0.0.1:${String(resolver.port)}`];
      resolver.say = (name) => ({
        answers: [{ type: 'A', name, ttl: 30, data: '192.0.2.1' }],
        flags: flag.ad,
      });
      server.say = (name) => ({ answers: [{ type: 'A', name, ttl: 60, data: '192.0.2.1' }], flags: flag.aa });
      const { records } = await health('www.example.net');
      expect(records[0]?.servers.map(({ role, dnssec }) => [role, dnssec])).toEqual([
        ['authoritative', null],
        ['resolver', true],
      ]);
      const before = resolver.asked.length;
      world.hosts = ['nas.home.arpa'];
      await health('nas.home.arpa');
      expect(resolver.asked.length).toBe(before);
    } finally {
      await resolver.close();
    }
  });

  it.each(['printer.lan', 'printer', 'box.home.arpa', '192.168.1.1', 'db.internal'])(
    'of %s, which nobody named, is not told',
    async (domain) => {
      await expect(health(domain)).rejects.toMatchObject({
        code: 'CHECK_TARGET_REFUSED',
        params: { host: domain },
      });
      expect(server.asked).toEqual([]);
    },
  );

  it('without any name is of nothing', async () => {
    await expect(health()).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });
});

describe('the health of a page', () => {
  let server: Server;
  let place: string;
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, answer) => {
      asked.push(request.url ?? '');
      if (request.url === '/away') answer.writeHead(302, { location: 'http://192.168.1.1/' }).end();
      else answer.end('well');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    place = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const health = async (url?: string): Promise<WebHealth> =>
    (await home.call<WebHealth>('/monitoring/web/health', { query: url === undefined ? {} : { url } })).data;

  it('that a check names is told, split by where the time went, and looked at once in a moment', async () => {
    await add({ name: 'Page', kind: 'http', config: { url: `${place}/status` }, enabled: false });
    const found = await health(`${place}/status`);
    expect(found).toMatchObject({
      status: 'healthy',
      http_status: 200,
      address: '127.0.0.1',
      certificate: null,
      redirects: [],
    });
    const number = expect.any(Number) as number;
    expect(found.timing).toEqual({
      dns: null,
      connect: number,
      tls: null,
      first_byte: number,
      total: number,
    });
    await health(`${place}/status`);
    expect(asked).toEqual(['/status']);
  });

  it('beside the one that a check names is not asked', async () => {
    await add({ name: 'Page', kind: 'http', config: { url: `${place}/status` }, enabled: false });
    for (const url of [`${place}/`, `${place}/status?reboot=1`, `${place}/admin`]) {
      await expect(health(url)).rejects.toMatchObject({ code: 'CHECK_TARGET_REFUSED' });
    }
    expect(asked).toEqual([]);
  });

  it.each([
    'http://192.168.1.1/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://169.254.169.254/',
    'http://localhost/',
  ])('%s is not asked for by somebody who may only read', async (url) => {
    world.addresses.set('localhost', ['127.0.0.1', '::1']);
    await expect(health(url)).rejects.toMatchObject({ code: 'CHECK_TARGET_REFUSED' });
  });

  it('behind a name of ours is its front page at the usual port, and nothing else', async () => {
    world.hosts = ['nas.home.arpa'];
    world.addresses.set('nas.home.arpa', ['10.0.0.5']);
    await expect(health('http://nas.home.arpa:8080/')).rejects.toMatchObject({
      code: 'CHECK_TARGET_REFUSED',
    });
    await expect(health('http://nas.home.arpa/admin')).rejects.toMatchObject({
      code: 'CHECK_TARGET_REFUSED',
    });
  });

  it('that leads on into the local network is not followed there', async () => {
    await add({ name: 'Page', kind: 'http', config: { url: `${place}/away` }, enabled: false });
    const found = await health(`${place}/away`);
    expect(found).toMatchObject({ status: 'unhealthy', reason: { code: 'CHECK_FORBIDDEN' } });
    expect(found.redirects).toEqual([{ url: `${place}/away`, status: 302 }]);
  });

  it('that has no address says so', async () => {
    expect(await health('https://nowhere.example/')).toMatchObject({
      status: 'unhealthy',
      http_status: null,
      reason: { code: 'CHECK_UNRESOLVED' },
    });
    await expect(health('https://user:pw@example.net/')).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
  });
});
