/** Which addresses the sources came to: over a real table, with a machine whose addresses the test sets. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createAddressLogStore,
  KEPT,
  type ChangeRow,
} from '../../../../electron/ddns/sources/address-store.ts';
import { createWorld, openHome, seen, type Home } from '../home.ts';

const HOUR = 3_600_000;

describe('the history of addresses', () => {
  let world = createWorld();
  let home: Home;
  beforeEach(async () => {
    world = createWorld(['home.arpa', 'example.net']);
    home = await openHome(world);
  });
  afterEach(() => {
    home.close();
    world.remove();
  });

  const check = async () => home.ddns.service.update(false, () => undefined).then(({ job }) => job.done);
  const told = async (query: object = {}) => {
    const { rows, total } = await home.ddns.sources.history({ limit: 100, offset: 0, ...query });
    return {
      total,
      rows: rows.map(({ address, previous, reach, until, watched }) => [
        address,
        previous,
        reach,
        until,
        watched,
      ]),
    };
  };

  it('tells each change once, with what it was before and how long it lasted', async () => {
    const begin = world.clock.now();
    await check();
    await check();
    expect(await told()).toEqual({ total: 1, rows: [['192.168.1.20', null, 'lan', null, true]] });
    world.clock.set(begin + HOUR);
    world.reading = seen('192.168.1.21');
    await check();
    expect(await told()).toEqual({
      total: 2,
      rows: [
        ['192.168.1.21', '192.168.1.20', 'lan', null, true],
        ['192.168.1.20', null, 'lan', begin + HOUR, true],
      ],
    });
  });

  it('takes not knowing an address for no change', async () => {
    await check();
    world.reading = new Error('unreadable');
    await check();
    world.reading = seen('192.168.1.20');
    await check();
    expect((await told()).total).toBe(1);
  });

  it('goes on after a restart where it was', async () => {
    await check();
    home.close();
    home = await openHome(world);
    await check();
    expect((await told()).total).toBe(1);
  });

  it('tells what a public name waits for once it is agreed on, and of which source', async () => {
    const source = await home.ddns.sources.entities.create({
      name: 'Uplink',
      kind: 'static',
      members: ['8.8.4.4'],
    });
    const host = await home.ddns.service.hosts.create({
      name: 'www.example.net',
      families: ['A'],
      scope: 'public',
      source: { kind: 'source', source_id: source.source_id },
    });
    await check();
    expect(await told({ reach: 'public' })).toEqual({
      total: 1,
      rows: [['8.8.4.4', null, 'public', null, true]],
    });
    expect((await home.ddns.sources.history({ limit: 1, offset: 0, reach: 'public' })).rows[0]).toMatchObject(
      {
        kind: 'source',
        origin_id: source.source_id,
        name: 'Uplink',
      },
    );
    await home.ddns.service.hosts.remove(host.host_id, 'keep');
    expect((await told({ reach: 'public' })).rows).toEqual([['8.8.4.4', null, 'public', null, false]]);
    expect((await told({ family: 'AAAA' })).total).toBe(0);
  });

  it('keeps a bounded number of each source, the newest', async () => {
    const store = createAddressLogStore(home.database);
    const row = (count: number): ChangeRow => ({
      id: `0198f3a0-0000-7000-8000-${String(count).padStart(12, '0')}`,
      timestamp: count,
      track: 'inbound h1 A',
      kind: 'inbound',
      origin_id: 'h1',
      name: 'cam.example.net',
      family: 'A',
      address: `8.8.${String(count >> 8)}.${String(count & 255)}`,
      previous: null,
      reach: 'public',
    });
    await store.addAddressChanges(Array.from({ length: KEPT + 40 }, (_, count) => row(count)));
    const { rows, total } = await store.addressChanges({ limit: 1, offset: 0 });
    expect(total).toBe(KEPT);
    expect(rows[0]?.timestamp).toBe(KEPT + 39);
    expect([...(await store.lastAddresses()).values()]).toEqual([rows[0]?.address]);
  });
});
