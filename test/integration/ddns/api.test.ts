/** The life of a name over the built daemon: what the API tells of it is what the zone answers over the network. */
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddressChange, HistoryEntry, PlannedStep, UpdateResult } from '../../../shared/api/ddns.ts';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import type { FamilyProof, Host, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { titled, type Need } from '../../support/needs.ts';
import { askZone } from '../../support/zone.ts';

/** This machine's first IPv4 address that others could reach, and its interface. */
const machine = Object.entries(networkInterfaces())
  .flatMap(([name, list = []]) => list.map((info) => ({ ...info, interface: name })))
  .find(({ internal, family, address }) => !internal && family === 'IPv4' && !address.startsWith('169.254.'));
const needsAddress: Need = { ok: machine !== undefined, reason: 'no IPv4 address but loopback' };
const own = machine?.address ?? '';

let daemon: Daemon;
let api: Api;

beforeAll(async () => {
  daemon = await startDaemon({ env: adminEnv });
  api = await signIn(daemon.url);
});
afterAll(() => daemon.stop());

const call: Api['call'] = (...args) => api.call(...args);
const ask = (name: string) => askZone(daemon.dns, name, 'A');
const update = (query = '') => call<UpdateResult>('POST', `/ddns/manual-update${query}`);
const statusOf = async (hostId: string) =>
  (await call<{ status: HostStatus }>('GET', `/ddns/hosts/${hostId}`)).data.status;
const history = async (query = '') =>
  (await call<{ history: HistoryEntry[] }>('GET', `/ddns/history${query}`)).data.history;

/** A host that holds this machine's IPv4 address. */
async function createHost(name: string): Promise<Host> {
  const source = { kind: 'interface', interface: machine?.interface ?? null };
  return (await call<Host>('POST', '/ddns/hosts', { name, families: ['A'], source })).data;
}

describe.skipIf(!needsAddress.ok)(titled('a name', needsAddress), () => {
  it('tells what each server says of it now, what an update would do to it alone, and what its address was', async () => {
    const host = await createHost('proof.home.arpa');
    await update();
    const { data: proof } = await call<{ families: FamilyProof[] }>(
      'GET',
      `/ddns/hosts/${host.host_id}/verification`,
    );
    expect(proof.families).toMatchObject([
      {
        family: 'A',
        expected: own,
        proxied: false,
        servers: [{ server: 'CloudCube', values: [own], verdict: 'verified' }],
      },
    ]);
    const { data: plan } = await call<{ steps: PlannedStep[] }>('GET', `/ddns/plan?host_id=${host.host_id}`);
    expect(plan.steps).toMatchObject([{ host: 'proof.home.arpa', action: 'keep', current: own }]);
    const { data: kept } = await call<{ changes: AddressChange[] }>('GET', '/ddns/address-history?family=A');
    expect(kept.changes).toContainEqual(
      expect.objectContaining({
        address: own,
        until: null,
        watched: true,
        source: { kind: 'interface', id: null, name: machine?.interface ?? '' },
      }),
    );
    await call('DELETE', `/ddns/hosts/${host.host_id}?records=delete`);
    for (const path of [`/ddns/hosts/${host.host_id}/verification`, `/ddns/plan?host_id=${host.host_id}`]) {
      expect((await call('GET', path)).error?.code).toBe('RESOURCE_NOT_FOUND');
    }
  });

  it('is made, published, proven, told, renamed and let go', async () => {
    const host = await createHost('cloud.home.arpa');
    expect(host).toMatchObject({
      name: 'cloud.home.arpa',
      scope: 'lan',
      ttl: 60,
      enabled: true,
      revision: 1,
    });
    await update();
    expect(await ask('cloud.home.arpa')).toEqual([own]);
    expect(await statusOf(host.host_id)).toMatchObject({
      state: 'ok',
      reason: null,
      families: [{ family: 'A', published: own, detected: own, verification: 'verified' }],
    });

    const renamed = await call<Host>('PUT', `/ddns/hosts/${host.host_id}`, {
      name: 'Box.home.arpa',
      ttl: 300,
    });
    expect(renamed.data).toMatchObject({ name: 'box.home.arpa', ttl: 300, revision: 2 });
    await update();
    expect([await ask('cloud.home.arpa'), await ask('box.home.arpa')]).toEqual([[], [own]]);
    expect(
      (await history(`?host_id=${host.host_id}`)).map(({ result, host: name }) => `${result} ${name}`),
    ).toEqual(['created box.home.arpa', 'removed cloud.home.arpa', 'created cloud.home.arpa']);

    const gone = await call('DELETE', `/ddns/hosts/${host.host_id}?records=delete`);
    expect(gone.data).toEqual({ host_id: host.host_id, records_deleted: 1, records_kept: 0 });
    expect(await ask('box.home.arpa')).toEqual([]);
    expect((await call('GET', `/ddns/hosts/${host.host_id}`)).error?.code).toBe('RESOURCE_NOT_FOUND');
    expect((await history(`?host_id=${host.host_id}`))[0]).toMatchObject({
      result: 'removed',
      previous_ip: own,
    });
  });

  it('that is let go keeps its records unless told otherwise', async () => {
    const { host_id } = await createHost('kept.home.arpa');
    await update();
    expect((await call('DELETE', `/ddns/hosts/${host_id}`)).data).toMatchObject({
      records_deleted: 0,
      records_kept: 1,
    });
    expect(await ask('kept.home.arpa')).toEqual([own]);
  });

  it('that is switched off stays as it is', async () => {
    const { host_id } = await createHost('off.home.arpa');
    await update();
    await call('PUT', `/ddns/hosts/${host_id}`, { enabled: false });
    await update();
    expect(await ask('off.home.arpa')).toEqual([own]);
    expect(await statusOf(host_id)).toMatchObject({
      state: 'paused',
      reason: { code: 'DDNS_DISABLED' },
      next_check: null,
    });
  });

  it('is written again where that is forced, and left alone where it is not', async () => {
    const { host_id } = await createHost('again.home.arpa');
    await update();
    const { changed, changes, unchanged } = (await update('?force=true')).data;
    expect(changes.find((entry) => entry.host_id === host_id)).toMatchObject({
      result: 'refreshed',
      trigger: 'manual',
      ip: own,
      previous_ip: own,
    });
    expect((await update()).data).toMatchObject({ changed: 0, unchanged: unchanged + changed, changes: [] });
  });

  it('follows its source to another interface that is not there by staying as it is', async () => {
    const { host_id } = await createHost('moving.home.arpa');
    await update();
    await call('PUT', `/ddns/hosts/${host_id}`, { source: { kind: 'interface', interface: 'none0' } });
    await update();
    expect(await ask('moving.home.arpa')).toEqual([own]);
    expect(await statusOf(host_id)).toMatchObject({
      state: 'warning',
      reason: { code: 'DDNS_INTERFACE_MISSING', params: { interface: 'none0' } },
    });
  });
});

describe('the status', () => {
  it('shows the first name in its single fields and all in hosts', async () => {
    const { data } = await call<DdnsStatus>('GET', '/ddns/status');
    expect(data).toMatchObject({
      ddns_running: true,
      domain: 'nas.home.arpa',
      uptime: expect.any(Number) as number,
    });
    expect(data.hosts[0]?.name).toBe('nas.home.arpa');
    expect(data.current_ip).toBe(
      data.hosts[0]?.families.find(({ detected }) => detected !== null)?.detected ?? null,
    );
    expect(Date.parse(data.next_check ?? '')).toBeGreaterThan(Date.parse(data.last_check ?? ''));
  });

  it('speaks the reader’s language', async () => {
    const headers = { authorization: `Bearer ${api.token}`, 'accept-language': 'zh-CN' };
    const answer = await fetch(`${daemon.url}/api/v2/ddns/status`, { headers });
    const { data } = (await answer.json()) as { data: DdnsStatus };
    expect(data.status).toMatch(/\p{Script=Han}/u);
  });
});
