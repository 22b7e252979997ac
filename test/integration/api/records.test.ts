/** Records made by hand: what the API says is what the zone answers. */
import { describe, expect, it } from 'vitest';
import type { ZoneRecord } from '../../../shared/api/ddns-records.ts';
import { askZone } from '../../support/zone.ts';
import { addRecord, outcome, startHome } from './home.ts';

const home = startHome();

interface List {
  readonly domain: string | null;
  readonly records: ZoneRecord[];
  readonly count: number;
}

const list = (query: string) => home().api.call<List>('GET', `/ddns/records?${query}`);
const ask = (name: string, type: 'A' | 'AAAA' | 'TXT' | 'CNAME') => askZone(home().daemon.dns, name, type);

describe('a record', () => {
  it('is answered as soon as it is made, changed as soon as it is changed, gone as soon as it is gone', async () => {
    const { api } = home();
    const record = await addRecord(api, 'printer', 'A', '192.168.1.30');
    expect(record).toMatchObject({
      domain: 'home.arpa',
      rr: 'printer',
      name: 'printer.home.arpa',
      type: 'A',
      value: '192.168.1.30',
      ttl: 600,
      host_id: null,
    });
    expect(await ask('printer.home.arpa', 'A')).toEqual(['192.168.1.30']);

    const path = `/ddns/records/${record.record_id}`;
    const changed = await api.call<ZoneRecord>('PUT', path, { value: '192.168.1.31', rr: 'copier' });
    expect(changed.data).toMatchObject({ name: 'copier.home.arpa', value: '192.168.1.31', ttl: 600 });
    expect(await ask('printer.home.arpa', 'A')).toEqual([]);
    expect(await ask('copier.home.arpa', 'A')).toEqual(['192.168.1.31']);

    expect((await api.call('DELETE', path)).data).toEqual({ record_id: record.record_id });
    expect(await ask('copier.home.arpa', 'A')).toEqual([]);
    expect(outcome(await api.call('DELETE', path))).toEqual([404, 'RESOURCE_NOT_FOUND']);
  });

  it.each([
    ['v6', 'AAAA', '2001:DB8:0:0::30', '2001:db8::30'],
    ['text', 'TXT', 'v=1; “ümlaut”', 'v=1; “ümlaut”'],
    ['alias', 'CNAME', 'Printer.Home.Arpa.', 'printer.home.arpa'],
    ['_acme-challenge.nas', 'TXT', 'token', 'token'],
  ] as const)('%s of type %s is stored and answered in one spelling', async (rr, type, value, stored) => {
    const record = await addRecord(home().api, rr, type, value);
    expect(record.value).toBe(stored);
    expect(await ask(record.name, type)).toEqual([stored]);
  });

  it.each([
    [{ type: 'A', value: '192.168.1.300' }, 400, 'DNS_RECORD_INVALID'],
    [{ type: 'A', value: '10.1' }, 400, 'DNS_RECORD_INVALID'],
    [{ type: 'AAAA', value: 'fe80::1%eth0' }, 400, 'DNS_RECORD_INVALID'],
    [{ rr: 'a..b' }, 400, 'DNS_RECORD_INVALID'],
    [{ rr: 'a b' }, 400, 'DNS_RECORD_INVALID'],
    [{ type: 'MX' }, 400, 'VALIDATION_ERROR'],
    [{ ttl: 0 }, 400, 'VALIDATION_ERROR'],
    [{ ttl: '60' }, 400, 'VALIDATION_ERROR'],
    [{ value: '' }, 400, 'VALIDATION_ERROR'],
    [{ priority: 1 }, 400, 'VALIDATION_ERROR'],
    [{ domain: 'example.org' }, 404, 'DNS_ZONE_UNKNOWN'],
    [{ rr: 'nas' }, 409, 'DDNS_RECORD_MANAGED'],
    [{ rr: 'nas', type: 'CNAME', value: 'x.home.arpa' }, 409, 'DDNS_RECORD_MANAGED'],
  ])('with %j is refused', async (wrong, status, code) => {
    const body = { domain: 'home.arpa', rr: 'wrong', type: 'A', value: '192.168.1.40', ...wrong };
    expect(outcome(await home().api.call('POST', '/ddns/records', body))).toEqual([status, code]);
  });

  it('cannot stand twice, nor beside a CNAME', async () => {
    const { api } = home();
    await addRecord(api, 'once', 'A', '192.168.1.50');
    const same = { domain: 'home.arpa', rr: 'once', type: 'A', value: '192.168.1.50' };
    expect(outcome(await api.call('POST', '/ddns/records', same))).toEqual([409, 'DNS_RECORD_EXISTS']);
    const alias = { domain: 'home.arpa', rr: 'once', type: 'CNAME', value: 'x.home.arpa' };
    expect(outcome(await api.call('POST', '/ddns/records', alias))).toEqual([409, 'DNS_RECORD_CONFLICT']);
  });
});

describe('a record that a name keeps', () => {
  it('is shown with its host and changed only through it', async () => {
    const { api } = home();
    await api.call('POST', '/ddns/update');
    const { data } = await list('subdomain=nas');
    const [record] = data.records.filter(({ host_id }) => host_id !== null);
    expect(record?.name).toBe('nas.home.arpa');
    const path = `/ddns/records/${record?.record_id ?? ''}`;
    expect(outcome(await api.call('PUT', path, { value: '192.168.1.9' }))).toEqual([
      409,
      'DDNS_RECORD_MANAGED',
    ]);
    expect(outcome(await api.call('DELETE', path))).toEqual([409, 'DDNS_RECORD_MANAGED']);
  });
});

describe('the list', () => {
  it('is narrowed by zone, name and type', async () => {
    const { api } = home();
    await addRecord(api, 'many', 'A', '192.168.1.60');
    await addRecord(api, 'many', 'A', '192.168.1.61');
    await addRecord(api, 'many', 'TXT', 'both');
    const values = async (query: string) => (await list(query)).data.records.map(({ value }) => value).sort();
    expect(await values('subdomain=many')).toEqual(['192.168.1.60', '192.168.1.61', 'both']);
    expect(await values('subdomain=MANY&type=TXT&domain=HOME.ARPA.')).toEqual(['both']);
    expect(await values('subdomain=nothing')).toEqual([]);
    expect((await list('domain=home.arpa')).data.domain).toBe('home.arpa');
    expect((await list('')).data.domain).toBeNull();
    expect(outcome(await list('domain=example.org'))).toEqual([404, 'DNS_ZONE_UNKNOWN']);
    expect(outcome(await list('type=MX'))).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('has pages, asked for in any of three ways', async () => {
    const { api } = home();
    for (let last = 1; last <= 5; last++) await addRecord(api, 'paged', 'A', `192.168.2.${String(last)}`);
    const all = (await list('subdomain=paged')).data.records;
    expect(all).toHaveLength(5);
    for (const query of ['limit=2&offset=2', 'page=2&size=2', 'page=2&per_page=2']) {
      const { data, pagination } = await list(`subdomain=paged&${query}`);
      expect(data.records, query).toEqual(all.slice(2, 4));
      expect(data.count).toBe(2);
      expect(pagination).toEqual({ limit: 2, offset: 2, page: 2, size: 2, total: 5, pages: 3 });
    }
    expect((await list('subdomain=paged&page=9&size=2')).data.records).toEqual([]);
    expect(outcome(await list('limit=0'))).toEqual([400, 'VALIDATION_ERROR']);
    expect(outcome(await list('page=1e300'))).toEqual([400, 'VALIDATION_ERROR']);
  });
});
