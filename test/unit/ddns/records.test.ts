import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Records } from '../../../electron/ddns/records.ts';
import { createWorld, openHome, type Home } from './home.ts';

let world: ReturnType<typeof createWorld>;
let home: Home;
let records: Records;

beforeEach(async () => {
  world = createWorld();
  home = await openHome(world);
  records = home.ddns.service.records;
});
afterEach(() => {
  home.close();
  world.remove();
});

const update = async () => (await home.ddns.service.update(false)).job.done;
const a = (value: string) => ({ type: 'A', value, ttl: 300 }) as const;
const code = (expected: string): object => expect.objectContaining({ code: expected }) as object;

describe('a record made by hand', () => {
  it('stands in the zone with its full name, and is nobody’s', async () => {
    const made = await records.create({ domain: 'HOME.arpa.' }, 'Printer', a('192.168.1.30'));
    expect(made).toMatchObject({
      name: 'printer.home.arpa',
      zone: 'home.arpa',
      value: '192.168.1.30',
      host_id: null,
    });
    expect(home.standing('printer.home.arpa')).toEqual(['A 192.168.1.30']);
  });

  it('may stand at the zone itself', async () => {
    expect(
      await records.create({ domain: 'home.arpa' }, '@', { type: 'TXT', value: 'hello', ttl: 60 }),
    ).toMatchObject({
      name: 'home.arpa',
    });
  });

  it('is refused in a zone that is not here', async () => {
    await expect(records.create({ domain: 'example.com' }, 'www', a('1.1.1.1'))).rejects.toThrow(
      code('DNS_ZONE_UNKNOWN'),
    );
  });

  it('can be changed and moved within its zone', async () => {
    const { record_id } = await records.create({ domain: 'home.arpa' }, 'printer', a('192.168.1.30'));
    await records.update(record_id, { value: '192.168.1.31', rr: 'scanner' });
    expect(home.standing('printer.home.arpa')).toEqual([]);
    expect(home.standing('scanner.home.arpa')).toEqual(['A 192.168.1.31']);
  });

  it('can be removed, once', async () => {
    const { record_id } = await records.create({ domain: 'home.arpa' }, 'printer', a('192.168.1.30'));
    await records.remove(record_id);
    expect(home.standing('printer.home.arpa')).toEqual([]);
    await expect(records.remove(record_id)).rejects.toThrow(code('RESOURCE_NOT_FOUND'));
    await expect(records.update(record_id, { ttl: 60 })).rejects.toThrow(code('RESOURCE_NOT_FOUND'));
  });
});

describe('what a host keeps', () => {
  it('is not changed or removed by hand', async () => {
    await update();
    const [kept] = (await records.list({ subdomain: 'nas' })).rows;
    expect(kept?.host_id).toBe(home.ddns.service.hosts.list()[0]?.host_id);
    const id = kept?.record_id ?? '';
    await expect(records.update(id, { value: '10.0.0.1' })).rejects.toThrow(code('DDNS_RECORD_MANAGED'));
    await expect(records.remove(id)).rejects.toThrow(code('DDNS_RECORD_MANAGED'));
  });

  it.each([
    ['A', '10.0.0.1'],
    ['AAAA', 'fd00::1'],
    ['CNAME', 'other.home.arpa'],
  ] as const)('has its name for itself: no %s by hand, also while it has no address', async (type, value) => {
    await expect(records.create({ domain: 'home.arpa' }, 'nas', { type, value, ttl: 60 })).rejects.toThrow(
      code('DDNS_RECORD_MANAGED'),
    );
    const { record_id } = await records.create({ domain: 'home.arpa' }, 'other', a('10.0.0.2'));
    await expect(records.update(record_id, { rr: 'nas' })).rejects.toThrow(code('DDNS_RECORD_MANAGED'));
  });

  it('does not mind a TXT beside it, nor a family that it does not keep', async () => {
    const { host_id } = home.ddns.service.hosts.list()[0]!;
    await home.ddns.service.hosts.update(host_id, { families: ['A'] });
    await records.create({ domain: 'home.arpa' }, 'nas', { type: 'TXT', value: 'hello', ttl: 60 });
    await records.create({ domain: 'home.arpa' }, 'nas', { type: 'AAAA', value: 'fd00::1', ttl: 60 });
    expect(home.standing('nas.home.arpa')).toEqual(['AAAA fd00::1', 'TXT hello']);
  });

  it('is free again once the host is switched off and has no record', async () => {
    const { host_id } = home.ddns.service.hosts.list()[0]!;
    await home.ddns.service.hosts.update(host_id, { enabled: false });
    await records.create({ domain: 'home.arpa' }, 'nas', a('10.0.0.1'));
    expect(home.standing('nas.home.arpa')).toEqual(['A 10.0.0.1']);
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await records.create({ domain: 'home.arpa' }, 'b', a('10.0.0.2'));
    await records.create({ domain: 'home.arpa' }, 'a', a('10.0.0.1'));
    await records.create({ domain: 'home.arpa' }, 'a', { type: 'TXT', value: 'hello', ttl: 60 });
    await records.create({ domain: 'home.arpa' }, '@', { type: 'TXT', value: 'zone', ttl: 60 });
  });

  it.each([
    [{}, ['a.home.arpa A', 'a.home.arpa TXT', 'b.home.arpa A', 'home.arpa TXT']],
    [{ domain: 'Home.Arpa' }, ['a.home.arpa A', 'a.home.arpa TXT', 'b.home.arpa A', 'home.arpa TXT']],
    [{ type: 'TXT' }, ['a.home.arpa TXT', 'home.arpa TXT']],
    [{ subdomain: 'A' }, ['a.home.arpa A', 'a.home.arpa TXT']],
    [{ subdomain: '@' }, ['home.arpa TXT']],
    [{ subdomain: 'a', type: 'A' }, ['a.home.arpa A']],
    [{ subdomain: 'none' }, []],
  ] as const)('for %j', async (filter, expected) => {
    const { rows } = await records.list(filter);
    expect(rows.map(({ name, type }) => `${name} ${type}`)).toEqual(expected);
  });

  it('of a zone that is not here is refused', async () => {
    await expect(records.list({ domain: 'example.com' })).rejects.toThrow(code('DNS_ZONE_UNKNOWN'));
  });
});
