/** What is Cloudflare's own: zone ids, proxied records, codes. The rest is in conformance.test.ts. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { cloudflare } from '../../../../electron/ddns/providers/cloudflare.ts';
import type { Http } from '../../../../electron/kernel/http.ts';
import { startFakeCloudflare } from '../../../fakes/cloudflare.ts';
import { failureOf } from '../../../support/names-access.ts';
import { openRecords } from './open-records.ts';

const zone = 'example.com';
const name = 'nas.example.com';

async function start() {
  const fake = await startFakeCloudflare();
  onTestFinished(fake.close);
  const credentials = { token: String(fake.credentials['token']) };
  return { fake, ...openRecords(cloudflare, { endpoint: fake.endpoint, credentials }) };
}

const answering =
  (
    answers: Readonly<Record<string, unknown>>,
    status = 200,
    headers: Readonly<Record<string, string>> = {},
  ): Http =>
  ({ url }) => {
    const found = Object.entries(answers).find(([path]) => new URL(url).pathname.endsWith(path));
    return Promise.resolve({ status, headers, body: JSON.stringify(found?.[1]) });
  };

const ofOne = (http: Http) =>
  openRecords(cloudflare, { endpoint: cloudflare.endpoint, credentials: { token: 'x' } }, http).access;

const listOf = (...result: readonly object[]) => ({
  success: true,
  errors: [],
  result,
  result_info: { total_count: result.length },
});

describe('Cloudflare', () => {
  it('asks for its zones once, and lists a zone whole', async () => {
    const { fake, access, sent } = await start();
    for (const at of [1, 2, 3])
      fake.stand({ name: `n${String(at)}.${zone}`, type: 'A', value: '203.0.113.1', ttl: 300, kept: {} });
    await access.list(zone, {});
    await access.list(zone, {});
    expect(sent.map(({ url }) => new URL(url).pathname.split('/').at(-1))).toEqual([
      'zones',
      'dns_records',
      'dns_records',
    ]);
    expect(new URL(sent[1]!.url).searchParams.get('per_page')).toBe('1000');
  });

  it('sends only what changes, and keeps proxy, comment and tags', async () => {
    const { fake, access, sent } = await start();
    fake.stand({ name, type: 'A', value: '203.0.113.1', ttl: 1, kept: { proxied: true } });
    const [record] = await access.list(zone, { name, type: 'A' });
    expect(record).toMatchObject({ ttl: null, behind_proxy: true, kept: { proxied: true } });
    const after = await access.update(zone, record!, { value: '203.0.113.2' });
    expect(after).toMatchObject({ value: '203.0.113.2', behind_proxy: true });
    expect(sent.at(-1)).toMatchObject({ method: 'PATCH', body: '{"content":"203.0.113.2"}' });
    expect(fake.records()[0]?.kept).toEqual({ proxied: true, comment: 'by hand', tags: ['owner:me'] });
  });

  it('says of a record that is not proxied that its servers can be asked', async () => {
    const { fake, access } = await start();
    fake.stand({ name, type: 'A', value: '203.0.113.1', ttl: 300, kept: {} });
    expect((await access.list(zone, { name, type: 'A' }))[0]).not.toHaveProperty('behind_proxy');
  });

  it('chooses no TTL where none is wished', async () => {
    const { fake, access } = await start();
    expect(await access.create(zone, { name, type: 'A', value: '203.0.113.1', ttl: null })).toMatchObject({
      ttl: null,
    });
    expect(fake.records()).toMatchObject([{ ttl: 1 }]);
  });

  it('knows a zone by its ASCII name, though the service shows it in its own script', async () => {
    const access = ofOne(
      answering({
        '/zones': listOf({ id: 'z', name: 'bücher.example' }),
        '/zones/z/dns_records': listOf({
          id: 'r',
          name: 'nas.xn--bcher-kva.example',
          type: 'A',
          content: '203.0.113.1',
          ttl: 1,
        }),
      }),
    );
    expect(await access.zones()).toEqual(['xn--bcher-kva.example']);
    const [record] = await access.list('xn--bcher-kva.example', {
      name: 'nas.xn--bcher-kva.example',
      type: 'A',
    });
    expect(record).toMatchObject({ name: 'nas.xn--bcher-kva.example', value: '203.0.113.1' });
  });

  it('does not reach a zone that its token does not show', async () => {
    const access = ofOne(answering({ '/zones': listOf() }));
    expect(await failureOf(access.list(zone, {}))).toMatchObject({ failure: 'config' });
  });

  it('takes a list that does not say its length for none', async () => {
    const { result_info: _, ...endless } = listOf();
    const access = ofOne(answering({ '/zones': endless }));
    expect(await failureOf(access.zones())).toMatchObject({ failure: 'transient' });
  });

  it.each([
    [400, 6003, 'auth'],
    [403, 9109, 'auth'],
    [403, 10_000, 'auth'],
    [404, 7003, 'config'],
    [400, 9005, 'config'],
    [400, 81_053, 'config'],
    [400, 81_057, 'conflict'],
    [400, 81_058, 'conflict'],
    [404, 81_044, 'gone'],
    [429, 10_429, 'throttled'],
    [400, 971, 'throttled'],
    [429, 1, 'throttled'],
    [200, 1, 'transient'],
    [500, 1, 'transient'],
    [403, 1, 'auth'],
  ] as const)('reads HTTP %i with code %i as %s', async (status, code, failure) => {
    const body = { success: false, errors: [{ code, message: 'No.' }], result: null };
    const access = ofOne(answering({ '/zones': body }, status, { 'retry-after': '17' }));
    const told = await failureOf(access.zones());
    expect(told).toMatchObject({ failure, code: String(code) });
    expect(told.retryAfter).toBe(failure === 'throttled' ? 17_000 : undefined);
  });
});
