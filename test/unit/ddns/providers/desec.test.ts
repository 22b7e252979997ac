/** What is deSEC's own: sets of records, least TTLs, pages by cursor. The rest is in conformance.test.ts. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { desec } from '../../../../electron/ddns/providers/desec.ts';
import type { Http } from '../../../../electron/kernel/http.ts';
import { startFakeDesec } from '../../../fakes/desec.ts';
import { failureOf } from '../../../support/names-access.ts';
import { openRecords } from './open-records.ts';

const name = 'nas.example.com';
const zone = 'example.com';

async function start() {
  const fake = await startFakeDesec();
  onTestFinished(fake.close);
  const credentials = { token: String(fake.credentials['token']) };
  const stand = (value: string, ttl = 3600): void => {
    fake.stand({ name, type: 'A', value, ttl, kept: {} });
  };
  const bodies = (): unknown[] =>
    sent.flatMap(({ method, body }) =>
      body === undefined ? [] : [{ method, ...(JSON.parse(body) as object) }],
    );
  const { access, sent } = openRecords(desec, { endpoint: fake.endpoint, credentials });
  return { fake, access, sent, bodies, stand, credentials };
}

const answering =
  (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Http =>
  () =>
    Promise.resolve({ status, headers, body: JSON.stringify(body) });

const ofOne = (http: Http) =>
  openRecords(desec, { endpoint: 'https://desec.io/api/v1', credentials: { token: 'x' } }, http).access;

describe('deSEC', () => {
  it('sends only what changes of a set', async () => {
    const { access, bodies, stand } = await start();
    stand('203.0.113.1');
    stand('203.0.113.2');
    const [first] = await access.list(zone, { name, type: 'A' });
    const changed = await access.update(zone, first!, { value: '203.0.113.3' });
    await access.update(zone, changed, { ttl: 7200 });
    expect(bodies()).toEqual([
      { method: 'PATCH', records: ['203.0.113.2', '203.0.113.3'] },
      { method: 'PATCH', ttl: 7200 },
    ]);
  });

  it('keeps what somebody else put into the set after it was listed', async () => {
    const { fake, access, stand } = await start();
    stand('203.0.113.1');
    const [first] = await access.list(zone, { name, type: 'A' });
    stand('203.0.113.99');
    const changed = await access.update(zone, first!, { value: '203.0.113.2' });
    expect(fake.records().map(({ value }) => value)).toEqual(['203.0.113.99', '203.0.113.2']);
    await access.remove(zone, changed);
    expect(fake.records().map(({ value }) => value)).toEqual(['203.0.113.99']);
  });

  it('says that somebody else made the same change already', async () => {
    const { fake, access, stand } = await start();
    stand('203.0.113.1');
    const [first] = await access.list(zone, { name, type: 'A' });
    stand('203.0.113.2');
    const failure = await failureOf(access.update(zone, first!, { value: '203.0.113.2' }));
    expect(failure).toMatchObject({ failure: 'conflict' });
    expect(fake.records()).toHaveLength(2);
  });

  it('loses none of two writes to one set that are asked for at once', async () => {
    const { fake, access } = await start();
    const values = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
    const made = await Promise.all(
      values.map((value) => access.create(zone, { name, type: 'A', value, ttl: null })),
    );
    expect(fake.records().map(({ value }) => value)).toEqual(values);
    await Promise.all(made.slice(1).map((record) => access.remove(zone, record)));
    expect(fake.records().map(({ value }) => value)).toEqual(['203.0.113.1']);
  });

  it('goes on after a write that failed', async () => {
    const { fake, access } = await start();
    fake.trap('outage', 'create');
    const wish = { name, type: 'A', value: '203.0.113.1', ttl: null };
    await failureOf(access.create(zone, wish));
    expect(await access.create(zone, wish)).toMatchObject({ value: '203.0.113.1' });
  });

  it('takes the domain’s least TTL where none is wished, and sends none that is smaller', async () => {
    const { access, sent } = await start();
    const wish = { name, type: 'A', value: '203.0.113.1', ttl: null };
    expect(await access.create(zone, wish)).toMatchObject({ ttl: 60 });
    sent.length = 0;
    const six = { name, type: 'AAAA', value: '2001:db8::1', ttl: 30 };
    expect(await failureOf(access.create(zone, six))).toMatchObject({ failure: 'config', code: 'ttl' });
    expect(sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it('leaves the TTL of a set that it joins', async () => {
    const { fake, access, stand } = await start();
    stand('203.0.113.1', 7200);
    const made = await access.create(zone, { name, type: 'A', value: '203.0.113.2', ttl: 300 });
    expect(made.ttl).toBe(7200);
    expect(fake.records().map(({ ttl }) => ttl)).toEqual([7200, 7200]);
  });

  it('sends its token to its endpoint alone, whatever a link names', async () => {
    const { access, sent, fake } = await start();
    for (const at of [1, 2, 3, 4, 5])
      fake.stand({ name: `n${String(at)}.${zone}`, type: 'A', value: '203.0.113.1', ttl: 60, kept: {} });
    await access.list(zone, {});
    expect(sent).toHaveLength(3);
    expect(sent.filter(({ url }) => !url.startsWith(fake.endpoint))).toEqual([]);
  });

  it.each([
    ['a link without a cursor', '<https://desec.io/next>; rel="next"'],
    ['a link that is no address', '<http://[>; rel="next"'],
    ['the same page again', '<https://desec.io/?cursor=>; rel="next"'],
  ])('takes a list that breaks off for none: %s', async (_, link) => {
    const access = ofOne(answering([], 200, { link }));
    expect(await failureOf(access.list(zone, {}))).toMatchObject({ failure: 'transient' });
  });

  it.each([
    [400, { ttl: ['Ensure this value is greater than or equal to 3600.'] }, 'config', 'ttl'],
    [
      400,
      { non_field_errors: ['Another RRset with the same subdomain and type exists for this domain.'] },
      'conflict',
      'non_field_errors',
    ],
    [401, { detail: 'Invalid token.' }, 'auth', 'detail'],
    [403, { detail: 'Insufficient token permissions.' }, 'auth', 'detail'],
    [404, { detail: 'Not found.' }, 'config', 'detail'],
    [409, { detail: 'Conflict: …' }, 'conflict', 'detail'],
    [429, { detail: 'Request was throttled.' }, 'throttled', 'detail'],
    [500, { detail: "Internal Server Error. We're on it!" }, 'transient', 'detail'],
    [503, [], 'transient', null],
  ] as const)('reads HTTP %i %j as %s', async (status, body, failure, code) => {
    const access = ofOne(answering(body, status));
    expect(await failureOf(access.list(zone, {}))).toMatchObject({ failure, code });
  });

  it.each([201, 204, 302])(
    'takes an empty list with a status that no list has for none: %i',
    async (status) => {
      const access = ofOne(answering([], status));
      expect(await failureOf(access.list(zone, {}))).toMatchObject({ failure: 'transient' });
    },
  );

  it('says what the service complains about', async () => {
    const access = ofOne(answering({ ttl: ['Too small.'] }, 400));
    expect((await failureOf(access.list(zone, {}))).message).toBe('desec.io: HTTP 400: ttl ["Too small."]');
  });
});
