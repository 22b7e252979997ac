import { describe, expect, it } from 'vitest';
import { desire } from '../../../electron/ddns/desire.ts';
import type { MachineAddress, MachineReading } from '../../../electron/ddns/machine/machine.ts';
import { address, host } from './builders.ts';

const nothing = () => null;

function reading(...addresses: MachineAddress[]): MachineReading {
  return { addresses, default_interface: { A: 'eth0', AAAA: 'eth0' } };
}

const of = (family: 'A' | 'AAAA') => host({ families: [family] });
const reasonOf = (seen: MachineReading, family: 'A' | 'AAAA' = 'A', published: string | null = null) =>
  desire(seen, [of(family)], () => published)[0]?.reason;

describe('desire', () => {
  it('wants one value for each family of each enabled host, in their order', () => {
    const hosts = [host(), host({ host_id: 'h2', name: 'b.home.arpa', families: ['A'], ttl: 300 })];
    const wanted = desire(reading(address('192.168.1.20'), address('fd00::20')), hosts, nothing);
    expect(wanted).toEqual([
      { host_id: 'h1', name: 'nas.home.arpa', family: 'A', ttl: 60, value: '192.168.1.20', reason: null },
      { host_id: 'h1', name: 'nas.home.arpa', family: 'AAAA', ttl: 60, value: 'fd00::20', reason: null },
      { host_id: 'h2', name: 'b.home.arpa', family: 'A', ttl: 300, value: '192.168.1.20', reason: null },
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
