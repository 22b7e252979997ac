import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert, AlertHistory, AlertSummary } from '../../../shared/api/alerts.ts';
import type { AlertRule } from '../../../shared/api/alert-rules.ts';
import { addRule, createWorld, diskRule, endWorld, startHome, type Home, type World } from './home.ts';

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

const disk = (value: number | null, name = '/volume1'): void => {
  if (value === null) world.values.delete(`system.disk.usage ${name}`);
  else world.values.set(`system.disk.usage ${name}`, value);
};
const kinds = async (): Promise<string[]> => (await home.given()).map(({ notice }) => notice.kind);
const restart = async (how: 'stop' | 'kill', minutes = 0): Promise<void> => {
  if (how === 'stop') await home.stop();
  else home.kill();
  await world.clock.advance(minutes * 60_000);
  home = await startHome(world);
};
/** Rules that come along would speak as well. */
const only = async (rule: object): Promise<AlertRule> => {
  const { data } = await home.call<{ rules: AlertRule[] }>('/alerts/rules');
  for (const { id } of data.rules) {
    await home.call('/alerts/rules/{rule_id}', { method: 'DELETE', params: { rule_id: id } });
  }
  return addRule(home, rule);
};

describe('an alert', () => {
  it('goes from a value to a notice, and from a better value to its end', async () => {
    await only(diskRule({ severity: 'critical', labels: { team: 'home' } }));
    disk(50);
    await home.pass(20);
    expect(await home.active()).toEqual([]);
    disk(95);
    await home.pass(10);
    const [alert] = await home.active();
    expect(alert).toMatchObject({
      ...{ rule_id: 'disk', name: 'Disk', severity: 'critical', level: 'error', status: 'active' },
      ...{ state: 'firing', current_value: 95, threshold_value: 90, object: '/volume1' },
      telling: { decision: 'sent', reason: null },
      labels: { alertname: 'Disk', severity: 'critical', mount: '/volume1', team: 'home' },
    });
    disk(80);
    await home.pass(60);
    expect(await home.active()).toEqual([]);
    const [firing, resolved, ...more] = await home.given();
    expect(more).toEqual([]);
    expect(firing?.notice).toMatchObject({
      ...{ key: `${alert!.id}:firing`, subject: alert!.fingerprint, kind: 'firing', severity: 'critical' },
      title: { code: 'alert_firing', params: { name: 'Disk', where: '/volume1' } },
      page: `/alerts/${alert!.id}`,
      alert: { status: 'firing', object: '/volume1', value: 95, threshold: 90, ended_at: null },
    });
    expect(firing?.notice.lines.map(({ code }) => code)).toEqual(['alert_value', 'alert_growth']);
    expect(resolved?.notice).toMatchObject({
      ...{ key: `${alert!.id}:resolved`, kind: 'resolved', subject: alert!.fingerprint },
      alert: { status: 'resolved', value: 80 },
    });
    expect((await home.history(alert!.id)).map(({ kind }) => kind)).toEqual([
      'firing',
      'sent',
      'resolved',
      'sent',
    ]);
  });

  it('is one for each object: a second disk is told while the first still fires', async () => {
    await only(diskRule());
    disk(95);
    disk(50, '/volume2');
    await home.pass(20);
    disk(96, '/volume2');
    await home.pass(20);
    expect((await home.active()).map(({ object }) => object)).toEqual(['/volume2', '/volume1']);
    expect(await kinds()).toEqual(['firing', 'firing']);
    disk(10);
    await home.pass(20);
    expect((await home.active()).map(({ object }) => object)).toEqual(['/volume2']);
  });

  it('looks only at what it is about', async () => {
    await only(diskRule({ include: ['/volume*'], exclude: ['*9'] }));
    for (const name of ['/volume1', '/volume9', '/boot']) disk(95, name);
    await home.pass(20);
    expect((await home.active()).map(({ object }) => object)).toEqual(['/volume1']);
  });

  it('writes nothing while nothing changes, however bad it is', async () => {
    await only(diskRule({ repeat_minutes: null }));
    disk(95);
    await home.pass(30);
    await home.alerts.flush();
    const before = home.writes();
    disk(96);
    await home.pass(300);
    await home.alerts.flush();
    expect(home.writes()).toBe(before);
  });

  it('reminds, until somebody takes note', async () => {
    await only(diskRule({ repeat_minutes: 5 }));
    disk(95);
    await home.pass(310);
    expect(await kinds()).toEqual(['firing', 'reminder']);
    const [alert] = await home.active();
    const params = { alert_id: alert!.id };
    const { data } = await home.call<Alert>('/alerts/{alert_id}/acknowledge', {
      ...{ method: 'POST', params, body: { notes: 'I know' } },
    });
    expect(data).toMatchObject({ state: 'acknowledged', acknowledged_by: 'ada', notes: 'I know' });
    expect(world.audit.told.at(-1)).toMatchObject({ action: 'alert.acknowledge', target_id: alert!.id });
    expect(world.noted).toEqual([alert!.fingerprint]);
    await home.pass(900);
    expect(await kinds()).toEqual(['firing', 'reminder']);
    disk(10);
    await home.pass(20);
    expect(await kinds()).toEqual(['firing', 'reminder', 'resolved']);
  });

  it('called done is over, is told, and comes back where it is not', async () => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    const [alert] = await home.active();
    const resolve = () =>
      home.call<Alert>('/alerts/{alert_id}/resolve', {
        ...{ method: 'POST', params: { alert_id: alert!.id }, body: { resolution_notes: 'Cleaned up' } },
      });
    const { data } = await resolve();
    expect(data).toMatchObject({ status: 'resolved', resolved_by: 'ada', notes: 'Cleaned up' });
    await expect(resolve()).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    await home.pass(20);
    expect(await kinds()).toEqual(['firing', 'resolved']);
    const { notice } = (await home.given())[1]!;
    expect(notice.lines.map(({ code }) => code)).toEqual(['alert_lasted', 'alert_resolved_by', 'verbatim']);
    await home.pass(560);
    expect(await home.active()).toEqual([]);
    await home.pass(40);
    expect(await home.active()).toHaveLength(1);
    expect((await home.active())[0]!.id).not.toBe(alert!.id);
  });

  it('held back by a silence is told when that ends, and says why until then', async () => {
    await only(diskRule());
    const until = world.clock.now() + 600_000;
    world.judge = (_alert, at) =>
      at < until
        ? {
            kind: 'mute',
            reason: { code: 'ALERT_GRACE', params: {} },
            by: { kind: 'silence', id: 's' },
          }
        : { kind: 'send' };
    disk(95);
    await home.pass(500);
    expect(await kinds()).toEqual([]);
    const [alert] = await home.active();
    expect(alert!.telling).toMatchObject({ decision: 'held', told_at: null });
    await home.pass(120);
    expect(await kinds()).toEqual(['firing']);
    expect((await home.history(alert!.id)).map(({ kind }) => kind)).toEqual(['firing', 'held', 'sent']);
  });

  it('goes into the digest in quiet hours', async () => {
    await only(diskRule({ notification_channels: ['phone'] }));
    const until = world.clock.now() + 8 * 3600_000;
    world.judge = () => ({
      kind: 'defer',
      ...{ until, digest: 'night', reason: { code: 'ALERT_GRACE', params: {} } },
    });
    disk(95);
    await home.pass(20);
    expect((await home.given()).map(({ timing }) => timing)).toEqual([
      { digest: { key: 'night', at: until }, channels: ['phone'] },
    ]);
    expect((await home.active())[0]!.telling.decision).toBe('deferred');
  });

  it('that comes and goes is told a few times and is one alert then', async () => {
    await only(diskRule());
    for (let turn = 0; turn < 12; turn += 1) {
      disk(turn % 2 === 0 ? 95 : 10);
      await home.pass(60);
    }
    const told = await kinds();
    expect(told.filter((kind) => kind === 'firing')).toHaveLength(4);
    expect(await home.active()).toMatchObject([{ flapping: true }]);
    const [last] = (await home.given()).slice(-1);
    expect(last?.notice.lines[0]?.code).toBe('alert_flapping');
    await home.pass(31 * 60);
    expect(await home.active()).toEqual([]);
    expect((await kinds()).slice(-1)).toEqual(['resolved']);
  });

  it('is held back for a while after another of the same', async () => {
    await only(diskRule({ cooldown_minutes: 10 }));
    disk(95);
    await home.pass(20);
    disk(10);
    await home.pass(20);
    disk(95);
    await home.pass(300);
    expect(await kinds()).toEqual(['firing', 'resolved']);
    expect((await home.active())[0]!.telling.reason?.code).toBe('ALERT_COOLDOWN');
    await home.pass(300);
    expect(await kinds()).toEqual(['firing', 'resolved', 'firing']);
  });

  it('and its notice stand together or not at all', async () => {
    await only(diskRule());
    world.outboxFails = true;
    disk(95);
    await home.pass(30);
    expect(await home.active()).toEqual([]);
    expect(world.log.filter((line) => line.startsWith('error'))).toHaveLength(1);
    world.outboxFails = false;
    await home.pass(10);
    expect(await home.active()).toHaveLength(1);
    expect(await kinds()).toEqual(['firing']);
  });

  it('says what became of each message about it, and why there was none', async () => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    const { id } = (await home.active())[0]!;
    const sent = {
      channel_name: 'Phone',
      status: 'sent',
      reason: null,
      created_at: 1,
      finished_at: 2,
    } as const;
    const nobody = { code: 'NOTIFY_NO_CHANNEL', params: {} };
    world.fates = [
      { key: `${id}:firing`, reason: null, deliveries: [sent] },
      { key: `${id}:resolved`, reason: nobody, deliveries: [] },
      { key: 'another:firing', reason: null, deliveries: [sent] },
    ];
    const { data } = await home.call<AlertHistory>('/alerts/{alert_id}/history', {
      params: { alert_id: id },
    });
    expect(data.messages.map(({ kind, channel, status }) => [kind, channel, status])).toEqual([
      ['firing', 'Phone', 'sent'],
      ['resolved', null, 'nobody'],
    ]);
    expect(data.messages[1]?.reason?.code).toBe(nobody.code);
  });

  it('ends with its rule or its object, and whoever heard of it is told', async () => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    const params = { rule_id: 'disk' };
    await home.call('/alerts/rules/{rule_id}', { method: 'PUT', params, body: { enabled: false } });
    expect(await home.active()).toEqual([]);
    await home.pass(10);
    expect(await kinds()).toEqual(['firing', 'resolved']);
    await home.call('/alerts/rules/{rule_id}', { method: 'PUT', params, body: { enabled: true } });
    await home.pass(20);
    expect(await home.active()).toHaveLength(1);
    world.describe = () => ({ present: false });
    home.alerts.objectsChanged();
    await home.pass(20);
    expect(await home.active()).toEqual([]);
    const { data } = await home.call<{ alerts: Alert[] }>('/alerts', { query: { status: 'resolved' } });
    const events = await home.history(data.alerts[0]!.id);
    expect(events.find(({ kind }) => kind === 'resolved')?.reason?.code).toBe('ALERT_OBJECT_GONE');
  });

  it('keeps its state where a rule only has another threshold', async () => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    const [alert] = await home.active();
    const params = { rule_id: 'disk' };
    await home.call('/alerts/rules/{rule_id}', { method: 'PUT', params, body: { threshold: 92 } });
    await home.pass(20);
    expect((await home.active())[0]!.id).toBe(alert!.id);
    await home.call('/alerts/rules/{rule_id}', { method: 'PUT', params, body: { threshold: 97 } });
    await home.pass(20);
    expect(await home.active()).toEqual([]);
  });
});

describe('consequences', () => {
  it('are collapsed under the line, and told when they outlast it', async () => {
    await only(diskRule({ id: 'line', name: 'Line', condition: 'network.uplink == 0' }));
    await addRule(home, diskRule({ id: 'check', name: 'Check', condition: 'check.up == 0' }));
    world.describe = (metric) => (metric === 'check.up' ? { outside: true } : {});
    world.values.set('network.uplink', 0).set('check.up c1', 0).set('check.up c2', 0);
    await home.pass(60);
    expect(await kinds()).toEqual(['firing']);
    const active = await home.active();
    const line = active.find(({ rule_id: rule }) => rule === 'line')!;
    const checks = active.filter(({ rule_id: rule }) => rule === 'check');
    expect(checks.map(({ under }) => under)).toEqual([line.id, line.id]);
    expect(checks[0]!.telling.reason).toMatchObject({ code: 'ALERT_UNDER', params: { name: 'line' } });
    world.values.set('network.uplink', 1).set('check.up c1', 1);
    await home.pass(60);
    expect(await kinds()).toEqual(['firing', 'resolved']);
    await home.pass(120);
    const given = await home.given();
    expect(
      given.map(({ notice }) => `${notice.alert!.rule_id} ${notice.alert!.object} ${notice.kind}`),
    ).toEqual(['line  firing', 'line  resolved', 'check c2 firing']);
  });
});

describe('a restart', () => {
  const states = ['stop', 'kill'] as const;

  it.each(states)(
    '(%s) while it is pending goes on waiting, without the time in which nobody looked',
    async (how) => {
      await only(diskRule({ for_seconds: 300 }));
      disk(95);
      await home.pass(240);
      await home.alerts.flush();
      await restart(how, 120);
      await home.pass(30);
      expect(await home.active()).toEqual([]);
      await home.pass(60);
      expect(await home.active()).toHaveLength(1);
    },
  );

  it.each(states)('(%s) while it fires tells nobody twice', async (how) => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    const [alert] = await home.active();
    await restart(how, 10);
    await home.pass(60);
    expect((await home.active()).map(({ id }) => id)).toEqual([alert!.id]);
    expect(await kinds()).toEqual(['firing']);
    disk(10);
    await home.pass(20);
    expect(await kinds()).toEqual(['firing', 'resolved']);
  });

  it.each(states)('(%s) forgets nothing of what somebody took note of', async (how) => {
    await only(diskRule({ repeat_minutes: 5 }));
    disk(95);
    await home.pass(20);
    const [alert] = await home.active();
    await home.call('/alerts/{alert_id}/acknowledge', {
      ...{ method: 'POST', params: { alert_id: alert!.id }, body: {} },
    });
    await restart(how, 60);
    await home.pass(60);
    expect(await home.active()).toMatchObject([{ id: alert!.id, state: 'acknowledged' }]);
    expect(await kinds()).toEqual(['firing']);
  });

  it.each(states)('(%s) while its end is held back tells it later', async (how) => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    world.judge = () => ({
      ...{ kind: 'mute', reason: { code: 'ALERT_GRACE', params: {} } },
      by: { kind: 'silence', id: 's' },
    });
    disk(10);
    await home.pass(20);
    await restart(how, 5);
    await home.pass(20);
    expect(await kinds()).toEqual(['firing']);
    world.judge = () => ({ kind: 'send' });
    await home.pass(20);
    expect(await kinds()).toEqual(['firing', 'resolved']);
  });

  it.each(states)('(%s) after it was called done does not bring it back at once', async (how) => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    const [alert] = await home.active();
    await home.call('/alerts/{alert_id}/resolve', {
      ...{ method: 'POST', params: { alert_id: alert!.id }, body: {} },
    });
    await restart(how, 1);
    await home.pass(300);
    expect(await home.active()).toEqual([]);
    await home.pass(310);
    expect(await home.active()).toHaveLength(1);
  });

  it('is followed by a time of grace in which nobody is told anything', async () => {
    await only(diskRule());
    world.graceSeconds = 120;
    await restart('stop');
    disk(95);
    await home.pass(100);
    expect(await kinds()).toEqual([]);
    expect((await home.active())[0]!.telling.reason?.code).toBe('ALERT_GRACE');
    await home.pass(40);
    expect(await kinds()).toEqual(['firing']);
  });

  it('ends alerts whose object is gone in the meantime', async () => {
    await only(diskRule());
    disk(95);
    await home.pass(20);
    await home.stop();
    world.describe = () => ({ present: false });
    home = await startHome(world);
    await home.pass(20);
    expect(await home.active()).toEqual([]);
    expect(await kinds()).toEqual(['firing', 'resolved']);
  });

  it('does not take silence of the first moments for missing values', async () => {
    await only(diskRule({ no_data: 'ok' }));
    disk(95);
    await home.pass(20);
    await restart('kill', 60);
    disk(null);
    await home.pass(120);
    expect(await home.active()).toHaveLength(1);
    await home.pass(240);
    expect(await home.active()).toEqual([]);
  });
});

describe('a clock that is set', () => {
  it.each([3 * 3600_000, -3 * 3600_000])('by %d ms neither fires nor ends anything', async (jump) => {
    await only(diskRule({ for_seconds: 300, no_data: 'alert' }));
    disk(95);
    disk(10, '/volume2');
    await home.pass(120);
    world.clock.set(world.clock.now() + jump);
    await home.pass(120);
    expect(await home.active()).toEqual([]);
    await home.pass(80);
    expect((await home.active()).map(({ object }) => object)).toEqual(['/volume1']);
    world.clock.set(world.clock.now() + jump);
    await home.pass(30);
    expect((await home.active()).map(({ object }) => object)).toEqual(['/volume1']);
  });
});

describe('a clock that is set back', () => {
  it('makes nothing that comes look as if it were missing', async () => {
    await only(diskRule({ no_data: 'alert' }));
    disk(10);
    await home.pass(60);
    world.clock.set(world.clock.now() - 3 * 3600_000);
    await home.pass(60);
    expect(await home.given()).toEqual([]);
  });
});

describe('the rules that come along', () => {
  it('are there from the first start, and one that was deleted stays away', async () => {
    const list = async () => (await home.call<{ rules: AlertRule[] }>('/alerts/rules')).data.rules;
    const first = await list();
    expect(first.map(({ id }) => id)).toContain('disk_filling');
    expect(first.find(({ id }) => id === 'disk_filling')).toMatchObject({
      ...{ name: 'A disk fills up', template: 'disk_filling', enabled: true, threshold: 90 },
    });
    expect(first.map(({ id }) => id)).not.toContain('cpu_busy');
    const params = { rule_id: 'disk_filling' };
    await home.call('/alerts/rules/{rule_id}', { method: 'DELETE', params });
    await restart('stop');
    expect((await list()).map(({ id }) => id)).not.toContain('disk_filling');
    const { data } = await home.call<AlertRule>('/alerts/templates/{template_id}/install', {
      ...{ method: 'POST', params: { template_id: 'disk_filling' } },
    });
    expect(data).toMatchObject({ id: 'disk_filling', for_seconds: 300 });
    await expect(
      home.call('/alerts/templates/{template_id}/install', {
        ...{ method: 'POST', params: { template_id: 'disk_filling' } },
      }),
    ).rejects.toMatchObject({ code: 'ALERT_RULE_EXISTS' });
  });
});

describe('counts', () => {
  it('are of what goes on', async () => {
    await only(diskRule({ severity: 'critical' }));
    await addRule(home, diskRule({ id: 'slow', condition: 'system.disk.usage > 90 for 1h' }));
    disk(95);
    await home.pass(20);
    const { data } = await home.call<{ summary: AlertSummary }>('/alerts');
    expect(data.summary).toEqual({
      ...{ total: 1, active: 1, critical: 1, warning: 0, info: 0, acknowledged: 0, pending: 1 },
    });
  });
});
