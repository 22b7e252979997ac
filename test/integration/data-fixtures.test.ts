/** Data folders that earlier versions left: this one opens them with everything in them. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEntry, AuditVerification } from '../../shared/api/audit.ts';
import type { Account } from '../../shared/api/ddns-accounts.ts';
import type { AddressSource, InboundToken } from '../../shared/api/ddns-sources.ts';
import type { DdnsStatus, HistoryEntry } from '../../shared/api/ddns.ts';
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
