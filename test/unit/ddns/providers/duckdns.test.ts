import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { duckdns } from '../../../../electron/ddns/providers/duckdns.ts';
import type { NameAccess } from '../../../../electron/ddns/providers/provider.ts';
import { startFakeDuckdns } from '../../../fakes/duckdns.ts';
import type { FakeProvider } from '../../../fakes/provider.ts';
import { failureOf, openNames } from '../../../support/names-access.ts';

const name = 'nas.duckdns.org';

describe('DuckDNS', () => {
  let fake: FakeProvider;
  let access: NameAccess;
  const values = () => fake.records().map(({ type, value }) => `${type} ${value}`);
  const open = (credentials: unknown) => openNames(duckdns, fake.endpoint, credentials as { token: string });

  beforeEach(async () => {
    fake = await startFakeDuckdns();
    onTestFinished(fake.close);
    access = open(fake.credentials);
  });

  it('sets both families in one call, and knows when nothing changed', async () => {
    const both = { A: '203.0.113.7', AAAA: '2001:db8::7' };
    expect(await access.put(name, both)).toBe('changed');
    expect(await access.put(name, both)).toBe('unchanged');
    expect(values()).toEqual(['A 203.0.113.7', 'AAAA 2001:db8::7']);
    expect(fake.calls()).toHaveLength(2);
  });

  it('leaves the family that is not given as it is', async () => {
    await access.put(name, { AAAA: '2001:db8::7' });
    expect(values()).toEqual(['AAAA 2001:db8::7']);
    await access.put(name, { A: '203.0.113.7' });
    expect(values()).toEqual(['AAAA 2001:db8::7', 'A 203.0.113.7']);
  });

  it('is not asked for nothing: that would set the caller’s own address', async () => {
    expect(await access.put(name, {})).toBe('unchanged');
    expect(fake.calls()).toEqual([]);
  });

  it.each([
    'nas.example.com',
    'duckdns.org',
    'a.nas.duckdns.org',
    'nas.duckdns.org.example.com',
    'nasduckdns.org',
  ])('is not asked for %s', async (other) => {
    expect(await failureOf(access.put(other, { A: '203.0.113.7' }))).toMatchObject({ failure: 'config' });
    expect(fake.calls()).toEqual([]);
  });

  it('stops at KO, which is all that it says', async () => {
    const wrong = open(fake.wrongCredentials).put(name, { A: '203.0.113.7' });
    expect(await failureOf(wrong)).toMatchObject({ failure: 'config', code: 'KO' });
    const stranger = access.put('somebody-elses.duckdns.org', { A: '203.0.113.7' });
    expect(await failureOf(stranger)).toMatchObject({ failure: 'config', code: 'KO' });
  });

  it.each(['outage', 'slow', 'half', 'portal', 'cut'] as const)('is tried again after: %s', async (trap) => {
    fake.trap(trap, 'put');
    const failure = await failureOf(access.put(name, { A: '203.0.113.7' }));
    expect(failure).toMatchObject({ failure: 'transient' });
    expect(await access.put(name, { A: '203.0.113.8' })).toBe('changed');
  });

  it('keeps its token out of every failure', async () => {
    const token = String(fake.credentials['token']);
    for (const trap of ['auth', 'outage', 'slow', 'half', 'portal', 'cut'] as const) {
      fake.trap(trap, 'put');
      const failure = await failureOf(access.put(name, { A: '203.0.113.7' }));
      expect(`${String(failure.message)} ${JSON.stringify(failure)}`).not.toContain(token);
    }
  });
});
