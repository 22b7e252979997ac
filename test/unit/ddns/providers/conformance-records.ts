/** The suite's part for providers that know records. */
import { expect, it } from 'vitest';
import {
  ProviderFailure,
  type ProviderRecord,
  type RecordAccess,
} from '../../../../electron/ddns/providers/provider.ts';
import { failureOf } from '../../../support/names-access.ts';
import { A, B, FOREIGN, unclear, type Start, type Started, type Subject } from './conformance-subject.ts';

interface Opened extends Started {
  readonly access: RecordAccess;
  list(filter?: { name: string; type: string }): Promise<readonly ProviderRecord[]>;
  create(value?: string, type?: string, of?: string): Promise<ProviderRecord>;
  /** What the stand-in holds, a line each. */
  values(): string[];
}

/** Declares its tests. */
export function describeRecords({ provider }: Subject, start: Start): void {
  async function opened(): Promise<Opened> {
    const { access, ...rest } = await start();
    if (access.kind !== 'records') throw new Error('No provider of records');
    const { fake, name } = rest;
    return {
      access,
      ...rest,
      list: (filter = { name, type: 'A' }) => access.list(fake.zone, filter),
      create: (value = A, type = 'A', of = name) =>
        access.create(fake.zone, { name: of, type, value, ttl: null }),
      values: () => fake.records().map((record) => `${record.name} ${record.type} ${record.value}`),
    };
  }

  it('knows its zones', async () => {
    const { fake, access } = await opened();
    expect(await access.zones()).toEqual([fake.zone]);
  });

  it('makes a record after an empty list, and finds it again', async () => {
    const { access, fake, list, create, name, values } = await opened();
    expect(await list()).toEqual([]);
    const made = await create();
    expect(made).toMatchObject({ name, type: 'A', value: A });
    expect(values()).toEqual([`${name} A ${A}`]);
    const six = await access.create(fake.zone, { name, type: 'AAAA', value: '2001:db8::7', ttl: null });
    expect((await list()).map(({ record_id: id }) => id)).toEqual([made.record_id]);
    expect(await list({ name, type: 'AAAA' })).toMatchObject([
      { record_id: six.record_id, value: '2001:db8::7' },
    ]);
  });

  it('changes a record in its place, and loses nothing of it', async () => {
    const { access, fake, list, name, values } = await opened();
    fake.stand({ name, type: 'A', value: A, ttl: 7200, kept: {} });
    const [before] = fake.records();
    const [record] = await list();
    const after = await access.update(fake.zone, record!, { value: B });
    expect(after).toMatchObject({ name, type: 'A', value: B });
    expect(fake.records()).toEqual([{ ...before, value: B }]);
    expect(values()).toHaveLength(1);
    expect((await list())[0]).toMatchObject({ record_id: after.record_id, value: B });
  });

  it('changes a TTL, and nothing else', async () => {
    const { access, fake, list, name } = await opened();
    fake.stand({ name, type: 'A', value: A, ttl: 7200, kept: {} });
    const [before] = fake.records();
    const [record] = await list();
    await access.update(fake.zone, record!, { ttl: 3600 });
    expect(fake.records()).toEqual([{ ...before, ttl: 3600 }]);
  });

  it('leaves what else stands under the name alone', async () => {
    const { access, fake, list, create, name } = await opened();
    fake.stand({ name, type: 'A', value: FOREIGN, ttl: 3600, kept: {} });
    const before = fake.records();
    const made = await create();
    const changed = await access.update(fake.zone, made, { value: B });
    expect((await list()).map(({ value }) => value).sort()).toEqual([B, FOREIGN].sort());
    await access.remove(fake.zone, changed);
    expect(fake.records()).toEqual(before);
  });

  it('finds exact names only, whatever the service finds', async () => {
    const { fake, list, create, name } = await opened();
    const neighbours = [
      `nas2.${fake.zone}`,
      `xnas.${fake.zone}`,
      `www.nas.${fake.zone}`,
      `*.${fake.zone}`,
      fake.zone,
    ];
    for (const neighbour of neighbours)
      fake.stand({ name: neighbour, type: 'A', value: FOREIGN, ttl: 3600, kept: {} });
    expect(await list()).toEqual([]);
    await create();
    expect((await list()).map((record) => record.name)).toEqual([name]);
    expect(fake.records().filter(({ value }) => value === FOREIGN)).toHaveLength(neighbours.length);
  });

  it('keeps the zone’s own name', async () => {
    const { fake, list, create } = await opened();
    const made = await create(A, 'A', fake.zone);
    expect(made.name).toBe(fake.zone);
    expect(await list({ name: fake.zone, type: 'A' })).toMatchObject([
      { record_id: made.record_id, value: A },
    ]);
  });

  it('keeps names of other scripts and wildcards as they are', async () => {
    const { fake, access, list, create } = await opened();
    for (const of of [`xn--bcher-kva.${fake.zone}`, `*.${fake.zone}`]) {
      const made = await create(A, 'A', of);
      expect(made.name).toBe(of);
      expect(await list({ name: of, type: 'A' })).toMatchObject([{ record_id: made.record_id, name: of }]);
      const changed = await access.update(fake.zone, made, { value: B });
      expect(fake.records()).toMatchObject([{ name: of, value: B }]);
      await access.remove(fake.zone, changed);
    }
    expect(fake.records()).toEqual([]);
  });

  it('changes nothing by writing what stands there already', async () => {
    const { access, fake, list, name } = await opened();
    fake.stand({ name, type: 'A', value: A, ttl: 7200, kept: {} });
    const before = fake.records();
    const [record] = await list();
    const outcome = await access.update(fake.zone, record!, { value: A }).catch((error: unknown) => error);
    // Some say that they did, some that it is there already.
    if (outcome instanceof ProviderFailure) expect(outcome.failure).toBe('conflict');
    else expect(outcome).toMatchObject({ record_id: record!.record_id, value: A });
    expect(fake.records()).toEqual(before);
    if (provider.capabilities.no_op_is_abuse)
      expect(fake.calls().filter(({ verb }) => verb === 'update')).toEqual([]);
  });

  it('reads every page', async () => {
    const { fake, access, list, name } = await opened();
    for (let at = 1; at <= 25; at++) {
      fake.stand({ name, type: 'A', value: `203.0.113.${String(at)}`, ttl: 3600, kept: {} });
    }
    expect(await list()).toHaveLength(25);
    if (provider.capabilities.list !== 'zone') return;
    fake.stand({ name: `www.${fake.zone}`, type: 'AAAA', value: '2001:db8::1', ttl: 3600, kept: {} });
    const all = await access.list(fake.zone, {});
    // A zone has its name servers, too, and some services list them.
    expect(all.filter(({ type }) => type === 'A' || type === 'AAAA')).toHaveLength(26);
  });

  it('says that a record is there already', async () => {
    const { create, values } = await opened();
    await create();
    expect(await failureOf(create())).toMatchObject({ failure: 'conflict' });
    expect(values()).toHaveLength(1);
  });

  it('says that a record is gone', async () => {
    const { access, fake, create } = await opened();
    const made = await create();
    await access.remove(fake.zone, made);
    for (const work of [access.update(fake.zone, made, { value: B }), access.remove(fake.zone, made)]) {
      expect(await failureOf(work)).toMatchObject({ failure: 'gone' });
    }
    expect(fake.records()).toEqual([]);
  });

  it('is told when somebody else was faster', async () => {
    const { access, fake, list, create } = await opened();
    if (fake.without.duplicate === undefined) {
      fake.trap('duplicate', 'create');
      expect(await failureOf(create())).toMatchObject({ failure: 'conflict' });
    }
    const made = await create();
    if (fake.without.gone !== undefined) return;
    fake.trap('gone', 'update');
    expect(await failureOf(access.update(fake.zone, made, { value: B }))).toMatchObject({ failure: 'gone' });
    fake.trap('gone', 'remove');
    expect(await failureOf(access.remove(fake.zone, made))).toMatchObject({ failure: 'gone' });
    expect(await list()).toHaveLength(1);
  });

  it.each(unclear)('never takes a failed list for an empty one: %s', async (trap) => {
    const { fake, list, create } = await opened();
    if (fake.without[trap] !== undefined) return;
    await create();
    fake.trap(trap, 'list');
    const outcome: unknown = await list().catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(ProviderFailure);
    expect(outcome).toMatchObject({ failure: 'transient' });
    expect(await list()).toHaveLength(1);
  });

  it.each(unclear)('does not know what became of a write after: %s', async (trap) => {
    const { access, fake, create, list } = await opened();
    if (fake.without[trap] !== undefined) return;
    await access.zones();
    const made = await create();
    for (const [verb, work] of [
      ['create', () => create(A, 'A', `nas3.${fake.zone}`)],
      ['update', () => access.update(fake.zone, made, { value: FOREIGN })],
      ['remove', async () => access.remove(fake.zone, (await list())[0]!)],
    ] as const) {
      fake.trap(trap, verb);
      expect(await failureOf(work())).toMatchObject({ failure: 'transient' });
    }
  });

  it.each(['zones', 'list', 'create', 'update', 'remove'] as const)(
    'stops at a key that is refused, and waits as it is told: %s',
    async (verb) => {
      const { access, fake, list, create, name } = await opened();
      fake.stand({ name, type: 'A', value: A, ttl: 7200, kept: {} });
      const before = fake.records();
      const [standing] = verb === 'zones' ? [] : await list();
      const work = {
        zones: () => access.zones(),
        list: () => list(),
        create: () => create(A, 'A', `nas3.${fake.zone}`),
        update: () => access.update(fake.zone, standing!, { value: B }),
        remove: () => access.remove(fake.zone, standing!),
      }[verb];
      if (fake.without.auth === undefined) {
        fake.trap('auth', verb);
        expect(await failureOf(work())).toMatchObject({ failure: 'auth' });
      }
      if (fake.without.throttle === undefined) {
        fake.trap('throttle', verb);
        const failure = await failureOf(work());
        expect(failure.failure).toBe('throttled');
        expect(failure.retryAfter ?? null).toBe(fake.throttleMs);
      }
      expect(fake.records()).toEqual(before);
    },
  );
}
