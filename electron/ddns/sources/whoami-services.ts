/**
 * The built-in name servers that answer a question with the asker's own address. They are named by address: the family
 * that a question goes out over is the server's, and no resolver stands between. Anything else on the way that answers
 * in their stead (many routers catch port 53) would tell its own address; what gives that away is noted for each.
 */
import type { Family } from '../../../shared/api/ddns.ts';

/** What is asked, of whom, for one family. */
export interface WhoamiQuestion {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'TXT';
  /** `CH` is not known to resolvers, so that only the server itself answers. */
  readonly class: 'IN' | 'CH';
  /** The server is the zone's own: an answer without the flag AA comes from somebody else. */
  readonly isAuthoritative: boolean;
  /** Addresses; port 53. */
  readonly servers: readonly string[];
}

/** One service. */
export interface WhoamiService {
  readonly id: string;
  readonly title: string;
  readonly kind: 'dns';
  /** Who runs it, in the same words as the web services' operators. */
  readonly operator: string;
  readonly families: readonly Family[];
  readonly questions: Readonly<Partial<Record<Family, WhoamiQuestion>>>;
}

const openDns = { name: 'myip.opendns.com', class: 'IN', isAuthoritative: false } as const;
const cloudflare = { name: 'whoami.cloudflare', type: 'TXT', class: 'CH', isAuthoritative: false } as const;
const google = { name: 'o-o.myaddr.l.google.com', type: 'TXT', class: 'IN', isAuthoritative: true } as const;

/** All of them, in the order in which they are shown. */
export const whoamiServices: readonly WhoamiService[] = [
  {
    id: 'opendns',
    title: 'OpenDNS',
    kind: 'dns',
    operator: 'opendns',
    families: ['A', 'AAAA'],
    questions: {
      // resolver1 to resolver4.opendns.com, https://www.opendns.com/setupguide/
      A: {
        ...openDns,
        type: 'A',
        servers: ['208.67.222.222', '208.67.220.220', '208.67.222.220', '208.67.220.222'],
      },
      // https://support.opendns.com (OpenDNS and IPv6)
      AAAA: { ...openDns, type: 'AAAA', servers: ['2620:119:35::35', '2620:119:53::53'] },
    },
  },
  {
    id: 'cloudflare',
    title: 'Cloudflare DNS',
    kind: 'dns',
    operator: 'cloudflare',
    families: ['A', 'AAAA'],
    // https://developers.cloudflare.com/1.1.1.1/ip-addresses/
    questions: {
      A: { ...cloudflare, servers: ['1.1.1.1', '1.0.0.1'] },
      AAAA: { ...cloudflare, servers: ['2606:4700:4700::1111', '2606:4700:4700::1001'] },
    },
  },
  {
    id: 'google',
    title: 'Google',
    kind: 'dns',
    operator: 'google',
    families: ['A', 'AAAA'],
    // ns1 to ns4.google.com, by the delegation of google.com
    questions: {
      A: { ...google, servers: ['216.239.32.10', '216.239.34.10', '216.239.36.10', '216.239.38.10'] },
      AAAA: {
        ...google,
        servers: [
          '2001:4860:4802:32::a',
          '2001:4860:4802:34::a',
          '2001:4860:4802:36::a',
          '2001:4860:4802:38::a',
        ],
      },
    },
  },
  {
    id: 'akamai',
    title: 'Akamai',
    kind: 'dns',
    operator: 'akamai',
    families: ['A'],
    // ns1-1.akamaitech.net, by the delegation of akamai.net; it has no IPv6 address
    questions: {
      A: {
        name: 'whoami.akamai.net',
        type: 'A',
        class: 'IN',
        isAuthoritative: true,
        servers: ['193.108.88.1'],
      },
    },
  },
];
