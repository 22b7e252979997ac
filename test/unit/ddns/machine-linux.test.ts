import { describe, expect, it } from 'vitest';
import { interfaceAddresses } from '../../../electron/ddns/machine/interfaces.ts';
import {
  createLinuxMachine,
  parseDefaultRoute4,
  parseDefaultRoute6,
  parseInet6,
} from '../../../electron/ddns/machine/linux.ts';
import { needs, titled } from '../../support/needs.ts';

/** `/proc/net/if_inet6` of a machine with privacy extensions, a container bridge and a tunnel. */
const ifInet6 = `00000000000000000000000000000001 01 80 10 80       lo
2a0280701234560002110cfffe224466 02 40 00 00   enp3s0
2a028070123456000d5c3b1a9e7f4c21 02 40 00 01   enp3s0
2a0280701234550002110cfffe224466 02 40 00 20   enp3s0
fd000000000000000000000000000020 02 40 00 80   enp3s0
fe8000000000000002110cfffe224466 02 40 20 80   enp3s0
fe800000000000000042a5fffe3c7d11 03 40 20 c0  docker0
2a028070123456000000000000000099 02 80 00 88   enp3s0
fd420000000000000000000000000002 05 80 00 80      wg0
`;

/** `/proc/net/route`: a wired and a wireless default route, a tunnel's half of the Internet, a route that is down. */
const route4 = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                                                       
wlp2s0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0                                                                             
enp3s0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0                                                                             
wg0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0                                                                                  
eth9\t00000000\t0101A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0                                                                                 
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0                                                                              
enp3s0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0                                                                             
`;

/** `/proc/net/ipv6_route`, ending in the kernel's own entries for what is not routed (on lo, RTF_REJECT). */
const route6 = `2a028070123456000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000064 00000001 00000000 00000001   enp3s0
fe800000000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001   enp3s0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000258 00000002 00000000 00450003   wlp2s0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000064 00000005 00000000 00450003   enp3s0
00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo
`;

describe('IPv6 addresses from /proc/net/if_inet6', () => {
  const addresses = parseInet6(ifInet6);
  const named = (text: string) => addresses.find(({ address }) => address === text);

  it('are all read, in canonical form with prefix and interface', () => {
    expect(addresses).toHaveLength(9);
    expect(named('2a02:8070:1234:5600:211:cff:fe22:4466')).toEqual({
      interface: 'enp3s0',
      family: 'AAAA',
      address: '2a02:8070:1234:5600:211:cff:fe22:4466',
      prefix_length: 64,
      temporary: false,
      deprecated: false,
      tentative: false,
    });
    expect(named('fd42::2')).toMatchObject({ interface: 'wg0', prefix_length: 128 });
  });

  it.each([
    ['2a02:8070:1234:5600:d5c:3b1a:9e7f:4c21', 'temporary'],
    ['2a02:8070:1234:5500:211:cff:fe22:4466', 'deprecated'],
    ['fe80::42:a5ff:fe3c:7d11', 'tentative'],
    ['2a02:8070:1234:5600::99', 'tentative'],
  ] as const)('%s is %s', (text, flag) => {
    const flags = { temporary: false, deprecated: false, tentative: false, [flag]: true };
    expect(named(text)).toMatchObject(flags);
  });

  it.each(['', '\n', 'rubbish', 'zz 01 80 10 80 lo'])('are none in %j', (text) => {
    expect(parseInet6(text)).toEqual([]);
  });
});

describe('the default route', () => {
  it('is the one that is up with the lowest metric', () => {
    expect(parseDefaultRoute4(route4)).toBe('enp3s0');
    expect(parseDefaultRoute6(route6)).toBe('enp3s0');
  });

  it('is none where there is none', () => {
    const without = (text: string, of: string) =>
      text
        .split('\n')
        .filter((line) => !line.startsWith(of))
        .join('\n');
    expect(parseDefaultRoute4(route4.split('\n').slice(3).join('\n'))).toBeNull();
    expect(
      parseDefaultRoute6(
        route6
          .split('\n')
          .filter((line) => !line.includes('00450003'))
          .join('\n'),
      ),
    ).toBeNull();
    expect(parseDefaultRoute4(without('', 'x'))).toBeNull();
    expect(parseDefaultRoute6('')).toBeNull();
  });
});

describe('what Node knows itself', () => {
  it('puts the address of an alias to its interface', () => {
    const info = {
      address: '192.168.1.21',
      netmask: '255.255.255.0',
      mac: '',
      internal: false,
      cidr: '192.168.1.21/24',
    };
    expect(interfaceAddresses({ 'eth0:1': [{ ...info, family: 'IPv4' }], gone: undefined })).toEqual([
      expect.objectContaining({ interface: 'eth0', family: 'A', address: '192.168.1.21', prefix_length: 24 }),
    ]);
  });
});

describe.skipIf(!needs.linux.ok)(titled('this machine', needs.linux), () => {
  it('has its loopback address, and a signature that stays while nothing changes', async () => {
    const machine = createLinuxMachine();
    const { addresses } = await machine.read();
    expect(addresses).toContainEqual(
      expect.objectContaining({ interface: 'lo', address: '127.0.0.1', prefix_length: 8 }),
    );
    expect(machine.signature()).toBe(machine.signature());
  });
});
