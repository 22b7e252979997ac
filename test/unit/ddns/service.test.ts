import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DdnsService } from '../../../electron/ddns/service.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import { createWorld, openHome, seen, type Home } from './home.ts';

const words = createWords('en');
const MINUTE = 60_000;
let world: ReturnType<typeof createWorld>;
let home: Home;
let service: DdnsService;

async function open(): Promise<void> {
  home = await openHome(world);
  ({ service } = home.ddns);
}

beforeEach(async () => {
  world = createWorld();
  await open();
});
afterEach(() => {
  home.close();
  world.remove();
});

const told = async () =>
  (await home.history()).map(({ trigger, result, ip }) => `${trigger} ${result} ${ip ?? '-'}`);
const status = () => service.status(words);

describe('when updates run', () => {
  it('at the start, and nothing is written twice at the checks after it', async () => {
    service.start();
    await world.clock.advance(30 * MINUTE);
    expect(await told()).toEqual(['start created 192.168.1.20']);
  });

  it('within seconds of a change of the machine’s addresses', async () => {
    service.start();
    await world.clock.advance(10_000);
    world.reading = seen('192.168.1.21');
    await world.clock.advance(2000);
    expect(await told()).toEqual(['address_change updated 192.168.1.21', 'start created 192.168.1.20']);
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.21']);
  });

  it('every five minutes, counted from the last one, whatever made it run', async () => {
    service.start();
    await world.clock.advance(4 * MINUTE);
    const before = status();
    expect(Date.parse(before.next_check ?? '') - Date.parse(before.last_check ?? '')).toBe(5 * MINUTE);
    await (
      await service.update(false)
    ).job.done;
    expect(Date.parse(status().next_check ?? '')).toBe(world.clock.now() + 5 * MINUTE);
    await world.clock.advance(5 * MINUTE);
    expect(Date.parse(status().last_check ?? '')).toBe(world.clock.now());
  });

  it('after the machine has slept', async () => {
    service.start();
    await world.clock.advance(10_000);
    const { last_check: before } = status();
    world.clock.set(world.clock.now() + 60 * MINUTE);
    await world.clock.advance(2000);
    expect(status().last_check).not.toBe(before);
  });

  it('also on a machine whose addresses cannot be watched', async () => {
    home.close();
    world.reading = new Error('no such file');
    await open();
    service.start();
    await world.clock.advance(1);
    expect(status().hosts[0]?.reason).toMatchObject({
      code: 'DDNS_DETECTION_FAILED',
      params: { problem: 'no such file' },
    });
    world.reading = seen('192.168.1.20');
    await world.clock.advance(2000);
    expect(status().state).toBe('ok');
  });
});

describe('an unknown address', () => {
  it('never takes a record away', async () => {
    service.start();
    await world.clock.advance(1);
    for (const reading of [
      new Error('no'),
      seen(),
      { ...seen(), default_interface: { A: null, AAAA: null } },
    ]) {
      world.reading = reading;
      await (
        await service.update(true)
      ).job.done;
      expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.20']);
    }
    expect(await told()).toEqual(['start created 192.168.1.20']);
  });
});

describe('a pause', () => {
  beforeEach(async () => {
    service.start();
    await world.clock.advance(1);
  });

  it('leaves the records as they are, whatever happens, but to an update by hand', async () => {
    await service.pause(null);
    world.reading = seen('192.168.1.21');
    await world.clock.advance(30 * MINUTE);
    service.checkSoon('host_change');
    await world.clock.advance(1);
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.20']);
    expect(status()).toMatchObject({ ddns_enabled: false, state: 'paused', next_check: null });
    await (
      await service.update(false)
    ).job.done;
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.21']);
    expect(status().state).toBe('paused');
  });

  it('ends at once when it is resumed, with a check', async () => {
    await service.pause(null);
    world.reading = seen('192.168.1.21');
    await service.resume();
    await world.clock.advance(1);
    expect((await told())[0]).toBe('resume updated 192.168.1.21');
    expect(status()).toMatchObject({ ddns_enabled: true, paused_since: null });
  });

  it('ends by itself at its time', async () => {
    await service.pause(world.clock.now() + 10 * MINUTE);
    expect(status().next_check).toBe(new Date(world.clock.now() + 10 * MINUTE).toISOString());
    world.reading = seen('192.168.1.21');
    await world.clock.advance(10 * MINUTE - 1);
    expect(status().ddns_enabled).toBe(false);
    await world.clock.advance(2);
    expect(status()).toMatchObject({ ddns_enabled: true, paused_until: null, state: 'ok' });
    expect(home.standing('nas.home.arpa')).toEqual(['A 192.168.1.21']);
  });

  it('outlives a restart, and ends then if its time has come', async () => {
    const since = (await service.pause(world.clock.now() + MINUTE)).since;
    home.close();
    await open();
    service.start();
    await world.clock.advance(1);
    expect(status()).toMatchObject({ ddns_enabled: false, paused_since: new Date(since).toISOString() });
    home.close();
    await world.clock.advance(5 * MINUTE);
    await open();
    service.start();
    await world.clock.advance(1);
    expect(status().ddns_enabled).toBe(true);
  });

  it('made anew keeps the moment it began', async () => {
    const { since } = await service.pause(null);
    await world.clock.advance(MINUTE);
    expect(await service.pause(world.clock.now() + MINUTE)).toMatchObject({ since });
  });
});

describe('an update by hand', () => {
  /** Holds updates at their proof until the returned function is called. */
  function hold(): () => void {
    const held: (() => void)[] = [];
    world.ask = (questions) => new Promise((resolve) => held.push(() => resolve(questions.map(() => null))));
    return () => {
      world.ask = null;
      for (const go of held.splice(0)) go();
    };
  }

  it('is one job for all who ask while it runs', async () => {
    const go = hold();
    const one = await service.update(false);
    const two = await service.update(false);
    expect([one.joined, two.joined, two.job.job_id]).toEqual([false, true, one.job.job_id]);
    await world.clock.advance(1);
    expect(status()).toMatchObject({ state: 'working', update: { job_id: one.job.job_id, stage: 'verify' } });
    go();
    expect(await one.job.done).toMatchObject({ changed: 1, unchanged: 1, failed: 0, forced: false });
    expect(status().update).toBeNull();
  });

  it('joins a scheduled one that runs', async () => {
    const go = hold();
    service.start();
    await world.clock.advance(1);
    const asked = await service.update(false);
    expect(asked.joined).toBe(true);
    go();
    expect(await asked.job.done).toMatchObject({ changed: 1 });
    expect(await told()).toEqual(['start created 192.168.1.20']);
  });

  it('with force writes what is right, and proves it again', async () => {
    await (
      await service.update(false)
    ).job.done;
    await world.clock.advance(1);
    const serial = home.dns.serial('home.arpa');
    const result = await (await service.update(true)).job.done;
    expect(result).toMatchObject({ changed: 1, forced: true });
    expect(result.changes[0]).toMatchObject({ result: 'refreshed', ip: '192.168.1.20' });
    expect(home.dns.serial('home.arpa')).toBeGreaterThan(serial);
  });

  it('tells a name that is blocked, and the plan says the same without doing it', async () => {
    await home.dns.create({ name: 'nas.home.arpa', type: 'A', value: '10.0.0.1', ttl: 60 });
    expect(await service.plan()).toContainEqual(
      expect.objectContaining({ action: 'needs_adoption', current: '10.0.0.1', desired: '192.168.1.20' }),
    );
    expect(await (await service.update(false)).job.done).toMatchObject({ changed: 0, failed: 1 });
    expect(status()).toMatchObject({
      state: 'needs_adoption',
      hosts: [{ reason: { code: 'DDNS_NEEDS_ADOPTION' } }],
    });
    expect(home.standing('nas.home.arpa')).toEqual(['A 10.0.0.1']);
  });
});

describe('the proof', () => {
  it('that fails is told, and looked for again at each check until it is there', async () => {
    world.ask = (questions) => Promise.resolve(questions.map(() => ['10.9.9.9']));
    service.start();
    await world.clock.advance(1);
    expect(status().hosts[0]).toMatchObject({
      state: 'error',
      reason: { code: 'DDNS_VERIFY_MISMATCH', params: { answer: '10.9.9.9', expected: '192.168.1.20' } },
    });
    world.ask = null;
    await world.clock.advance(6 * MINUTE);
    expect(status().hosts[0]).toMatchObject({ state: 'ok', families: [{ verification: 'verified' }, {}] });
    expect(await told()).toEqual(['start created 192.168.1.20']);
  });
});
