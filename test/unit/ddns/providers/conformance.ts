/** What every provider must do, whatever its service does: run against a stand-in that checks what it receives. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type {
  NameAccess,
  Provider,
  ProviderPorts,
  ProviderRecord,
  RecordAccess,
} from '../../../../electron/ddns/providers/provider.ts';
import { ProviderFailure } from '../../../../electron/ddns/providers/provider.ts';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createEgress } from '../../../../electron/kernel/egress.ts';
import type { Http } from '../../../../electron/kernel/http.ts';
import { loopbackHttp } from '../../../fakes/loopback-http.ts';
import type { ArrivedCall, FakeProvider, StandingRecord, Trap } from '../../../fakes/provider.ts';
import { failureOf } from '../../../support/names-access.ts';

/** A provider with its stand-in. */
export interface Subject {
  readonly provider: Provider;
  readonly startFake: () => Promise<FakeProvider>;
  /** What a wrong key is told as, where the service does not say that it is the key. */
  readonly wrongKey?: 'auth' | 'config';
}

const A = '203.0.113.7';
const B = '203.0.113.8';
const FOREIGN = '203.0.113.99';

function portsWith(http: Http): ProviderPorts {
  return {
    http,
    egress: createEgress(() => []),
    resolve: (host) => Promise.resolve([host]),
    clock: systemClock,
    nonce: () => randomBytes(16).toString('hex'),
  };
}

/** Traps that leave no doubt what the answer means. */
const unclear: readonly Trap[] = ['outage', 'slow', 'half', 'portal', 'cut', 'error_in_200'];

/** Runs the suite. */
export function describeConformance({ provider, startFake, wrongKey = 'auth' }: Subject): void {
  async function start(http: Http = loopbackHttp()) {
    const fake = await startFake();
    onTestFinished(fake.close);
    const open = (credentials: unknown, over: Http = http): RecordAccess | NameAccess =>
      provider.open({ credentials, endpoint: fake.endpoint, zones: [fake.zone] }, portsWith(over));
    return { fake, open, name: `nas.${fake.zone}`, access: open(fake.credentials) };
  }

  /** Everything that a failure could carry outside. */
  const toldBy = (failure: Partial<ProviderFailure>): string =>
    `${failure.message ?? ''} ${failure.stack ?? ''} ${JSON.stringify(failure)} ${JSON.stringify(failure.cause) ?? ''}`;

  const secretsOf = (fake: FakeProvider): string[] =>
    Object.entries(fake.credentials).flatMap(([key, value]) => {
      const schema = provider.credentials.properties[key] as { writeOnly?: boolean } | undefined;
      return schema?.writeOnly === true && typeof value === 'string' ? [value] : [];
    });

  describe(provider.title, () => {
    it('says of each credential what it is, and which are secret', () => {
      const properties = Object.values(provider.credentials.properties) as Record<string, unknown>[];
      expect(properties.length).toBeGreaterThan(0);
      for (const property of properties) {
        expect(property).toMatchObject({
          title: expect.any(String) as string,
          description: expect.any(String) as string,
        });
      }
      expect(properties.some(({ writeOnly }) => writeOnly === true)).toBe(true);
      expect(URL.canParse(provider.key_url) && URL.canParse(provider.endpoint)).toBe(true);
    });

    it('signs every call with the right secret', async () => {
      const { fake, access, name } = await start();
      if (access.kind === 'names') await access.put(name, { A });
      else {
        await access.zones();
        const made = await access.create(fake.zone, { name, type: 'A', value: A, ttl: null });
        const changed = await access.update(fake.zone, made, { value: B });
        await access.list(fake.zone, { name, type: 'A' });
        await access.remove(fake.zone, changed);
      }
      expect(fake.calls().length).toBeGreaterThan(0);
      expect(fake.calls().filter(({ authentic }) => !authentic)).toEqual([]);
    });

    it('is told a wrong key, and says nothing of the right one', async () => {
      const { fake, open, name } = await start();
      const access = open(fake.wrongCredentials);
      const failure = await failureOf(
        access.kind === 'names' ? access.put(name, { A }) : access.list(fake.zone, { name, type: 'A' }),
      );
      expect(failure).toMatchObject({ name: 'ProviderFailure', failure: wrongKey });
      expect(fake.records()).toEqual([]);
    });

    it('says in no failure what is secret', async () => {
      const { fake, access, name } = await start();
      const secrets = secretsOf(fake);
      expect(secrets.length).toBeGreaterThan(0);
      const verb: ArrivedCall['verb'] = access.kind === 'names' ? 'put' : 'list';
      for (const trap of [...unclear, 'auth', 'throttle'] as const) {
        if (fake.without[trap] !== undefined) continue;
        fake.trap(trap, verb);
        const failure = await failureOf(
          access.kind === 'names' ? access.put(name, { A }) : access.list(fake.zone, { name, type: 'A' }),
        );
        for (const secret of secrets) expect(toldBy(failure)).not.toContain(secret);
      }
    });

    it('takes no rubbish for an answer', { timeout: 30_000 }, async () => {
      const body = fc.oneof(
        fc.string({ maxLength: 200 }),
        fc.json(),
        fc.constantFrom(
          '',
          '[]',
          '{}',
          'null',
          '{"success":true}',
          '{"Response":{}}',
          '<html>',
          '{"result":[]}',
        ),
      );
      const status = fc.constantFrom(200, 200, 201, 204, 302, 400, 403, 404, 418, 500, 503);
      const { fake } = await start();
      await fc.assert(
        fc.asyncProperty(body, status, async (text, code) => {
          const http: Http = () => Promise.resolve({ status: code, headers: {}, body: text });
          const ports = portsWith(http);
          const access = provider.open(
            { credentials: fake.credentials, endpoint: fake.endpoint, zones: [fake.zone] },
            ports,
          );
          const asked =
            access.kind === 'names'
              ? access.put(`nas.${fake.zone}`, { A })
              : access.list(fake.zone, { name: `nas.${fake.zone}`, type: 'A' });
          const outcome: unknown = await asked.catch((error: unknown) => error);
          // "good" and "OK" are whole answers of those that speak in words.
          if (access.kind === 'names' && /^(good|nochg|OK)\b/.test(text.trim())) return;
          expect(outcome).toBeInstanceOf(ProviderFailure);
        }),
        { numRuns: 150 },
      );
    });

    if (provider.capabilities.list === 'none') describeNames(start);
    else describeRecords(start);
  });

  type Start = typeof start;

  function describeNames(begin: Start): void {
    const opened = async () => {
      const { access, ...rest } = await begin();
      if (access.kind !== 'names') throw new Error('No provider of names');
      return { access, ...rest };
    };

    it.each(unclear)('does not know what became of a name after: %s', async (trap) => {
      const { fake, access, name } = await opened();
      if (fake.without[trap] !== undefined) return;
      fake.trap(trap, 'put');
      const { failure } = await failureOf(access.put(name, { A }));
      // Where the service's only word for trouble is its word for a mistake, it is read as one.
      expect(['transient', ...(trap === 'error_in_200' ? [wrongKey] : [])]).toContain(failure);
    });

    it('leaves other names alone', async () => {
      const { fake, access, name } = await opened();
      const other: StandingRecord = {
        name: `www.${fake.zone}`,
        type: 'A',
        value: FOREIGN,
        ttl: 60,
        kept: {},
      };
      fake.stand(other);
      await access.put(name, { A });
      expect(fake.records()).toContainEqual(expect.objectContaining({ name: other.name, value: FOREIGN }));
    });

    it('waits as it is told', async () => {
      const { fake, access, name } = await opened();
      if (fake.without.throttle !== undefined) return;
      fake.trap('throttle', 'put');
      const failure = await failureOf(access.put(name, { A }));
      expect(failure).toMatchObject({ failure: 'throttled', retryAfter: fake.throttleMs ?? undefined });
    });
  }

  function describeRecords(begin: Start): void {
    const opened = async () => {
      const { access, ...rest } = await begin();
      if (access.kind !== 'records') throw new Error('No provider of records');
      const { fake, name } = rest;
      const list = (filter = { name, type: 'A' }): Promise<readonly ProviderRecord[]> =>
        access.list(fake.zone, filter);
      const create = (value = A, type = 'A', of = name): Promise<ProviderRecord> =>
        access.create(fake.zone, { name: of, type, value, ttl: null });
      const values = (): string[] =>
        fake.records().map((record) => `${record.name} ${record.type} ${record.value}`);
      return { access, list, create, values, ...rest };
    };

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

    it('reads every page', async () => {
      const { fake, access, list, name } = await opened();
      for (let at = 1; at <= 25; at++) {
        fake.stand({ name, type: 'A', value: `203.0.113.${String(at)}`, ttl: 3600, kept: {} });
      }
      expect(await list()).toHaveLength(25);
      if (provider.capabilities.list !== 'zone') return;
      fake.stand({ name: `www.${fake.zone}`, type: 'AAAA', value: '2001:db8::1', ttl: 3600, kept: {} });
      expect(await access.list(fake.zone, {})).toHaveLength(26);
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
        ['create', () => create(B)],
        ['update', () => access.update(fake.zone, made, { value: FOREIGN })],
        ['remove', async () => access.remove(fake.zone, (await list())[0]!)],
      ] as const) {
        fake.trap(trap, verb);
        expect(await failureOf(work())).toMatchObject({ failure: 'transient' });
      }
    });

    it.each(['zones', 'list', 'create'] as const)(
      'stops at a key that is refused, and waits as it is told: %s',
      async (verb) => {
        const { access, fake, list, create } = await opened();
        const work = { zones: () => access.zones(), list: () => list(), create: () => create() }[verb];
        if (verb !== 'zones') await access.zones();
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
        expect(fake.records()).toEqual([]);
      },
    );
  }
}
