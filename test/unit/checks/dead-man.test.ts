/** The ping outwards: a real server over TLS, which counts. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeadMan } from '../../../shared/api/checks.ts';
import { issueCertificate, makeAuthority } from '../../../electron/server/tls/authority.ts';
import { createWorld, endWorld, startHome, until, type Home, type World } from './home.ts';

const PATH = '/monitoring/dead-man';
const TOKEN = 'canary-2f1c-dead-man';
let world: World;
let home: Home;
let server: Server;
let url: string;
let status: number;
const heard: string[] = [];

beforeEach(async () => {
  world = createWorld();
  const authority = await makeAuthority('nas', Date.now());
  const { certificate, key } = await issueCertificate(authority, ['127.0.0.1'], Date.now());
  world.ca = authority.certificate;
  heard.length = 0;
  status = 200;
  server = createServer({ cert: certificate, key }, (request, answer) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}/${TOKEN}`;
  home = await startHome(world);
});
afterEach(async () => {
  await home.stop();
  server.closeAllConnections();
  server.close();
  endWorld(world);
});

const read = async (): Promise<DeadMan> => (await home.call<DeadMan>(PATH)).data;
const set = async (body: object): Promise<DeadMan> =>
  (await home.call<DeadMan>(PATH, { method: 'PUT', body })).data;

/** Lets time pass until something has been tried. */
async function ping(ms: number): Promise<DeadMan> {
  await world.clock.advance(ms);
  const settled = async (): Promise<DeadMan> => {
    const state = await read();
    return state.next_ping === null ? new Promise((resolve) => setTimeout(resolve, 5)).then(settled) : state;
  };
  return settled();
}

describe('the ping outwards', () => {
  it('is off until it is given an address, and then sent at once and again and again', async () => {
    expect(await read()).toMatchObject({ enabled: false, url: null, next_ping: null });
    await set({ url, interval_minutes: 5 });
    expect(await ping(0)).toMatchObject({ enabled: true, last_failure: null, reason: null });
    await ping(300_000);
    await until(() => heard.length === 2);
    expect(heard).toEqual([`GET /${TOKEN}`, `GET /${TOKEN}`]);
    await set({ url: '' });
    await world.clock.advance(3_600_000);
    expect(heard.length).toBe(2);
  });

  it('that fails says why, and is sent again within a minute', async () => {
    status = 404;
    await set({ url, method: 'POST', interval_minutes: 60 });
    const failed = await ping(0);
    expect(failed).toMatchObject({
      last_success: null,
      reason: { code: 'DEAD_MAN_STATUS', params: { status: 404 } },
    });
    status = 200;
    expect(await ping(60_000)).toMatchObject({ reason: null, last_failure: failed.last_failure });
    expect(heard).toEqual([`POST /${TOKEN}`, `POST /${TOKEN}`]);
  });

  it('is not sent while CloudCube is not well', async () => {
    world.parts = () => Promise.resolve([{ part: 'database', reason: { code: 'STORAGE_FULL', params: {} } }]);
    await set({ url });
    expect(await ping(0)).toMatchObject({
      reason: { code: 'DEAD_MAN_UNWELL', params: { parts: 'database' } },
    });
    expect(heard).toEqual([]);
  });

  it('survives a kill, and keeps its address to itself', async () => {
    const shown = await set({ url });
    expect(shown.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/…$/);
    await ping(0);
    home.kill();
    home = await startHome(world);
    await ping(10_000);
    await until(() => heard.length === 2);
    const told = JSON.stringify([await read(), world.audit.told, world.log]);
    const kept = ['state.db', 'state.db-wal'].map((file) =>
      readFileSync(join(world.folder, file)).toString('latin1'),
    );
    expect(`${told}${kept.join('')}`).not.toContain(TOKEN);
  });

  it.each(['https://user:password@example.net/', 'https://['])(
    'takes no address such as %s',
    async (wrong) => {
      await expect(set({ url: wrong })).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    },
  );
});
