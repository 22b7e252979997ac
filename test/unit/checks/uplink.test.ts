/** A dead line is one fact, not forty. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Check, Uplink } from '../../../shared/api/checks.ts';
import { createWorld, endWorld, startHome, until, type Home, type World } from './home.ts';

interface List {
  readonly checks: Check[];
  readonly uplink: Uplink;
}

let world: World;
let home: Home;
let line: Server | null = null;
let port: number;
let looks = 0;

async function open(at = 0): Promise<number> {
  line = createServer((socket) => {
    looks += 1;
    socket.on('error', () => undefined).end();
  }).listen(at, '127.0.0.1');
  await once(line, 'listening');
  return (line.address() as AddressInfo).port;
}
async function close(): Promise<void> {
  if (!line) return;
  const ended = once(line, 'close');
  line.close();
  await ended;
  line = null;
}

beforeEach(async () => {
  looks = 0;
  world = createWorld();
  port = await open();
  world.uplinkTargets = ['127.0.0.1:1', `127.0.0.1:${String(port)}`];
  home = await startHome(world);
});
afterEach(async () => {
  await home.stop();
  await close();
  endWorld(world);
});

const list = async (): Promise<List> => (await home.call<List>('/monitoring/checks')).data;
async function addForty(): Promise<void> {
  for (let index = 0; index < 40; index++) {
    const config = { host: `site${String(index)}.example.net`, port: 443 };
    const rules = { retries: 0, interval_seconds: 3600, retry_interval_seconds: 60 };
    await home.call('/monitoring/checks', {
      method: 'POST',
      body: { name: `Site ${String(index)}`, kind: 'tcp', config, ...rules },
    });
  }
}
const statuses = async (): Promise<string[]> => [
  ...new Set((await list()).checks.map(({ status }) => status)),
];
const facts = (): string[] =>
  world.events.flatMap(({ check_id: id, from, to }) => (id === null ? [`${from ?? ''}>${to ?? ''}`] : []));

describe('forty checks that fail', () => {
  it('are down while the line is alive, which is looked at once', async () => {
    await addForty();
    await until(() => world.events.filter(({ to }) => to === 'down').length === 40);
    expect(await statuses()).toEqual(['down']);
    expect(looks).toBe(1);
    expect((await list()).uplink.up).toBe(true);
    expect(facts()).toEqual([]);
  });

  it('over a dead line are one fact; it is told when it is over, and they are looked at again', async () => {
    await close();
    await addForty();
    await until(() => world.events.filter(({ to }) => to === 'unreachable').length === 40);
    const { uplink, checks } = await list();
    expect(uplink).toMatchObject({ up: false });
    expect(checks[0]?.reason?.code).toBe('CHECK_UPLINK_DOWN');
    expect(facts()).toEqual(['unknown>down']);
    expect(world.events.some(({ check_id: id, to }) => id !== null && to === 'down')).toBe(false);

    await open(port);
    await world.clock.advance(15_000);
    await until(() => facts().length === 2);
    expect(facts()[1]).toBe('down>up');
    await world.clock.advance(60_000);
    await until(() => world.events.filter(({ to }) => to === 'down').length === 41);
    expect(await statuses()).toEqual(['down']);
  });

  it('over a line that was dead before a kill are still that one fact', async () => {
    await close();
    await addForty();
    await until(() => facts().length === 1);
    const { since } = (await list()).uplink;
    await until(() => world.events.filter(({ to }) => to === 'unreachable').length === 40);
    home.kill();
    home = await startHome(world);
    expect((await list()).uplink).toMatchObject({ up: false, since });
  });
});

describe('a check of the local network', () => {
  it('is judged by itself, whatever the line does', async () => {
    await close();
    const config = { host: '127.0.0.1', port: 1 };
    const body = { name: 'Printer', kind: 'tcp', config, retries: 0 };
    await home.call('/monitoring/checks', { method: 'POST', body });
    await until(() => world.events.some(({ to }) => to === 'down'));
    expect((await list()).uplink.up).toBeNull();
  });
});
