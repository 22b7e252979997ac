import { describe, expect, it } from 'vitest';
import { desire as desireOf, type Held, type PublishedOf } from '../../../electron/ddns/desire.ts';
import { detect } from '../../../electron/ddns/detect.ts';
import type { StoredHost } from '../../../electron/ddns/model.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { MachineAddress, MachineReading } from '../../../electron/ddns/machine/machine.ts';
import { address, desired, host } from './builders.ts';

const nothing = () => null;

function reading(...addresses: MachineAddress[]): MachineReading {
  return { addresses, default_interface: { A: 'eth0', AAAA: 'eth0' } };
}

/** What hosts want whose sources are interfaces of this machine. */
function desire(
  seen: MachineReading | StoredReason,
  hosts: readonly StoredHost[],
  publishedOf: PublishedOf,
  held: Held | null = null,
) {
  const known = new Map<string, ReturnType<typeof detect>>();
  return desireOf(
    ({ source }, family) => {
      const name = source.kind === 'interface' ? source.interface : null;
      const key = `${name ?? ''} ${family}`;
      const detection =
        known.get(key) ??
        ('addresses' in seen ? detect(seen, name, family) : ({ ok: false, reason: seen } as const));
      known.set(key, detection);
      return { detection, held };
    },
    hosts,
    publishedOf,
  );
}

const of = (family: 'A' | 'AAAA') => host({ families: [family] });
const reasonOf = (seen: MachineReading, family: 'A' | 'AAAA' = 'A', published: string | null = null) =>
  desire(seen, [of(family)], () => published)[0]?.reason;

describe('desire', () => {
  it('wants one value for each family of each enabled host, in their order', () => {
    const hosts = [host(), host({ host_id: 'h2', name: 'b.home.arpa', families: ['A'], ttl: 300 })];
    const wanted = desire(reading(address('192.168.1.20'), address('fd00::20')), hosts, nothing);
    expect(wanted).toEqual([
      desired(),
      desired({ family: 'AAAA', value: 'fd00::20' }),
      desired({ host_id: 'h2', name: 'b.home.arpa', ttl: 300 }),
    ]);
  });

  it('wants nothing for a host that is switched off', () => {
    expect(desire(reading(address('192.168.1.20')), [host({ enabled: false })], nothing)).toEqual([]);
  });

  it('sees the same addresses differently for each scope and source', () => {
    const seen = reading(address('192.168.1.20'), address('1.1.1.1', { interface: 'ppp0' }));
    const ppp = { kind: 'interface', interface: 'ppp0' } as const;
    const hosts = [
      host({ families: ['A'] }),
      host({ host_id: 'h2', families: ['A'], scope: 'public' }),
      host({ host_id: 'h3', families: ['A'], scope: 'public', source: ppp }),
    ];
    expect(desire(seen, hosts, nothing).map(({ value }) => value)).toEqual(['192.168.1.20', null, '1.1.1.1']);
  });

  it('passes the reason on where the machine could not be read', () => {
    const reason = { code: 'DDNS_DETECTION_FAILED', params: { problem: 'no' } };
    expect(desire(reason, [of('A')], nothing)[0]).toMatchObject({ value: null, reason });
  });

  it('names the refused address and why', () => {
    expect(
      desire(reading(address('192.168.1.20')), [host({ families: ['A'], scope: 'public' })], nothing)[0],
    ).toMatchObject({
      value: null,
      reason: { code: 'DDNS_ADDRESS_REFUSED', params: { address: '192.168.1.20', refused: 'private' } },
    });
  });

  it('does not call a link-local address news: every interface has one', () => {
    expect(reasonOf(reading(address('fe80::1')), 'AAAA')).toEqual({
      code: 'DDNS_NO_ADDRESS',
      params: { interface: 'eth0', family: 'IPv6' },
    });
  });

  it('tells an address that is gone from one that never was', () => {
    expect(reasonOf(reading(), 'A')).toMatchObject({ code: 'DDNS_NO_ADDRESS' });
    expect(reasonOf(reading(), 'A', '192.168.1.20')).toEqual({
      code: 'DDNS_ADDRESS_GONE',
      params: { interface: 'eth0', family: 'IPv4', published: '192.168.1.20' },
    });
  });

  it('stays with what is published while it is there', () => {
    const seen = reading(address('192.168.1.10'), address('192.168.1.20'));
    expect(desire(seen, [of('A')], () => '192.168.1.20')[0]?.value).toBe('192.168.1.20');
    expect(desire(seen, [of('A')], nothing)[0]?.value).toBe('192.168.1.10');
  });
});

describe('what a source agreed on', () => {
  const outside = reading(address('1.1.1.1'));
  const held = (address: string | null, reason: StoredReason | null = null): Held => ({
    address,
    reason,
    next_try: reason === null ? null : 99,
  });
  const waits = { code: 'DDNS_HOLD_DOWN', params: { address: '1.1.1.1', seconds: 60 } };

  it('is wanted, not what it says this moment', () => {
    const [wanted] = desire(outside, [of('A')], nothing, held('8.8.4.4', waits));
    expect(wanted).toMatchObject({ value: '8.8.4.4', reason: waits, next_try: 99 });
  });

  it('is not known where it says nothing now', () => {
    expect(desire(outside, [of('A')], nothing, held(null))[0]?.value).toBeNull();
  });
});

describe('another device’s address', () => {
  const prefix = reading(address('2a02:1:2:3::20'));
  const device = (ipv6_host: string, more: Partial<StoredHost> = {}) =>
    desire(prefix, [host({ families: ['AAAA'], scope: 'public', ipv6_host, ...more })], nothing)[0];

  it('is the prefix that the source sees with its own suffix', () => {
    expect(device('::5:6:7:8/64')?.value).toBe('2a02:1:2:3:5:6:7:8');
    expect(device('::2:0:0:0:1/56')?.value).toBe('2a02:1:2:2::1');
  });

  it('is made from a MAC address', () => {
    expect(device('00:11:32:aa:bb:cc')?.value).toBe('2a02:1:2:3:211:32ff:feaa:bbcc');
  });

  it('is not made where that cannot be', () => {
    expect(device('nonsense')).toMatchObject({ value: null, reason: { code: 'DDNS_IPV6_HOST' } });
  });

  it('does not touch the A record', () => {
    const hosts = [host({ ipv6_host: '::1/64' })];
    const values = desire(reading(address('192.168.1.20'), address('fd00::20')), hosts, nothing);
    expect(values.map(({ value }) => value)).toEqual(['192.168.1.20', 'fd00::1']);
  });
});

describe('families that go together', () => {
  it('are only those that are ours already', () => {
    const seen = reading(address('192.168.1.20'), address('fd00::20'));
    const ours: PublishedOf = (_, family) => (family === 'A' ? '192.168.1.9' : null);
    expect(desire(seen, [host()], ours).map(({ together }) => together)).toEqual([
      { A: '192.168.1.20' },
      { A: '192.168.1.20' },
    ]);
  });
});
