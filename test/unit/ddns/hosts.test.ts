import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hosts } from '../../../electron/ddns/hosts.ts';
import { createWorld, openHome, seen, type Home } from './home.ts';

let world: ReturnType<typeof createWorld>;
let home: Home;
let hosts: Hosts;

beforeEach(async () => {
  world = createWorld();
  world.reading = seen('192.168.1.20', 'fd00::20');
  home = await openHome(world);
  hosts = home.ddns.service.hosts;
});
afterEach(() => {
  home.close();
  world.remove();
});

/** Runs an update and waits for its end. */
const update = async () => (await home.ddns.service.update(false)).job.done;
const first = () => hosts.list()[0]!;
const both = ['A 192.168.1.20', 'AAAA fd00::20'];

describe('the first start', () => {
  it('keeps nas.home.arpa, once', async () => {
    expect(hosts.list()).toEqual([
      expect.objectContaining({
        name: 'nas.home.arpa',
        scope: 'lan',
        families: ['A', 'AAAA'],
        ttl: 60,
        enabled: true,
      }),
    ]);
    await hosts.remove(first().host_id, 'keep');
    home.close();
    home = await openHome(world);
    expect(home.ddns.service.hosts.list()).toEqual([]);
  });
});

describe('a new host', () => {
  it('has a canonical name and the defaults, and is there after a restart', async () => {
    const made = await hosts.create({ name: 'Box.Home.Arpa.' });
    expect(made).toMatchObject({ name: 'box.home.arpa', scope: 'lan', revision: 1, enabled: true });
    home.close();
    home = await openHome(world);
    expect(home.ddns.service.hosts.get(made.host_id)).toEqual(made);
  });

  it.each([
    [{ name: 'no name' }, 'DDNS_NAME_INVALID'],
    [{ name: 'nas.example.com' }, 'DDNS_NAME_NOT_IN_ZONE'],
    [{ name: 'NAS.home.arpa' }, 'DDNS_HOST_EXISTS'],
    [{ name: 'box.home.arpa', scope: 'public' as const }, 'DDNS_SCOPE_MISMATCH'],
  ])('is refused for %j', async (input, code) => {
    await expect(hosts.create(input)).rejects.toMatchObject({ name: 'UserError', code });
    expect(hosts.list()).toHaveLength(1);
  });

  it('gets its name before another who asks for the same at the same time', async () => {
    const [one, two] = await Promise.allSettled([
      hosts.create({ name: 'box.home.arpa' }),
      hosts.create({ name: 'box.home.arpa' }),
    ]);
    expect(one.status).toBe('fulfilled');
    expect(two).toMatchObject({ status: 'rejected', reason: { code: 'DDNS_HOST_EXISTS' } });
  });
});

describe('a change', () => {
  it('keeps what is left out and raises the revision', async () => {
    await world.clock.advance(5);
    const before = first();
    const after = await hosts.update(before.host_id, { ttl: 300 });
    expect(after).toEqual({ ...before, ttl: 300, revision: 2, updated_at: before.updated_at + 5 });
  });

  it('moves the records with the name', async () => {
    await update();
    await hosts.update(first().host_id, { name: 'box.home.arpa' });
    await world.clock.advance(1);
    await update();
    expect([home.standing('nas.home.arpa'), home.standing('box.home.arpa')]).toEqual([[], both]);
  });

  it('removes the record of a family that is left out', async () => {
    await update();
    await hosts.update(first().host_id, { families: ['A'] });
    await world.clock.advance(1);
    await update();
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.20']);
  });

  it('leaves the records alone while the host is switched off', async () => {
    await update();
    await hosts.update(first().host_id, { enabled: false });
    world.reading = seen('192.168.1.99');
    await update();
    expect(home.standing('nas.home.arpa')).toEqual(both);
  });

  it('is refused for a name that another host has, and for a host that is not there', async () => {
    await hosts.create({ name: 'box.home.arpa' });
    await expect(hosts.update(first().host_id, { name: 'box.home.arpa' })).rejects.toMatchObject({
      code: 'DDNS_HOST_EXISTS',
    });
    await expect(hosts.update('nobody', { ttl: 1 })).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('lets two hosts trade their names one after the other', async () => {
    const box = await hosts.create({ name: 'box.home.arpa', families: ['A'] });
    await update();
    await hosts.update(first().host_id, { name: 'tmp.home.arpa' });
    await hosts.update(box.host_id, { name: 'nas.home.arpa' });
    await hosts.update(first().host_id, { name: 'box.home.arpa' });
    await world.clock.advance(1);
    await update();
    expect(home.standing('box.home.arpa')).toEqual(both);
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.20']);
  });
});

describe('letting a host go', () => {
  it('leaves its records, which are then nobody’s', async () => {
    await update();
    const { host_id } = first();
    expect(await hosts.remove(host_id, 'keep')).toEqual({ deleted: 0, kept: 2 });
    await update();
    expect(home.standing('nas.home.arpa')).toEqual(both);
    const { rows } = await home.ddns.service.records.list({});
    expect(rows.map((record) => record.host_id)).toEqual([null, null]);
    expect(() => hosts.get(host_id)).toThrow(expect.objectContaining({ code: 'RESOURCE_NOT_FOUND' }));
  });

  it('removes its records where that is asked for, and tells it in the history', async () => {
    await update();
    expect(await hosts.remove(first().host_id, 'delete')).toEqual({ deleted: 2, kept: 0 });
    expect(home.standing('nas.home.arpa')).toEqual([]);
    const told = (await home.history()).map(({ result, previous_ip }) => `${result} ${previous_ip ?? '-'}`);
    expect(told.slice(0, 2).sort()).toEqual(['removed 192.168.1.20', 'removed fd00::20']);
  });

  it('removes the record of a family too that was left out just before', async () => {
    await update();
    await hosts.update(first().host_id, { families: ['A'] });
    expect(await hosts.remove(first().host_id, 'delete')).toEqual({ deleted: 2, kept: 0 });
    expect(home.standing('nas.home.arpa')).toEqual([]);
  });

  it('waits for an update that is about to write its records', async () => {
    let answer: () => void = () => undefined;
    world.ask = (questions) =>
      new Promise((resolve) => {
        answer = () => resolve(questions.map(() => null));
      });
    const running = update();
    await world.clock.advance(1);
    const removing = hosts.remove(first().host_id, 'delete');
    await world.clock.advance(1);
    expect(hosts.list()).toHaveLength(1);
    answer();
    await running;
    expect(await removing).toEqual({ deleted: 2, kept: 0 });
    expect(home.standing('nas.home.arpa')).toEqual([]);
    expect(hosts.list()).toEqual([]);
  });

  it('leaves everything as it was where it cannot be stored', async () => {
    await update();
    world.fate = () => 'fail';
    await expect(hosts.remove(first().host_id, 'delete')).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect(home.standing('nas.home.arpa')).toEqual(both);
    expect(hosts.list()).toHaveLength(1);
  });
});

it('each change is announced', async () => {
  let announced = 0;
  home.events.on('ddns.hosts_changed', () => announced++);
  const { host_id } = await hosts.create({ name: 'box.home.arpa' });
  await hosts.update(host_id, { ttl: 300 });
  await hosts.remove(host_id, 'keep');
  expect(announced).toBe(3);
});
