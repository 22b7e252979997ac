/** A name at a real name server with keys (Knot), kept by the built daemon, asked with `dig`. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import type { HistoryEntry, UpdateResult } from '../../../shared/api/ddns.ts';
import type { ZoneRecord } from '../../../shared/api/ddns-records.ts';
import type { Host, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { startKnot, type Knot } from '../../support/knot.ts';
import { needs, titled } from '../../support/needs.ts';

const zone = 'example.com';
const secret = randomBytes(32).toString('base64');
const knotd = needs.command('knotd');
const dig = needs.command('dig');
const both = knotd.ok ? dig : knotd;

const HERE = '1.1.1.1';
const THERE = '8.8.4.4';

describe.skipIf(!both.ok)(titled('a name at an own name server', both), () => {
  let knot: Knot;
  let daemon: Daemon;
  let api: Api;
  let account: Account;
  let source: AddressSource;

  beforeAll(async () => {
    const lines = [`old.${zone}. 7200 A 203.0.113.9`, `nas2.${zone}. 60 A 203.0.113.8`];
    knot = await startKnot(zone, lines, [{ name: 'ddns-key', algorithm: 'hmac-sha256', secret }]);
    daemon = await startDaemon({ env: adminEnv });
    api = await signIn(daemon.url);
  });
  afterAll(async () => {
    await daemon.stop();
    await knot.close();
  });

  const asked = async (name: string): Promise<string[]> => {
    const { stdout } = await promisify(execFile)('dig', [
      ...['@127.0.0.1', '-p', String(knot.port), '+short', '+norecurse', '+tries=3', '+time=2'],
      ...[`${name}.${zone}`, 'A'],
    ]);
    return stdout.split('\n').filter(Boolean).sort();
  };
  const update = async () => (await api.call<UpdateResult>('POST', '/ddns/manual-update')).data;
  const status = async (hostId: string) =>
    (await api.call<{ status: HostStatus }>('GET', `/ddns/hosts/${hostId}`)).data.status;
  const draft = (key: string) => ({
    provider: 'rfc2136',
    credentials: { key_name: 'ddns-key', algorithm: 'hmac-sha256', secret: key },
    endpoint: `dns://127.0.0.1:${String(knot.port)}`,
    zones: [zone],
  });
  const host = async (name: string): Promise<Host> =>
    (
      await api.call<Host>('POST', '/ddns/hosts', {
        name: `${name}.${zone}`,
        account_id: account.account_id,
        families: ['A'],
        source: { kind: 'source', source_id: source.source_id },
      })
    ).data;

  it('is tried before it is kept: a wrong key is refused in the server’s words', async () => {
    const wrong = await api.call('POST', '/ddns/accounts/test', draft(randomBytes(32).toString('base64')));
    expect([wrong.status, wrong.error?.code]).toEqual([502, 'DDNS_PROVIDER_REFUSED']);
    expect(wrong.error?.message).toMatch(/BADSIG|BADKEY|NOTAUTH/);
    const right = await api.call<{ zones: string[] }>('POST', '/ddns/accounts/test', draft(secret));
    expect(right.data.zones).toEqual([zone]);
    account = (await api.call<Account>('POST', '/ddns/accounts', { name: 'Knot', ...draft(secret) })).data;
    const fixed = { name: 'Line', kind: 'static', members: [HERE] };
    source = (await api.call<AddressSource>('POST', '/ddns/sources', fixed)).data;
    expect(JSON.stringify(account)).not.toContain(secret);
  });

  it('is made, proven at the server itself, and follows the address', async () => {
    const { host_id: id } = await host('nas');
    await update();
    expect(await asked('nas')).toEqual([HERE]);
    expect(await status(id)).toMatchObject({
      state: 'ok',
      families: [{ published: HERE, verification: 'verified' }],
    });
    await api.call('PUT', `/ddns/sources/${source.source_id}`, { members: [THERE] });
    expect(await update()).toMatchObject({ failed: 0 });
    expect(await asked('nas')).toEqual([THERE]);
    expect(await asked('nas2')).toEqual(['203.0.113.8']);
    const { data } = await api.call<{ history: HistoryEntry[] }>('GET', `/ddns/history?host_id=${id}`);
    expect(data.history.map(({ result, previous_ip, ip }) => [result, previous_ip, ip])).toEqual([
      ['updated', HERE, THERE],
      ['created', null, HERE],
    ]);
  });

  it('is taken over in one step where a value stands already, and keeps its TTL', async () => {
    const { host_id: id } = await host('old');
    await update();
    expect([await asked('old'), (await status(id)).state]).toEqual([['203.0.113.9'], 'needs_adoption']);
    const { data } = await api.call<{ status: HostStatus }>('POST', `/ddns/hosts/${id}/adopt`);
    expect(data.status.state).toBe('ok');
    expect(await asked('old')).toEqual([THERE]);
    const listed = await api.call<{ records: ZoneRecord[] }>(
      'GET',
      `/ddns/records?domain=${zone}&subdomain=old&type=A`,
    );
    expect(listed.data.records).toMatchObject([{ value: THERE, ttl: 7200, host_id: id }]);
  });

  it('takes its record along only where that is asked for', async () => {
    const { data } = await api.call<{ hosts: Host[] }>('GET', '/ddns/hosts?limit=100');
    const [first, second] = data.hosts.filter(({ account_id: id }) => id === account.account_id);
    await api.call('DELETE', `/ddns/hosts/${first?.host_id ?? ''}?records=delete`);
    await api.call('DELETE', `/ddns/hosts/${second?.host_id ?? ''}`);
    expect([await asked('nas'), await asked('old')]).toEqual([[], [THERE]]);
    expect((await api.call('DELETE', `/ddns/accounts/${account.account_id}`)).status).toBe(200);
  });

  it('never shows its key, in no answer and in no line of the log', () => {
    expect(daemon.output()).not.toContain(secret);
  });
});
