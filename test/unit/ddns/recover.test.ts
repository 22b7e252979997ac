import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, openHome, seen, type Fate, type Home } from './home.ts';

let world: ReturnType<typeof createWorld>;
let home: Home;

beforeEach(() => {
  world = createWorld();
});
afterEach(() => {
  home.close();
  world.remove();
});

/** Lets the process die in the n-th transaction of its update, then starts it again. */
async function dieAt(nth: number, fate: Fate): Promise<void> {
  let count = 0;
  world.fate = () => (++count === nth ? fate : 'fine');
  home.ddns.service.start();
  await world.clock.advance(1);
  home.close();
  world.fate = () => 'fine';
  await world.clock.advance(1000);
  home = await openHome(world);
}

const told = async () =>
  (await home.history()).map(({ result, ip, family }) => `${result} ${family} ${ip ?? '-'}`);

describe('a process that is killed', () => {
  // The transactions of an update: 1 intends, 2 writes the zone, 3 records.
  it.each([
    [1, 'die-before', []],
    [1, 'die-after', []],
    [2, 'die-before', []],
    [2, 'die-after', ['created A 192.168.1.20']],
    [3, 'die-before', ['created A 192.168.1.20']],
    [3, 'die-after', ['created A 192.168.1.20']],
  ] as const)('in transaction %i, %s: knows at its start what had been done', async (nth, fate, history) => {
    world.reading = seen('192.168.1.20');
    home = await openHome(world);
    await dieAt(nth, fate);
    expect(await told()).toEqual(history);
    expect(home.standing('nas.home.arpa')).toEqual(history.length === 0 ? [] : ['A 192.168.1.20']);
    home.ddns.service.start();
    await world.clock.advance(1000);
    expect(await told()).toEqual(['created A 192.168.1.20']);
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.20']);
    const [host] = home.ddns.service.hosts.list();
    expect(host?.name).toBe('nas.home.arpa');
  });

  it('keeps the history of a host that was let go meanwhile, and owns nothing more of it', async () => {
    home = await openHome(world);
    await dieAt(3, 'die-before');
    const [host] = home.ddns.service.hosts.list();
    await home.ddns.service.hosts.remove(host?.host_id ?? '', 'keep');
    expect(await told()).toEqual(['created A 192.168.1.20']);
    const { rows } = await home.ddns.service.records.list({});
    expect(rows[0]).toMatchObject({ value: '192.168.1.20', host_id: null });
  });
});

describe('an outcome that cannot be stored', () => {
  it('is told as trouble, and found again by the next update', async () => {
    home = await openHome(world);
    let count = 0;
    world.fate = () => (++count === 3 ? 'fail' : 'fine');
    home.ddns.service.start();
    await world.clock.advance(1);
    expect(await told()).toEqual([]);
    expect(world.log).toContain('warn: The outcome of an update could not be stored');
    await world.clock.advance(400_000);
    expect(await told()).toEqual(['created A 192.168.1.20']);
    const { rows } = await home.ddns.service.records.list({});
    expect(rows[0]?.host_id).toBe(home.ddns.service.hosts.list()[0]?.host_id);
  });
});

it('what cannot be remembered is not begun', async () => {
  home = await openHome(world);
  world.fate = () => 'fail';
  home.ddns.service.start();
  await world.clock.advance(1);
  expect(home.standing('nas.home.arpa')).toEqual([]);
  world.fate = () => 'fine';
  await world.clock.advance(400_000);
  expect(await told()).toEqual(['created A 192.168.1.20']);
});
