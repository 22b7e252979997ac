import { describe, expect, it } from 'vitest';
import { createMachine } from '../../../electron/ddns/machine/index.ts';
import { parseIfconfig, parseRouteGet } from '../../../electron/ddns/machine/macos.ts';
import { parsePowerShell } from '../../../electron/ddns/machine/windows.ts';

/** `ifconfig -L` of macOS 15 with privacy addresses, one about to go, and a VPN. */
const ifconfig = `lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384
	options=1203<RXCSUM,TXCSUM,TXSTATUS,SW_TIMESTAMP>
	inet 127.0.0.1 netmask 0xff000000
	inet6 ::1 prefixlen 128 
	inet6 fe80::1%lo0 prefixlen 64 scopeid 0x1 
	nd6 options=201<PERFORMNUD,DAD>
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500
	options=6460<TSO4,TSO6,CHANNEL_IO,PARTIAL_CSUM,ZEROINVERT_CSUM>
	ether 3c:22:fb:10:20:30
	inet6 fe80::1c3a:ab4d:2f1e:9a7b%en0 prefixlen 64 secured scopeid 0xb 
	inet 192.168.1.20 netmask 0xffffff00 broadcast 192.168.1.255
	inet6 2a02:8070:1234:5600:10c4:2f1e:9a7b:1 prefixlen 64 autoconf secured pltime 604750 vltime 2591950 
	inet6 2a02:8070:1234:5600:e5f6:a7b8:c9d0:2 prefixlen 64 autoconf temporary pltime 86350 vltime 172750 
	inet6 2a02:8070:1234:5600:aaaa:a7b8:c9d0:3 prefixlen 64 deprecated autoconf temporary pltime 0 vltime 3600 
	inet6 2a02:8070:1234:5600::4 prefixlen 64 tentative 
	inet6 2a02:8070:1234:5600::5 prefixlen 64 duplicated 
	inet6 2a02:8070:1234:5700::6 prefixlen 64 detached autoconf secured pltime 604750 vltime 2591950 
	nd6 options=201<PERFORMNUD,DAD>
	media: autoselect
	status: active
bridge100: flags=8a63<UP,BROADCAST,SMART,RUNNING,ALLMULTI,SIMPLEX,MULTICAST> mtu 1500
	member: vmenet0 flags=3<LEARNING,DISCOVER>
	inet6 fd00:aaaa::1 prefixlen 64 
utun4: flags=8051<UP,POINTOPOINT,RUNNING,MULTICAST> mtu 1380
	inet6 fe80::9ef6:2a5c:1b2d:3e4f%utun4 prefixlen 64 scopeid 0x12 
`;

/** `route -n get default`. */
const routeGet = `   route to: default
destination: default
       mask: default
    gateway: 192.168.1.1
  interface: en0
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING,GLOBAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0      1500         0 
`;

describe('macOS', () => {
  const addresses = parseIfconfig(ifconfig);
  const at = (text: string) => addresses.find(({ address }) => address === text);

  it('reads the IPv6 addresses of each interface, without the zone', () => {
    expect(addresses.map((item) => item.interface)).toEqual([
      'lo0',
      'lo0',
      ...Array<string>(7).fill('en0'),
      'bridge100',
      'utun4',
    ]);
    expect(at('fe80::1c3a:ab4d:2f1e:9a7b')).toMatchObject({ interface: 'en0', prefix_length: 64 });
    expect(at('2a02:8070:1234:5600:10c4:2f1e:9a7b:1')).toEqual({
      interface: 'en0',
      family: 'AAAA',
      address: '2a02:8070:1234:5600:10c4:2f1e:9a7b:1',
      prefix_length: 64,
      temporary: false,
      deprecated: false,
      tentative: false,
    });
  });

  it.each([
    ['2a02:8070:1234:5600:e5f6:a7b8:c9d0:2', { temporary: true, deprecated: false }],
    ['2a02:8070:1234:5600:aaaa:a7b8:c9d0:3', { temporary: true, deprecated: true }],
    ['2a02:8070:1234:5600::4', { tentative: true }],
    ['2a02:8070:1234:5600::5', { tentative: true }],
    // The router that this address came from is gone (IN6_IFF_DETACHED).
    ['2a02:8070:1234:5700::6', { deprecated: true }],
  ])('%s is %j', (text, flags) => expect(at(text)).toMatchObject(flags));

  it('reads the interface of the default route, none where route has an error', () => {
    expect(parseRouteGet(routeGet)).toBe('en0');
    expect(parseRouteGet('route: writing to routing socket: not in table')).toBeNull();
    expect(parseRouteGet('')).toBeNull();
  });
});

/** What the script prints on Windows 11: PrefixLength is a number, link-local addresses carry a zone. */
const powerShell = JSON.stringify({
  addresses: [
    { state: 'Preferred', length: 24, name: 'Ethernet', address: '192.168.1.20', origin: 'Dhcp' },
    { state: 'Tentative', length: 16, name: 'Wi-Fi', address: '169.254.7.8', origin: 'Link' },
    { state: 'Preferred', length: 64, name: 'Ethernet', address: '2a02:8070::1', origin: 'Link' },
    { state: 'Preferred', length: 128, name: 'Ethernet', address: '2a02:8070::d5c', origin: 'Random' },
    { state: 'Deprecated', length: 128, name: 'Ethernet', address: '2a02:8070::e5f', origin: 'Random' },
    { state: 'Duplicate', length: 64, name: 'Ethernet', address: '2a02:8070::2', origin: 'Manual' },
    { state: 'Preferred', length: 64, name: 'Ethernet', address: 'fe80::1c3a%12', origin: 'Link' },
    {
      state: 'Preferred',
      length: 8,
      name: 'Loopback Pseudo-Interface 1',
      address: '127.0.0.1',
      origin: 'WellKnown',
    },
  ],
  routes: [
    { name: 'Wi-Fi', prefix: '0.0.0.0/0', metric: 50 },
    { name: 'Ethernet', prefix: '0.0.0.0/0', metric: 25 },
    { name: '以太网 2', prefix: '::/0', metric: 281 },
  ],
});

describe('Windows', () => {
  const { addresses, default_interface: byDefault } = parsePowerShell(powerShell);
  const at = (text: string) => addresses.find(({ address }) => address === text);

  it('reads every address with its family and prefix, without the zone', () => {
    expect(addresses).toHaveLength(8);
    expect(at('192.168.1.20')).toMatchObject({
      interface: 'Ethernet',
      family: 'A',
      prefix_length: 24,
      temporary: false,
    });
    expect(at('fe80::1c3a')).toMatchObject({ family: 'AAAA', interface: 'Ethernet' });
  });

  it.each([
    ['2a02:8070::1', { temporary: false, deprecated: false, tentative: false }],
    ['2a02:8070::d5c', { temporary: true, deprecated: false }],
    ['2a02:8070::e5f', { temporary: true, deprecated: true }],
    ['2a02:8070::2', { tentative: true }],
    ['169.254.7.8', { tentative: true }],
  ])('%s is %j', (text, flags) => expect(at(text)).toMatchObject(flags));

  it('takes the default route with the lowest metric, in any script', () => {
    expect(byDefault).toEqual({ A: 'Ethernet', AAAA: '以太网 2' });
  });

  it('has no default route where none is listed', () => {
    expect(parsePowerShell('{"addresses":[],"routes":[]}').default_interface).toEqual({
      A: null,
      AAAA: null,
    });
  });

  it('does not take anything else for a reading', () => {
    expect(() => parsePowerShell('')).toThrow();
    expect(() => parsePowerShell('Get-NetIPAddress : Access is denied.')).toThrow();
  });
});

it('on another system says that it is not known', () => {
  expect(() => createMachine('aix')).toThrow('aix');
});
