/** Names over the API: what may be made, what may not, and what is answered is what stands in the zone. */
import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Host, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { askZone } from '../../support/zone.ts';
import { addHost, addRecord, outcome, planFor, startHome, statusOf } from './home.ts';

const home = startHome();

/** All that the API says is published is what the zone answers, name by name. */
async function expectTruth(): Promise<void> {
  const { api, daemon } = home();
  for (const { name, families } of (await statusOf(api)).hosts) {
    for (const { family, published } of families) {
      const answered = await askZone(daemon.dns, name, family);
      expect(answered, `${name} ${family}`).toEqual(published === null ? [] : [published]);
    }
  }
}

const update = () => home().api.call('POST', '/ddns/manual-update');
const one = async (name: string): Promise<HostStatus | undefined> =>
  (await statusOf(home().api)).hosts.find((host) => host.name === name);

it('begins with nas.home.arpa, which the zone answers', async () => {
  await update();
  const { hosts, domain, current_ip: ip, status } = await statusOf(home().api);
  expect(hosts.map(({ name }) => name)).toEqual(['nas.home.arpa']);
  expect(domain).toBe('nas.home.arpa');
  expect(hosts[0]?.families.map(({ published }) => published)).toContain(ip);
  expect(status).toContain('nas.home.arpa');
  await expectTruth();
});

describe('a name', () => {
  it('is made with what it needs left to its defaults, and one spelling', async () => {
    const { api } = home();
    const host = await addHost(api, { name: ' Media.HOME.arpa. ' });
    expect(host).toMatchObject({
      name: 'media.home.arpa',
      families: ['A', 'AAAA'],
      scope: 'lan',
      ttl: 60,
      source: { kind: 'interface', interface: null },
      enabled: true,
      revision: 1,
    });
    await update();
    await expectTruth();
    const { data } = await api.call<{ host: Host; status: HostStatus }>('GET', `/ddns/hosts/${host.host_id}`);
    expect(data.host).toEqual(host);
    expect(data.status).toMatchObject({ host_id: host.host_id, name: 'media.home.arpa', enabled: true });
  });

  it.each([
    [{ name: 'nas.home.arpa' }, 409, 'DDNS_HOST_EXISTS'],
    [{ name: 'NAS.home.arpa.' }, 409, 'DDNS_HOST_EXISTS'],
    [{ name: 'nas.example.org' }, 400, 'DDNS_NAME_NOT_IN_ZONE'],
    [{ name: 'x.home.arpa', scope: 'public' }, 400, 'DDNS_SCOPE_MISMATCH'],
    [{ name: '-x.home.arpa' }, 400, 'DDNS_NAME_INVALID'],
    [{ name: '192.168.1.1' }, 400, 'DDNS_NAME_INVALID'],
    [{ name: '' }, 400, 'VALIDATION_ERROR'],
    [{}, 400, 'VALIDATION_ERROR'],
    [{ name: 'x.home.arpa', families: [] }, 400, 'VALIDATION_ERROR'],
    [{ name: 'x.home.arpa', families: ['A', 'A'] }, 400, 'VALIDATION_ERROR'],
    [{ name: 'x.home.arpa', source: { kind: 'command', interface: null } }, 400, 'VALIDATION_ERROR'],
    [{ name: 'x.home.arpa', ttl: 604_801 }, 400, 'VALIDATION_ERROR'],
    [{ name: 'x.home.arpa', host_id: '1' }, 400, 'VALIDATION_ERROR'],
  ])('as %j is refused', async (body, status, code) => {
    expect(outcome(await home().api.call('POST', '/ddns/hosts', body))).toEqual([status, code]);
  });

  it('cannot be changed to what another one has, nor in nothing', async () => {
    const { api } = home();
    const { host_id: id } = await addHost(api, { name: 'second.home.arpa' });
    const put = (body: object) => api.call('PUT', `/ddns/hosts/${id}`, body);
    expect(outcome(await put({ name: 'nas.home.arpa' }))).toEqual([409, 'DDNS_HOST_EXISTS']);
    expect(outcome(await put({}))).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('is one that this server answers to from then on', async () => {
    const { api, daemon } = home();
    const name = 'front-door.home.arpa';
    expect(await statusUnder(daemon.url, name)).toBe(403);
    await addHost(api, { name });
    expect(await statusUnder(daemon.url, name)).toBe(200);
  });
});

/** What is answered under another name; `fetch` does not let its caller choose one. */
async function statusUnder(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(`${url}/live`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

it('a name that a record made by hand has waits, says why, and takes its place when it is free', async () => {
  const { api, daemon } = home();
  const record = await addRecord(api, 'taken', 'A', '192.168.1.77');
  const { host_id: id } = await addHost(api, { name: 'taken.home.arpa', families: ['A'] });
  await update();
  expect(await planFor(api, 'taken.home.arpa')).toMatchObject([
    { action: 'needs_adoption', reason: { code: 'DDNS_NEEDS_ADOPTION', params: { value: '192.168.1.77' } } },
  ]);
  const waiting = await one('taken.home.arpa');
  expect(waiting?.state).toBe('needs_adoption');
  expect(waiting?.families[0]?.adoption).toMatchObject([{ value: '192.168.1.77' }]);
  expect(waiting?.families[0]?.reason?.message).toContain('192.168.1.77');
  expect(await askZone(daemon.dns, 'taken.home.arpa', 'A')).toEqual(['192.168.1.77']);

  await api.call('DELETE', `/ddns/records/${record.record_id}`);
  await update();
  expect(await planFor(api, 'taken.home.arpa')).toMatchObject([
    { host_id: id, action: 'keep', reason: null },
  ]);
  expect((await one('taken.home.arpa'))?.state).toBe('ok');
  await expectTruth();
});

it('a record made by hand is taken over in one step', async () => {
  const { api, daemon } = home();
  const record = await addRecord(api, 'mine', 'A', '192.168.1.78');
  const { host_id: id } = await addHost(api, { name: 'mine.home.arpa', families: ['A'] });
  await update();
  const adopted = await api.call<{ status: HostStatus }>('POST', `/ddns/hosts/${id}/adopt`);
  expect(adopted.status).toBe(200);
  expect(adopted.data.status).toMatchObject({ state: 'ok', families: [{ adoption: [] }] });
  const { published } = adopted.data.status.families[0]!;
  expect(await askZone(daemon.dns, 'mine.home.arpa', 'A')).toEqual([published]);
  const { data } = await api.call<{ records: { record_id: string }[] }>(
    'GET',
    '/ddns/records?subdomain=mine',
  );
  expect(data.records.map(({ record_id }) => record_id)).toEqual([record.record_id]);
  expect((await api.call('POST', `/ddns/hosts/${id}/adopt`)).error?.code).toBe('DDNS_NOTHING_TO_ADOPT');
  await expectTruth();
});

it('the list has pages', async () => {
  const { api } = home();
  const all = (await api.call<{ hosts: Host[] }>('GET', '/ddns/hosts')).data.hosts;
  for (const query of ['limit=1&offset=1', 'page=2&size=1', 'page=2&per_page=1']) {
    const { data, pagination } = await api.call<{ hosts: Host[]; count: number }>(
      'GET',
      `/ddns/hosts?${query}`,
    );
    expect(data, query).toEqual({ hosts: [all[1]], count: 1 });
    expect(pagination).toMatchObject({ limit: 1, offset: 1, page: 2, total: all.length, pages: all.length });
  }
});
