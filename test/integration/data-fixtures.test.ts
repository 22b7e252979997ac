/** Data folders that earlier versions left: this one opens them with everything in them. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../shared/api/alerts.ts';
import type { AlertRule, AlertRuleState } from '../../shared/api/alert-rules.ts';
import type { AuditEntry, AuditVerification } from '../../shared/api/audit.ts';
import type { Check, DeadMan } from '../../shared/api/checks.ts';
import type { Account } from '../../shared/api/ddns-accounts.ts';
import type { AddressSource, InboundToken } from '../../shared/api/ddns-sources.ts';
import type { HistoryEntry } from '../../shared/api/ddns.ts';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { LogEntry } from '../../shared/api/logs.ts';
import type { Maintenance, QuietHours, Silence } from '../../shared/api/muting.ts';
import type { NotifyChannel, NotifyRoutes } from '../../shared/api/notify.ts';
import type { NotifyDelivery } from '../../shared/api/notify-deliveries.ts';
import { callControl } from '../../electron/kernel/control.ts';
import { signIn } from '../support/api.ts';
import { startDaemon } from '../support/daemon.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures');
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-fixture-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true });
});

describe('a data folder of version 0.1', () => {
  it('opens with its administrator, hosts, history, records and settings, twice', async () => {
    cpSync(join(fixtures, 'data-0.1'), dataDir, { recursive: true });
    for (let starts = 0; starts < 2; starts++) {
      const daemon = await startDaemon({ dataDir });
      const api = await signIn(daemon.url);

      const { data: status } = await api.call<DdnsStatus>('GET', '/ddns/status');
      expect(status.hosts.map(({ name, ttl, families }) => [name, ttl, families.length])).toEqual([
        ['nas.home.arpa', 60, 2],
        ['box.home.arpa', 300, 1],
      ]);

      // What this machine's own addresses add comes on top.
      const { data } = await api.call<{ history: HistoryEntry[] }>('GET', '/ddns/history?limit=100');
      const rows = data.history.reverse().slice(0, 6);
      expect(
        rows.map(({ host, family, previous_ip, ip, result }) => [host, family, previous_ip, ip, result]),
      ).toEqual([
        ['nas.home.arpa', 'A', null, '192.168.1.20', 'created'],
        ['nas.home.arpa', 'AAAA', null, 'fd12::20', 'created'],
        ['box.home.arpa', 'A', null, '192.168.1.20', 'created'],
        ['nas.home.arpa', 'A', '192.168.1.20', '192.168.1.21', 'updated'],
        ['nas.home.arpa', 'AAAA', 'fd12::20', 'fd12::21', 'updated'],
        ['box.home.arpa', 'A', '192.168.1.20', '192.168.1.21', 'updated'],
      ]);

      const records = await api.call('GET', '/ddns/records?subdomain=note');
      expect(JSON.stringify(records.data)).toContain('made by hand');
      const setting = await callControl(dataDir, 'settings', ['get', 'ddns.interval_seconds']);
      expect(setting).toEqual({ ok: true, result: '600' });
      expect(await daemon.stop()).toBe(0);
    }
  });
});

describe('a data folder of version 0.1 with accounts', () => {
  it('opens with its account, what is ours there, what was taken over, sources, claims and tokens', async () => {
    cpSync(join(fixtures, 'data-0.1-accounts'), dataDir, { recursive: true });
    for (let starts = 0; starts < 2; starts++) {
      const daemon = await startDaemon({ dataDir });
      const api = await signIn(daemon.url);
      const { data } = await api.call<{ accounts: Account[] }>('GET', '/ddns/accounts');
      expect(data.accounts).toMatchObject([
        { name: 'My domains', provider: 'cloudflare', credentials_set: ['token'] },
      ]);
      const { data: status } = await api.call<DdnsStatus>('GET', '/ddns/status');
      const published = status.hosts.map(({ name, families }) => [name, families[0]?.published]);
      // Nobody listens at the account's endpoint any more: what was published there stays known.
      expect(published.slice(2)).toEqual([
        ['new.example.com', '192.168.1.21'],
        ['old.example.com', '192.168.1.21'],
        ['cam.home.arpa', 'fd12::99'],
      ]);
      const sources = await api.call<{ sources: AddressSource[] }>('GET', '/ddns/sources');
      expect(sources.data.sources.map(({ kind, members }) => [kind, members])).toEqual([
        ['echo', []],
        ['dns', []],
        ['interface', []],
        ['static', ['8.8.4.4']],
      ]);
      const tokens = await api.call<{ tokens: InboundToken[] }>('GET', '/ddns/inbound-tokens');
      expect(tokens.data.tokens).toMatchObject([{ name: 'Camera', uses: 1 }]);
      const history = await api.call<{ history: HistoryEntry[] }>('GET', '/ddns/history?result=adopted');
      expect(history.data.history).toMatchObject([{ host: 'old.example.com', ip: '203.0.113.9' }]);
      expect(await daemon.stop()).toBe(0);
    }
  });
});

describe('a data folder of version 0.1 with an audit log', () => {
  it('opens with its log, whole, and goes on writing it', async () => {
    cpSync(join(fixtures, 'data-0.1-audit'), dataDir, { recursive: true });
    for (let starts = 0; starts < 2; starts++) {
      const daemon = await startDaemon({ dataDir });
      const api = await signIn(daemon.url);
      const { data: found } = await api.call<AuditVerification>('GET', '/admin/audit-logs/verification');
      expect([found.fault, found.checkpoint]).toEqual([null, null]);
      const { data } = await api.call<AuditEntry[]>('GET', '/admin/audit-logs?limit=1000');
      const first = data.reverse().map(({ action }) => action);
      expect(first.slice(0, 2)).toEqual(['auth.setup', 'host.create']);
      for (const action of [
        'account.create',
        'host.adopt',
        'source.create',
        'device.create',
        'setting.change',
      ]) {
        expect(first).toContain(action);
      }
      expect(await daemon.stop()).toBe(0);
    }
  });
});

describe('a data folder of version 0.1 with measurements', () => {
  it('opens with what was measured, its log, its check and its ping outwards, and goes on', async () => {
    cpSync(join(fixtures, 'data-0.1-monitoring'), dataDir, { recursive: true });
    for (let starts = 0; starts < 2; starts++) {
      const daemon = await startDaemon({ dataDir });
      const api = await signIn(daemon.url);
      const { data } = await api.call<{ series: { metric: string; object: string }[] }>(
        'GET',
        '/monitoring/series/names',
      );
      // A mount that no machine of ours has but the recorded one.
      expect(data.series).toContainEqual(
        expect.objectContaining({ metric: 'system.disk.read_only', object: '/srv/My Photos' }),
      );
      const { data: log } = await api.call<{ logs: LogEntry[] }>('GET', '/logs?search=updated&size=100');
      expect(log.logs.at(-1)).toMatchObject({ module: 'ddns', message: 'A name was updated' });
      const { data: kept } = await api.call<{ checks: Check[] }>('GET', '/monitoring/checks');
      expect(kept.checks).toMatchObject([{ name: 'Backup has run', kind: 'heartbeat' }]);
      const { data: ping } = await api.call<DeadMan>('GET', '/monitoring/dead-man');
      expect(ping.url).toContain('203.0.113.9');
      expect(await daemon.stop()).toBe(0);
    }
  });
});

describe('a data folder of version 0.1 with alerts', () => {
  it('opens with an alert in each state, what mutes them, who is told, and what became of it', async () => {
    cpSync(join(fixtures, 'data-0.1-alerts'), dataDir, { recursive: true });
    for (let starts = 0; starts < 2; starts++) {
      const daemon = await startDaemon({ dataDir });
      const api = await signIn(daemon.url);
      const read = async <Data>(path: string): Promise<Data> => (await api.call<Data>('GET', path)).data;

      const { rules } = await read<{ rules: AlertRule[] }>('/alerts/rules');
      const ids = rules.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining(['disk_filling', 'fires', 'goes_away', 'waits']));
      const { alerts } = await read<{ alerts: Alert[] }>('/alerts?status=all');
      // What the rules that came along find on this machine comes on top.
      const kept = alerts.filter(({ metric_name: name }) => name === 'process.memory');
      const standings = kept.map(({ rule_id: id, state, telling }) => [id, state, telling.decision]);
      expect(standings.sort()).toEqual([
        ['fires', 'firing', 'sent'],
        ['goes_away', 'firing', 'sent'],
        ['is_known', 'acknowledged', 'sent'],
        ['is_muted', 'firing', 'held'],
        ['is_over', 'resolved', 'sent'],
      ]);
      expect(kept.find(({ state }) => state === 'acknowledged')).toMatchObject({
        ...{ acknowledged_by: 'admin', notes: 'Seen' },
      });
      const { states } = await read<{ states: AlertRuleState[] }>('/alerts/rules/waits/states');
      expect(states).toMatchObject([{ state: 'pending' }]);

      const { silences } = await read<{ silences: Silence[] }>('/alerts/silences');
      expect(silences).toMatchObject([{ state: 'active', created_by: 'admin', comment: 'Known' }]);
      const { maintenance } = await read<{ maintenance: Maintenance[] }>('/alerts/maintenance');
      expect(maintenance).toMatchObject([{ name: 'Sundays', time_zone: 'Europe/Berlin' }]);
      expect(await read<QuietHours>('/alerts/quiet-hours')).toMatchObject({
        ...{ time_zone: 'Asia/Shanghai', up_to: 'info' },
      });

      const { channels } = await read<{ channels: NotifyChannel[] }>('/notify/channels');
      expect(channels.map(({ name, secrets_set: secrets }) => [name, secrets])).toEqual([
        ['Pager', ['secret', 'url']],
        ['Away', ['topic']],
      ]);
      const { routes } = await read<NotifyRoutes>('/notify/routes');
      expect(routes).toMatchObject([{ name: 'Loud', channels: [channels[0]?.channel_id] }]);
      const { deliveries } = await read<{ deliveries: NotifyDelivery[] }>('/notify/deliveries?limit=100');
      expect(
        deliveries.filter(({ channel, status }) => channel === 'Pager' && status === 'sent'),
      ).not.toEqual([]);
      // Nobody listens there: it waits, and its secrets can be read for the next try.
      expect(deliveries.find(({ channel }) => channel === 'Away')).toMatchObject({ status: 'pending' });
      expect(channels[1]?.reason?.code).not.toBe('NOTIFY_SECRETS_UNREADABLE');
      expect(await daemon.stop()).toBe(0);
    }
  });
});
