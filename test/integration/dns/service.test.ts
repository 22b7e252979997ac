import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordStep } from '../../../electron/dns/index.ts';
import type { DnsTables } from '../../../electron/dns/store.ts';
import { openDns, type DnsFixture } from './fixture.ts';

const nas = { name: 'nas.home.arpa', type: 'A', value: '192.168.1.20', ttl: 60 } as const;

let dns: DnsFixture;
beforeEach(async () => {
  dns = await openDns();
});
afterEach(() => {
  dns.close();
});

/** What the file holds, in the order of lists. */
const inFile = () =>
  dns.database
    .query<DnsTables>()
    .selectFrom('dns_records')
    .selectAll()
    .orderBy('name')
    .orderBy('type')
    .execute();

describe('records', () => {
  it('are made, changed and removed, and each change raises the serial by one', async () => {
    const { service } = dns;
    const start = service.serial('home.arpa');
    const made = await service.create({ ...nas, name: 'NAS.Home.Arpa.' });
    expect(made).toMatchObject({ ...nas, zone: 'home.arpa' });
    expect(service.serial('home.arpa')).toBe(start + 1);

    const changed = await service.update(made.record_id, { value: '192.168.1.21' });
    expect(service.get(made.record_id)).toEqual(changed);
    expect(service.serial('home.arpa')).toBe(start + 2);

    expect(await service.remove(made.record_id)).toEqual(changed);
    expect(service.list()).toEqual([]);
    expect(service.serial('home.arpa')).toBe(start + 3);
  });

  it('changed without a difference leave serial and file alone', async () => {
    const { service } = dns;
    const made = await service.create(nas);
    const serial = service.serial('home.arpa');
    expect(await service.update(made.record_id, { ...nas, name: 'NAS.home.arpa' })).toEqual(made);
    expect(service.serial('home.arpa')).toBe(serial);
    expect(await inFile()).toEqual([made]);
  });

  it('are listed by zone, name and type in a fixed order', async () => {
    const { service } = dns;
    await service.applyAll([
      { kind: 'create', input: { ...nas, name: 'b.home.arpa' } },
      { kind: 'create', input: nas },
      { kind: 'create', input: { ...nas, name: 'b.home.arpa', type: 'AAAA', value: '2001:db8::1' } },
    ]);
    const keys = (filter?: Parameters<typeof service.list>[0]) =>
      service.list(filter).map((record) => `${record.name} ${record.type}`);
    expect(keys()).toEqual(['b.home.arpa A', 'b.home.arpa AAAA', 'nas.home.arpa A']);
    expect(keys({ name: 'B.home.arpa.' })).toEqual(['b.home.arpa A', 'b.home.arpa AAAA']);
    expect(keys({ type: 'A', zone: 'home.arpa' })).toEqual(['b.home.arpa A', 'nas.home.arpa A']);
    expect(keys({ zone: 'example.org' })).toEqual([]);
  });

  it('of 1,000 names change in one step of the serial', async () => {
    const { service } = dns;
    const start = service.serial('home.arpa');
    const names = Array.from({ length: 1000 }, (_, i) => `host${String(i)}.home.arpa`);
    const made = await service.applyAll(
      names.map((name): RecordStep => ({ kind: 'create', input: { ...nas, name } })),
    );
    expect(made.map((record) => record.name)).toEqual(names);
    await service.applyAll(
      made.map(({ record_id }): RecordStep => ({ kind: 'update', record_id, change: { value: '10.0.0.9' } })),
    );
    expect(service.serial('home.arpa')).toBe(start + 2);
    expect(new Set((await inFile()).map((record) => record.value))).toEqual(new Set(['10.0.0.9']));
    expect(service.list()).toEqual((await inFile()).sort((a, b) => (a.name < b.name ? -1 : 1)));
  });
});

describe('a batch', () => {
  it('with one bad step changes nothing at all', async () => {
    const { service } = dns;
    const serial = service.serial('home.arpa');
    const steps: RecordStep[] = [
      { kind: 'create', input: nas },
      { kind: 'create', input: nas },
    ];
    await expect(service.applyAll(steps)).rejects.toMatchObject({ code: 'DNS_RECORD_EXISTS' });
    expect(service.list()).toEqual([]);
    expect(await inFile()).toEqual([]);
    expect(service.serial('home.arpa')).toBe(serial);
  });

  it("joins the caller's transaction: seen there at once, in memory after the commit", async () => {
    const { service, database } = dns;
    await database.transact(async () => {
      const made = await service.create(nas);
      await expect(service.create(nas)).rejects.toMatchObject({ code: 'DNS_RECORD_EXISTS' });
      await service.update(made.record_id, { ttl: 300 });
      expect(service.list()).toEqual([]);
    });
    expect(service.list()).toMatchObject([{ ttl: 300 }]);
    expect(await inFile()).toEqual(service.list());
  });

  it("is forgotten when the caller's transaction is rolled back", async () => {
    const { service, database } = dns;
    const kept = await service.create(nas);
    const serial = service.serial('home.arpa');
    const failing = database.transact(async () => {
      await service.remove(kept.record_id);
      await service.create({ ...nas, name: 'other.home.arpa' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(service.list()).toEqual([kept]);
    expect(service.serial('home.arpa')).toBe(serial);
    expect(await inFile()).toEqual([kept]);
  });

  it('that the disk refuses leaves what is served as it was, and works once there is room', async () => {
    const { service, database } = dns;
    const kept = await service.create(nas);
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(database.query());
    await sql`pragma max_page_count = ${sql.raw(String(pages.rows[0]?.page_count))}`.execute(
      database.query(),
    );
    const steps = Array.from({ length: 50 }, (_, i): RecordStep => ({
      kind: 'create',
      input: { name: `t${String(i)}.home.arpa`, type: 'TXT', value: 'x'.repeat(4000), ttl: 60 },
    }));
    await expect(service.applyAll(steps)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect(service.list()).toEqual([kept]);
    expect(await inFile()).toEqual([kept]);

    await sql`pragma max_page_count = 1000000`.execute(database.query());
    await service.applyAll(steps);
    expect(service.list()).toHaveLength(51);
  });

  it('beside others in flight ends in the same memory and file', async () => {
    const { service } = dns;
    const start = service.serial('home.arpa');
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => service.create({ ...nas, name: `h${String(i)}.home.arpa` })),
    );
    await Promise.all(made.filter((_, i) => i % 2 === 0).map((record) => service.remove(record.record_id)));
    expect(service.list()).toHaveLength(10);
    expect((await inFile()).map((record) => record.record_id).sort()).toEqual(
      service
        .list()
        .map((record) => record.record_id)
        .sort(),
    );
    expect(service.serial('home.arpa')).toBe(start + 30);
  });
});

describe('zones', () => {
  it('are the same after a restart, serial and records', async () => {
    const made = await dns.service.create(nas);
    const serial = dns.service.serial('home.arpa');
    dns = await dns.reopen();
    expect(dns.service.list()).toEqual([made]);
    expect(dns.service.serial('home.arpa')).toBe(serial);
  });

  it('rest in the file while they are not asked for', async () => {
    const made = await dns.service.create(nas);
    dns = await dns.reopen(['lab.internal']);
    const { service } = dns;
    expect(service.zones()).toEqual(['lab.internal']);
    expect(service.list()).toEqual([]);
    await expect(service.remove(made.record_id)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    await expect(service.create(nas)).rejects.toMatchObject({ code: 'DNS_ZONE_UNKNOWN' });
    expect(() => service.serial('home.arpa')).toThrow(expect.objectContaining({ code: 'DNS_ZONE_UNKNOWN' }));
    dns = await dns.reopen(['home.arpa']);
    expect(dns.service.list()).toEqual([made]);
  });

  it('below one another share the records by the longest match', async () => {
    await dns.service.create({ ...nas, name: 'x.lab.home.arpa' });
    dns = await dns.reopen(['home.arpa', 'lab.home.arpa']);
    expect(dns.service.zoneOf('X.lab.home.arpa')).toBe('lab.home.arpa');
    expect(dns.service.list({ zone: 'lab.home.arpa' })).toHaveLength(1);
    dns = await dns.reopen(['home.arpa']);
    expect(dns.service.list({ zone: 'home.arpa' })).toHaveLength(1);
    expect(await inFile()).toEqual(dns.service.list());
  });

  it('must have a name', async () => {
    await expect(dns.service.load(['not a zone'])).rejects.toMatchObject({ code: 'DDNS_NAME_INVALID' });
    expect(dns.service.zones()).toEqual(['home.arpa']);
  });
});
