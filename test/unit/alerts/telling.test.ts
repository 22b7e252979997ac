import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../electron/alerts/muting/muting.ts';
import { causesOf, type Trouble } from '../../../electron/alerts/telling/dependents.ts';
import { decideTelling, LATE, SETTLE, untold, type Facts } from '../../../electron/alerts/telling/told.ts';

const MINUTE = 60_000;
const NOW = 10_000_000_000;
const silence: Judgement = {
  kind: 'mute',
  reason: { code: 'ALERT_SILENCED', params: {} },
  by: { kind: 'silence', id: 's1' },
};
const night: Judgement = {
  kind: 'defer',
  reason: { code: 'ALERT_QUIET_HOURS', params: {} },
  until: NOW + 8 * 60 * MINUTE,
  digest: 'night',
};
const facts: Facts = {
  state: 'firing',
  started_at: NOW,
  ended_at: null,
  told: untold,
  inGrace: false,
  under: null,
  mayBeUnder: false,
  before: null,
  cooldown_minutes: 5,
  repeat_minutes: 60,
  now: NOW,
  judge: () => ({ kind: 'send' }),
};
const decide = (change: Partial<Facts>) => decideTelling({ ...facts, ...change });
const told = decide({}).told;

describe('telling of an alert', () => {
  it('gives its firing to the outbox, once', () => {
    expect(decide({})).toMatchObject({
      give: { kind: 'firing', digest: null },
      told: { decision: 'sent', firing_at: NOW, last_at: NOW },
    });
    expect(decide({ told, now: NOW + MINUTE })).toEqual({ told, give: null });
  });

  it('holds it back in the time of grace, and tells it afterwards', () => {
    const held = decide({ inGrace: true });
    expect(held).toMatchObject({ give: null, told: { decision: 'held', reason: { code: 'ALERT_GRACE' } } });
    expect(decide({ told: held.told, now: NOW + 2 * MINUTE }).give?.kind).toBe('firing');
  });

  it('is the same decision, not a new one, while nothing is new', () => {
    const held = decide({ judge: () => silence });
    const again = decide({ told: held.told, judge: () => ({ ...silence }), now: NOW + MINUTE });
    expect(again.told).toBe(held.told);
  });

  it('tells when a silence ends while it fires', () => {
    const held = decide({ judge: () => silence });
    expect(held.told.reason?.code).toBe('ALERT_SILENCED');
    expect(decide({ told: held.told, now: NOW + 60 * MINUTE }).give?.kind).toBe('firing');
  });

  it('puts what comes in quiet hours into the digest', () => {
    expect(decide({ judge: () => night })).toMatchObject({
      give: { kind: 'firing', digest: { key: 'night', at: NOW + 8 * 60 * MINUTE } },
      told: { decision: 'deferred', reason: { code: 'ALERT_QUIET_HOURS' } },
    });
  });

  it('reminds after its time while nobody has taken note, and not again before', () => {
    const later = (minutes: number, change: Partial<Facts> = {}) =>
      decide({ told, now: NOW + minutes * MINUTE, ...change });
    expect(later(59).give).toBeNull();
    expect(later(60)).toMatchObject({ give: { kind: 'reminder' }, told: { reminders: 1 } });
    expect(later(60, { repeat_minutes: null }).give).toBeNull();
    expect(later(60, { state: 'acknowledged' }).give).toBeNull();
    expect(later(60, { under: 'uplink_down' }).give).toBeNull();
    const { told: reminded } = later(60);
    expect(decide({ told: reminded, now: NOW + 119 * MINUTE }).give).toBeNull();
    expect(decide({ told: reminded, now: NOW + 120 * MINUTE }).told.reminders).toBe(2);
  });

  it('tells that it is over only to whoever heard of it', () => {
    const over = { state: 'resolved', ended_at: NOW + MINUTE, now: NOW + MINUTE } as const;
    expect(decide({ ...over, told })).toMatchObject({ give: { kind: 'resolved' }, told: { done: true } });
    const quiet = decide({ ...over, told: decide({ judge: () => silence }).told });
    expect(quiet).toMatchObject({ give: null, told: { done: true, reason: { code: 'ALERT_SILENCED' } } });
    expect(decide(over)).toMatchObject({
      give: null,
      told: { done: true, reason: { code: 'ALERT_OVER_BEFORE_TOLD' } },
    });
    expect(decide({ ...over, told: decide({ ...over, told }).told }).give).toBeNull();
  });

  it('waits a day for a silence to end before it tells that it is over', () => {
    const over = { state: 'resolved', ended_at: NOW, told } as const;
    const held = decide({ ...over, judge: () => silence, now: NOW + MINUTE });
    expect(held).toMatchObject({ give: null, told: { done: false } });
    expect(decide({ ...over, told: held.told, now: NOW + 2 * MINUTE }).give?.kind).toBe('resolved');
    expect(decide({ ...over, told: held.told, now: NOW + LATE + 1 })).toMatchObject({
      give: null,
      told: { done: true },
    });
  });

  it('leaves a time between two alerts of one object', () => {
    const before = NOW - 4 * MINUTE;
    expect(decide({ before }).told.reason).toEqual({ code: 'ALERT_COOLDOWN', params: { minutes: 5 } });
    expect(decide({ before, now: NOW + MINUTE }).give?.kind).toBe('firing');
  });

  it('does not tell of what somebody has taken note of before', () => {
    expect(decide({ state: 'acknowledged' }).told.reason?.code).toBe('ALERT_ACKNOWLEDGED');
  });

  it('holds back a consequence while its cause lasts, and tells it after', () => {
    const held = decide({ under: 'uplink_down' });
    expect(held.told.reason).toEqual({ code: 'ALERT_UNDER', params: { name: 'uplink_down' } });
    expect(decide({ told: held.told, now: NOW + MINUTE }).give?.kind).toBe('firing');
  });

  it('gives a cause a moment to show before its consequence is told', () => {
    expect(decide({ mayBeUnder: true }).told.reason?.code).toBe('ALERT_SETTLING');
    expect(decide({ mayBeUnder: true, now: NOW + SETTLE }).give?.kind).toBe('firing');
  });
});

describe('consequences', () => {
  const trouble = (id: string, more: Partial<Trouble>): Trouble => ({
    ...{ id, rule_id: 'check_down', metric_name: 'check.up', object: id, started_at: 0, cause: null },
    ...{ host: null, check_kind: null, outside: null, ...more },
  });
  const under = (...troubles: Trouble[]): Record<string, string> =>
    Object.fromEntries([...causesOf(troubles)].map(([id, cause]) => [id, cause.id]));

  it('of a dead line are checks outside, names and the resolver, not what is in the house', () => {
    const line = trouble('line', { metric_name: 'network.uplink' });
    expect(
      under(
        line,
        trouble('out', { outside: true }),
        trouble('in', { outside: false }),
        trouble('name', { metric_name: 'ddns.name.ok' }),
        trouble('resolver', { metric_name: 'network.resolver' }),
        trouble('disk', { metric_name: 'system.disk.usage' }),
      ),
    ).toEqual({ out: 'line', name: 'line', resolver: 'line' });
  });

  it('of a resolver are checks whose name leads nowhere', () => {
    const resolver = trouble('resolver', { metric_name: 'network.resolver' });
    const lost = trouble('lost', { cause: { code: 'CHECK_UNRESOLVED', params: { host: 'a' } } });
    expect(under(resolver, lost, trouble('other', {}))).toEqual({ lost: 'resolver' });
  });

  it('of a host are all its checks but the ping, or else the first', () => {
    const at = (id: string, started: number, kind: string, host = '192.168.1.10') =>
      trouble(id, { host, started_at: started, check_kind: kind });
    expect(under(at('web', 1, 'http'), at('ping', 2, 'ping'), at('other', 1, 'http', 'b'))).toEqual({
      web: 'ping',
    });
    expect(under(at('second', 2, 'http'), at('first', 1, 'tcp'))).toEqual({ second: 'first' });
    expect(under(at('again', 2, 'http'), { ...at('ended', 1, 'http'), object: 'again' })).toEqual({});
    const slow = { ...at('slow', 0, 'http'), metric_name: 'check.latency' };
    expect(under(slow, at('down', 1, 'http'))).toEqual({ slow: 'down' });
  });
});
