import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerData } from '../../../shared/events.ts';
import { createEventBus, type EventBus } from '../../../electron/kernel/events.ts';
import { tellChanges } from '../../../electron/live-changes.ts';
import { tellHappenings } from '../../../electron/live-events.ts';
import type { Alert } from '../../../shared/api/alerts.ts';
import { createFakeTeller, type FakeTeller } from '../../fakes/live-teller.ts';
import * as alertHome from '../alerts/home.ts';
import * as ddnsHome from '../ddns/home.ts';

let teller: FakeTeller;
beforeEach(() => {
  teller = createFakeTeller();
});
const dataOf = (topic: string): unknown[] =>
  teller.events.filter((one) => one.topic === topic).map((one) => one.data());
const updates = () => dataOf('ddns_updates') as ServerData<'ddns_update'>[];

describe('updates of names', () => {
  let world: ReturnType<typeof ddnsHome.createWorld>;
  let home: ddnsHome.Home;
  let samples: (() => void)[];

  beforeEach(async () => {
    world = ddnsHome.createWorld();
    home = await ddnsHome.openHome(world);
    samples = [];
    const { events, ddns } = home;
    tellHappenings({ teller, events, alerts: { onTurned: () => () => undefined } });
    tellChanges({
      ...{ teller, events, ddns: ddns.service },
      watch: {
        onSample(listener) {
          samples.push(listener as () => void);
          return () => (samples = []);
        },
      },
    });
  });
  afterEach(() => {
    home.close();
    world.remove();
  });

  it('are told as the history tells them, and only where something has changed', async () => {
    home.ddns.service.start();
    await world.clock.advance(1000);
    expect(updates()).toMatchObject([
      { count: 1, entries: [{ host: 'nas.home.arpa', result: 'created', ip: '192.168.1.20', reason: null }] },
    ]);
    const [row] = await home.history();
    expect(updates()[0]?.entries[0]).toMatchObject({ id: row?.id, trigger: 'start' });
    await world.clock.advance(30 * 60_000);
    expect(updates().length).toBe(1);
  });

  it('that fail say why, in the words of who reads', async () => {
    home.ddns.service.start();
    await world.clock.advance(1000);
    world.fate = () => 'fail';
    world.reading = ddnsHome.seen('192.168.1.21');
    await world.clock.advance(2000);
    const [, failed] = teller.events;
    const inWords = (language: 'en' | 'zh-CN') =>
      (failed?.data(language) as ServerData<'ddns_update'> | undefined)?.entries[0]?.reason?.message;
    expect(updates()[1]?.entries[0]?.reason?.code).toBe('STORAGE_FULL');
    expect(inWords('zh-CN')).not.toBe(inWords('en'));
  });

  it('of more names than one message holds tell the newest hundred, and how many there were', () => {
    const entry = {
      timestamp: '2026-11-20T08:00:00.000Z',
      family: 'A',
      ...{ ip: '192.0.2.1', previous_ip: null },
      result: 'updated',
      trigger: 'schedule',
      reason: null,
    } as const;
    const id = (at: number) => `0198f3a0-0000-7000-8000-${String(at).padStart(12, '0')}`;
    const entries = Array.from({ length: 250 }, (_, at) => ({
      ...entry,
      ...{ id: id(at), host_id: id(at), host: `h${String(at)}.home.arpa` },
    }));
    home.events.emit('ddns.updated', { at: 0, entries });
    const [told] = updates();
    expect([told?.count, told?.entries.length]).toEqual([250, 100]);
    expect([told?.entries[0]?.host, told?.entries[99]?.host]).toEqual(['h249.home.arpa', 'h150.home.arpa']);
  });

  it('are followed step by step, and are over when they have ended', async () => {
    home.ddns.service.start();
    await world.clock.advance(1000);
    const ddns = teller.changes.filter(({ part }) => part === 'ddns');
    const stages = ddns.map(({ update }) => (update as { stage: string } | null)?.stage ?? null);
    expect([...new Set(stages)]).toEqual([
      ...['detect', 'filter', 'derive', 'plan', 'apply', 'verify', 'record', 'announce', null],
    ]);
    expect(ddns.at(-1)).toEqual({ part: 'ddns', update: null });
    // A look that changes nothing ends as well.
    teller.changes.length = 0;
    await world.clock.advance(6 * 60_000);
    expect(teller.changes.at(-1)).toEqual({ part: 'ddns', update: null });
  });

  it('and all else that is different is told by the part that it is different in', () => {
    const parts = (): string[] => {
      const told = teller.changes.map(({ part }) => part);
      teller.changes.length = 0;
      return told;
    };
    const { events } = home;
    teller.changes.length = 0;
    events.emit('audit.recorded', { action: 'host.create' });
    expect(teller.changes).toEqual([{ part: 'ddns', update: null }, { part: 'audit' }]);
    parts();
    events.emit('audit.recorded', { action: 'role.update' });
    expect(parts()).toEqual(['roles', 'users', 'audit']);
    events.emit('settings.changed', { key: 'logs.level' });
    expect(parts()).toEqual(['logs', 'exposure', 'settings']);
    events.emit('checks.pinged', {});
    events.emit('alerts.muting_turned', {});
    events.emit('lan.changed', {});
    events.emit('telemetry.changed', {});
    expect(parts()).toEqual(['checks', 'alerts', 'exposure', 'telemetry']);
    events.emit('checks.looked', { check_id: 'c1' });
    events.emit('checks.changed', { at: 0, check_id: 'c1', from: null, to: 'up', reason: null });
    events.emit('notify.changed', {});
    events.emit('jobs.changed', { job_id: 'j1' });
    events.emit('alerts.changed', { at: 0, alert_id: 'a1', state: 'firing', severity: 'info' });
    expect(parts()).toEqual(['checks', 'checks', 'notify', 'jobs', 'alerts']);
    events.emit('auth.access_changed', { user_id: null });
    expect(parts()).toEqual(['sessions', 'keys']);
    for (const listener of samples) listener();
    expect(parts()).toEqual(['monitoring']);
  });
});

describe('alerts', () => {
  let world: alertHome.World;
  let home: alertHome.Home;
  let events: EventBus;
  let stop: () => void;

  beforeEach(async () => {
    world = alertHome.createWorld();
    home = await alertHome.startHome(world);
    events = createEventBus({ database: home.database, logger: { ...console, debug: () => undefined } });
    stop = tellHappenings({ teller, events, alerts: home.alerts });
  });
  afterEach(async () => {
    await home.stop();
    alertHome.endWorld(world);
  });

  const states = () => (dataOf('alerts') as Alert[]).map(({ state }) => state);

  it('are told as the API shows them when they fire, are acknowledged and are over, and not in between', async () => {
    world.values.set('system.disk.usage /volume1', 99);
    await home.pass(3600);
    const [shown] = await home.active();
    const told = dataOf('alerts') as Alert[];
    expect(states()).toContain('firing');
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    const mine = told.find(({ id }) => id === shown?.id);
    expect(mine).toMatchObject({ ...shown, telling: mine?.telling, updated_at: mine?.updated_at });
    expect(teller.events.find(({ topic }) => topic === 'alerts')?.severity).toBe(told[0]?.severity);
    expect(dataOf('monitoring_alerts')).toEqual(told);
    // What is decided about telling of it, reminders too, is nothing new of the alert.
    const before = teller.events.length;
    await home.pass(24 * 3600);
    expect(teller.events.length).toBe(before);

    await home.call('/alerts/{alert_id}/acknowledge', {
      ...{ method: 'POST', params: { alert_id: shown?.id ?? '' }, body: { notes: 'Seen' } },
    });
    expect(states().at(-1)).toBe('acknowledged');
    world.values.set('system.disk.usage /volume1', 10);
    await home.pass(3600);
    expect(states().filter((state) => state === 'resolved').length).toBe(told.length);
  });

  it('by the hundreds are told without a question to the database', async () => {
    for (let at = 0; at < 300; at++) world.values.set(`system.disk.usage /volume${String(at)}`, 99.9);
    let reads = 0;
    home.database.observe((statement) => {
      if (/^select/i.test(statement)) reads += 1;
    });
    await home.pass(1200);
    const asked = reads;
    const told = dataOf('alerts').length;
    expect(told).toBeGreaterThanOrEqual(300);
    for (const one of teller.events) one.data('zh-CN');
    expect(reads).toBe(asked);
    stop();
    for (const key of world.values.keys()) world.values.set(key, 1);
    await home.pass(3600);
    expect(dataOf('alerts').length).toBe(told);
  });
});
