/** Records made by hand at a provider, over the same operations as those in our own zones. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handId, readHandId } from '../../../electron/ddns/record-ids.ts';
import type { Records } from '../../../electron/ddns/records.ts';
import { createPaper, type Paper } from '../../fakes/paper-provider.ts';
import { createWorld, openHome, seen, type Home, type World } from './home.ts';
import { accountAt } from './paper-home.ts';

let world: World & { remove(): void };
let home: Home;
let records: Records;
let paper: Paper;
let names: Paper;
let accountId: string;

const code = (expected: string): object => expect.objectContaining({ code: expected }) as object;
const a = (value: string) => ({ type: 'A', value, ttl: 300 }) as const;

beforeEach(async () => {
  world = createWorld();
  world.reading = seen('1.1.1.1');
  paper = createPaper();
  names = createPaper({ id: 'names', capabilities: { list: 'none' } });
  world.network.providers = [paper.provider, names.provider];
  home = await openHome(world);
  records = home.ddns.service.records;
  accountId = await accountAt(paper, home, 'Mine');
});
afterEach(() => {
  home.close();
  world.remove();
});

describe('the list', () => {
  beforeEach(async () => {
    await records.create({ domain: 'home.arpa' }, 'printer', a('192.168.1.30'));
    paper.stand('example.com', { name: 'www.example.com', value: '9.9.9.9' });
    paper.stand('example.com', { name: 'www.example.com', type: 'TXT', value: 'hello' });
    paper.stand('example.com', { name: 'example.com', type: 'MX', value: '10 mail.example.com' });
  });

  it.each([
    [{}, ['printer.home.arpa A', 'www.example.com A', 'www.example.com TXT', 'example.com MX']],
    [{ domain: 'Example.com.' }, ['www.example.com A', 'www.example.com TXT', 'example.com MX']],
    [{ domain: 'home.arpa' }, ['printer.home.arpa A']],
    [{ domain: 'example.com', subdomain: 'WWW' }, ['www.example.com A', 'www.example.com TXT']],
    [{ domain: 'example.com', subdomain: '@' }, ['example.com MX']],
    [{ type: 'TXT' }, ['www.example.com TXT']],
  ] as const)('for %j', async (filter, expected) => {
    const { rows, unavailable } = await records.list(filter);
    expect(rows.map(({ name, type }) => `${name} ${type}`)).toEqual(expected);
    expect(unavailable).toEqual([]);
  });

  it('of one account', async () => {
    const { rows } = await records.list({ account_id: accountId });
    expect(new Set(rows.map((row) => row.account_id))).toEqual(new Set([accountId]));
  });

  it('says which host keeps a record', async () => {
    const host = await home.ddns.service.hosts.create({
      name: 'nas.example.com',
      account_id: accountId,
      families: ['A'],
      source: { kind: 'interface', interface: null },
    });
    await (
      await home.ddns.service.update(false)
    ).job.done;
    const { rows } = await records.list({ domain: 'example.com', subdomain: 'nas' });
    expect(rows).toMatchObject([{ value: '1.1.1.1', host_id: host.host_id }]);
    // A second key to the same place changes nothing of whose the record is.
    const second = await accountAt(paper, home, 'Another key');
    const seenThere = await records.list({ account_id: second, domain: 'example.com', subdomain: 'nas' });
    expect(seenThere.rows).toMatchObject([{ account_id: second, host_id: host.host_id }]);
    for (const row of [rows[0], seenThere.rows[0]]) {
      const id = row?.record_id ?? '';
      const place = { domain: 'example.com', account_id: row?.account_id };
      const managed = code('DDNS_RECORD_MANAGED');
      await expect(records.update(id, { value: '9.9.9.9' })).rejects.toThrow(managed);
      await expect(records.remove(id)).rejects.toThrow(managed);
      await expect(records.create(place, 'nas', a('9.9.9.9'))).rejects.toThrow(managed);
    }
  });

  it('of everything goes on without an account that refuses, and says so', async () => {
    paper.fortune = () => ({ refuse: 'transient' });
    const { rows, unavailable } = await records.list({});
    expect(rows.map(({ name }) => name)).toEqual(['printer.home.arpa']);
    expect(unavailable).toMatchObject([{ account_id: accountId, reason: { code: 'DDNS_PROVIDER_REFUSED' } }]);
  });

  it('of one zone is the provider’s refusal, in its words', async () => {
    paper.key = 'changed';
    await expect(records.list({ domain: 'example.com' })).rejects.toMatchObject({
      name: 'OperationalError',
      code: 'DDNS_PROVIDER_REFUSED',
      params: { provider: 'Paper', problem: 'paper: BAD_KEY' },
    });
  });

  it('of a zone that nobody has is unknown', async () => {
    await expect(records.list({ domain: 'example.org' })).rejects.toThrow(code('DNS_ZONE_UNKNOWN'));
    await expect(records.list({ account_id: accountId, domain: 'home.arpa' })).rejects.toThrow(
      code('DNS_ZONE_UNKNOWN'),
    );
  });

  it('of an account that cannot list is refused', async () => {
    const other = await accountAt(names, home, 'Names');
    await expect(records.list({ account_id: other })).rejects.toThrow(code('DDNS_CANNOT_LIST'));
    await expect(records.list({ account_id: 'nobody' })).rejects.toThrow(code('RESOURCE_NOT_FOUND'));
  });
});

describe('a record made by hand', () => {
  it('is made, changed, moved and removed at its provider', async () => {
    const made = await records.create({ domain: 'example.com' }, 'Printer', a('9.9.9.9'));
    expect(made).toMatchObject({ name: 'printer.example.com', zone: 'example.com', account_id: accountId });
    const changed = await records.update(made.record_id, { value: '9.9.9.8' });
    expect(paper.at('printer.example.com')).toEqual(['A 9.9.9.8']);
    expect(changed.record_id).toBe(made.record_id);
    const moved = await records.update(made.record_id, { rr: 'scanner', ttl: 600 });
    expect([paper.at('printer.example.com'), paper.at('scanner.example.com')]).toEqual([[], ['A 9.9.9.8']]);
    await records.remove(moved.record_id);
    expect(paper.records.size).toBe(0);
    await expect(records.remove(moved.record_id)).rejects.toThrow(code('RESOURCE_NOT_FOUND'));
  });

  it('changes nothing beside it', async () => {
    paper.stand('example.com', { name: 'printer.example.com', value: '9.9.9.1', ttl: 777 });
    const made = await records.create({ domain: 'example.com' }, 'printer', a('9.9.9.9'));
    await records.update(made.record_id, { value: '9.9.9.8' });
    await records.remove(made.record_id);
    expect([...paper.records.values()]).toMatchObject([{ value: '9.9.9.1', ttl: 777 }]);
  });

  it('is made once', async () => {
    await records.create({ domain: 'example.com' }, 'printer', a('9.9.9.9'));
    await expect(records.create({ domain: 'example.com' }, 'printer', a('9.9.9.9'))).rejects.toThrow(
      code('DNS_RECORD_EXISTS'),
    );
  });

  it('that moves to a name that is refused stays where it was', async () => {
    const made = await records.create({ domain: 'example.com' }, 'printer', a('9.9.9.9'));
    paper.fortune = (call) => (call.startsWith('create') ? { refuse: 'config' } : 'fine');
    await expect(records.update(made.record_id, { rr: 'scanner' })).rejects.toThrow(
      code('DDNS_PROVIDER_REFUSED'),
    );
    expect(paper.at('printer.example.com')).toEqual(['A 9.9.9.9']);
  });
});

describe('the id of a record', () => {
  it('finds the way back, whatever the provider’s own looks like', () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string(), fc.string(), fc.string(), fc.string()), (parts) => {
        const [account_id, zone, name, type, record_id] = parts;
        const place = { account_id, zone, name, type, record_id };
        expect(readHandId(handId(place))).toEqual(place);
      }),
    );
  });

  it('is none where it is anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uuid(), fc.base64String()), (text) => {
        const place = readHandId(text);
        if (place !== null) expect(handId(place)).toBe(text.replace(/=+$/, ''));
      }),
    );
    for (const text of ['', '0198f3a0-0000-7000-8000-000000000003', 'W10', 'bnVsbA']) {
      expect(readHandId(text)).toBeNull();
    }
  });
});
