import { describe, expect, it } from 'vitest';
import type { AddressSource } from '../../../shared/api/ddns-sources.ts';
import type { HostState } from '../../../shared/api/ddns.ts';
import type { Host, HostStatus } from '../../../shared/api/ddns-hosts.ts';
import {
  changeOf,
  draftOf,
  fitFamilies,
  nameBelow,
  newHostOf,
  scopeOf,
  sourceOf,
  type Draft,
} from '../../../renderer/pages/names/host-draft.ts';
import { arrange } from '../../../renderer/pages/names/list-model.ts';

function status(
  name: string,
  state: HostState,
  lastChange: string | null = null,
  published = '192.0.2.1',
): HostStatus {
  return {
    host_id: name,
    name,
    account_id: null,
    scope: 'lan',
    enabled: true,
    ttl: 60,
    state,
    families: [
      {
        family: 'A',
        state,
        published,
        detected: published,
        verification: 'verified',
        verified_at: null,
        last_change: lastChange,
        adoption: [],
        next_try: null,
        reason: null,
      },
    ],
    last_change: lastChange,
    last_check: null,
    next_check: null,
    reason: null,
  };
}

describe('the table of names', () => {
  const hosts = [
    status('b10', 'ok', '2026-11-20T08:00:00.000Z'),
    status('b9', 'ok', '2026-11-21T08:00:00.000Z'),
    status('off', 'paused'),
    status('z', 'error', null, '192.0.2.99'),
  ];
  const order = (...given: Parameters<typeof arrange>) => arrange(...given).map(({ name }) => name);

  it.each([
    ['all', ['z', 'b9', 'b10', 'off', 'away']],
    ['unwell', ['z']],
    ['ok', ['b9', 'b10']],
    ['off', ['away']],
  ] as const)('shows names of the kind %s', (kind, names) => {
    const away = { ...status('away', 'paused'), enabled: false };
    const shown = order([...hosts, away], '', { key: 'state', descending: false }, kind);
    expect(shown.toSorted()).toEqual([...names].toSorted());
  });

  it('puts what needs the reader first, equals by name as people count', () => {
    expect(order(hosts, '', { key: 'state', descending: false })).toEqual(['z', 'b9', 'b10', 'off']);
  });

  it('sorts by name and by last change, both ways', () => {
    expect(order(hosts, '', { key: 'name', descending: true })).toEqual(['z', 'off', 'b10', 'b9']);
    expect(order(hosts, '', { key: 'last_change', descending: false }).slice(0, 2)).toEqual(['b9', 'b10']);
  });

  it('finds by a part of the name or of an address', () => {
    expect(order(hosts, ' B1', { key: 'state', descending: false })).toEqual(['b10']);
    expect(order(hosts, '2.99', { key: 'state', descending: false })).toEqual(['z']);
  });
});

describe('the form of a name', () => {
  const host: Host = {
    host_id: 'x',
    name: 'nas.home.arpa',
    account_id: null,
    families: ['A', 'AAAA'],
    scope: 'lan',
    ttl: 60,
    source: { kind: 'interface', interface: null },
    ipv6_host: null,
    enabled: true,
    revision: 1,
    created_at: '2026-11-20T08:00:00.000Z',
    updated_at: '2026-11-20T08:00:00.000Z',
  };

  it('sends nothing where nothing was changed', () => {
    expect(changeOf(host, draftOf(host))).toEqual({});
  });

  it('sends only what was changed', () => {
    const draft = { ...draftOf(host), ttl: '300', interface: ' eth1 ' };
    expect(changeOf(host, draft)).toEqual({ ttl: 300, source: { kind: 'interface', interface: 'eth1' } });
  });

  it('leaves to the server what was not filled in', () => {
    const draft = { ...draftOf(undefined), name: ' cam.home.arpa ' };
    expect(newHostOf(draft)).toEqual({
      name: 'cam.home.arpa',
      families: ['A', 'AAAA'],
    });
  });

  it('sends the account, the source and whose IPv6 address it is, once chosen', () => {
    const draft = {
      ...draftOf(undefined),
      name: 'cam.example.com',
      account: 'a1',
      source: 's1',
      ipv6Host: ' 00:11:22:33:44:55 ',
    };
    expect(newHostOf(draft)).toEqual({
      name: 'cam.example.com',
      account_id: 'a1',
      families: ['A', 'AAAA'],
      source: { kind: 'source', source_id: 's1' },
      ipv6_host: '00:11:22:33:44:55',
    });
  });

  it('takes back what was emptied', () => {
    const kept: Host = { ...host, account_id: 'a1', ipv6_host: '::1/64' };
    expect(changeOf(kept, { ...draftOf(kept), account: '', ipv6Host: '', ttl: '' })).toEqual({
      account_id: null,
      ipv6_host: null,
      ttl: null,
    });
  });

  it('leaves a source that it was not asked to change', () => {
    const kept: Host = { ...host, source: { kind: 'inbound' } };
    expect(changeOf(kept, draftOf(kept))).toEqual({});
    expect(changeOf(kept, { ...draftOf(kept), source: 'interface' })).toEqual({
      source: { kind: 'interface', interface: null },
    });
  });

  it('shows the source that a name will get: this machine for its own zones and the local network', () => {
    const echo = { source_id: 'web', built_in: true, kind: 'echo' } as AddressSource;
    const source = (part: Partial<Draft>) => sourceOf({ ...draftOf(undefined), ...part }, [echo]);
    expect(source({ name: 'cam.home.arpa' })).toBe('interface');
    expect(source({ name: 'cam.home.arpa', account: 'a1' })).toBe('interface');
    expect(source({ name: 'cam.example.com', account: 'a1' })).toBe('web');
    expect(source({ name: 'cam.example.com', account: 'a1', source: 'inbound' })).toBe('inbound');
  });

  it('keeps of the families those that the provider has, and never none', () => {
    expect(fitFamilies(['A', 'AAAA'], ['A'])).toEqual(['A']);
    expect(fitFamilies(['AAAA'], ['A'])).toEqual(['A']);
    expect(fitFamilies(['A'], ['A', 'AAAA'])).toEqual(['A']);
  });

  it('completes a name by a domain, and moves it from one domain to another', () => {
    const zones = ['example.com', 'old.net'];
    expect(nameBelow('cam', 'example.com', zones)).toBe('cam.example.com');
    expect(nameBelow('cam.old.net', 'example.com', zones)).toBe('cam.example.com');
    expect(nameBelow('old.net', 'example.com', zones)).toBe('example.com');
    expect(nameBelow(' ', 'example.com', zones)).toBe('example.com');
  });

  it('shows the scope that the name will get', () => {
    const scope = (name: string) => scopeOf({ ...draftOf(undefined), name });
    expect([scope('nas'), scope('nas.home.arpa'), scope('nas.local'), scope('nas.example.com')]).toEqual([
      undefined,
      'lan',
      'lan',
      'public',
    ]);
  });
});
