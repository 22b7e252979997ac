/**
 * The built-in web services that answer a GET with the caller's address and nothing else. To add one: its answer is
 * plain text over https without a key, and each family has a name of its own that resolves to that family alone (else
 * the connection's family pins it, which every request here has anyway).
 */
import type { Family } from '../../../shared/api/ddns.ts';

/** One service. */
export interface EchoService {
  readonly id: string;
  readonly title: string;
  readonly kind: 'echo';
  /** Who runs it; services of one operator are wrong together and have one vote. */
  readonly operator: string;
  readonly families: readonly Family[];
  readonly urls: Readonly<Partial<Record<Family, string>>>;
}

type Row = readonly [
  id: string,
  title: string,
  operator: string,
  urls: Readonly<Partial<Record<Family, string>>>,
];

const rows: readonly Row[] = [
  // https://www.ipify.org (API usage)
  ['ipify', 'ipify', 'ipify', { A: 'https://api4.ipify.org/', AAAA: 'https://api6.ipify.org/' }],
  // https://major.io/icanhazip-com-faq/ ; run by Cloudflare since 2021
  [
    'icanhazip',
    'icanhazip',
    'cloudflare',
    { A: 'https://ipv4.icanhazip.com/', AAAA: 'https://ipv6.icanhazip.com/' },
  ],
  // https://api.ident.me
  ['ident', 'ident.me', 'ident.me', { A: 'https://4.ident.me/', AAAA: 'https://6.ident.me/' }],
  // https://www.seeip.org
  ['seeip', 'SeeIP', 'seeip', { A: 'https://ipv4.seeip.org/', AAAA: 'https://ipv6.seeip.org/' }],
  // https://github.com/desec-io/desec-stack (docs/dyndns/configure.rst)
  [
    'desec',
    'deSEC checkip',
    'desec',
    { A: 'https://checkipv4.dedyn.io/', AAAA: 'https://checkipv6.dedyn.io/' },
  ],
  // https://github.com/ddnspod/ddnspod.github.io ; answers in mainland China
  ['ddnspod', 'DDNSPod', 'ddnspod', { A: 'https://ipv4.ddnspod.com/', AAAA: 'https://ipv6.ddnspod.com/' }],
  // https://github.com/nsupdate-info/nsupdate.info (view /myip)
  [
    'nsupdate',
    'nsupdate.info',
    'nsupdate.info',
    { A: 'https://ipv4.nsupdate.info/myip', AAAA: 'https://ipv6.nsupdate.info/myip' },
  ],
  // https://ipinfo.io/developers
  ['ipinfo', 'IPinfo', 'ipinfo', { A: 'https://v4.api.ipinfo.io/ip', AAAA: 'https://v6.api.ipinfo.io/ip' }],
  // https://wtfismyip.com/automation
  [
    'wtfismyip',
    'WTF is my IP',
    'wtfismyip',
    { A: 'https://ipv4.wtfismyip.com/text', AAAA: 'https://ipv6.wtfismyip.com/text' },
  ],
  // https://ip.sb/api/
  ['ipsb', 'IP.SB', 'ip.sb', { A: 'https://api-ipv4.ip.sb/ip', AAAA: 'https://api-ipv6.ip.sb/ip' }],
  // https://www.myexternalip.com (API)
  [
    'myexternalip',
    'My External IP',
    'myexternalip',
    { A: 'https://ipv4.myexternalip.com/raw', AAAA: 'https://ipv6.myexternalip.com/raw' },
  ],
  // https://ifconfig.co (CLI examples); one name for both families
  [
    'ifconfigco',
    'ifconfig.co',
    'ifconfig.co',
    { A: 'https://ifconfig.co/ip', AAAA: 'https://ifconfig.co/ip' },
  ],
  // Used in the AWS documentation's own examples; its name has IPv4 addresses only
  ['amazon', 'Amazon checkip', 'amazon', { A: 'https://checkip.amazonaws.com/' }],
  // https://api.ident.me ; the second site of ident.me's operator
  ['tnedi', 'tnedi.me', 'ident.me', { A: 'https://4.tnedi.me/', AAAA: 'https://6.tnedi.me/' }],
];

/** All of them, in the order in which they are shown. */
export const echoServices: readonly EchoService[] = rows.map(([id, title, operator, urls]) => ({
  id,
  title,
  kind: 'echo',
  operator,
  families: (['A', 'AAAA'] as const).filter((family) => urls[family] !== undefined),
  urls,
}));
