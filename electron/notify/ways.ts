/**
 * The way out of one channel: to public addresses, and into the own networks only where its owner named the host. It sees
 * whether a try may have reached the receiver before it failed.
 */
import { isIP } from 'node:net';
import { createEgress, type Egress } from '../kernel/egress.ts';
import { createHttpClient } from '../kernel/http-client.ts';
import { mayLead, type NamedOrigin } from '../kernel/http-target.ts';
import { HttpFailure, type Http } from '../kernel/http.ts';
import type { ChannelPorts } from './channels/channel.ts';

/** An open way. */
export interface Way {
  /** For one try. `mayHaveArrived` tells of that try alone. */
  attempt(): {
    readonly ports: Pick<ChannelPorts, 'http' | 'egress' | 'resolve'>;
    readonly mayHaveArrived: () => boolean;
  };
  close(): Promise<void>;
}

/** Opens the way of a channel whose settings name these places. */
export type OpenWay = (places: readonly string[]) => Way;

/** Nothing of a request that failed so has reached its receiver. */
const neverLeft: ReadonlySet<string> = new Set(['refused', 'unresolved', 'unreachable', 'tls']);

/** Ports of the schemes that channels use; RFC 9110, 6409, 8314, and those of MQTT with IANA. */
const standardPorts: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'smtp:': 587,
  'smtps:': 465,
  'mqtt:': 1883,
  'mqtts:': 8883,
};

function originsOf(places: readonly string[]): NamedOrigin[] {
  return places.flatMap((place) => {
    const url = URL.parse(place);
    const port = url && (url.port === '' ? standardPorts[url.protocol] : Number(url.port));
    return url && port ? [{ hostname: url.hostname.replace(/^\[|\]$/g, ''), port }] : [];
  });
}

/** Makes it. `resolve` answers the addresses of a host and throws where there are none. */
export function createWays(deps: {
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Certificates to believe instead of those that Node brings, PEM. */
  readonly ca?: string | undefined;
}): OpenWay {
  return (places) => {
    const named = originsOf(places);
    const client = createHttpClient({ named, ...(deps.ca === undefined ? {} : { ca: deps.ca }) });
    const resolved = new Map<string, readonly string[]>();
    const egress = createEgress(() =>
      named.flatMap(({ hostname, port }) =>
        (isIP(hostname) === 0 ? (resolved.get(hostname) ?? []) : [hostname])
          .map((host) => ({ host, port }))
          .filter((target) => mayLead(hostname, target, named)),
      ),
    );
    async function resolve(host: string): Promise<readonly string[]> {
      const addresses = isIP(host) === 0 ? await deps.resolve(host) : [host];
      resolved.set(host, addresses);
      return addresses;
    }
    return {
      attempt() {
        let mayHave = false;
        const http: Http = async (request) => {
          try {
            return await client.http(request);
          } catch (error) {
            if (!(error instanceof HttpFailure) || !neverLeft.has(error.problem)) mayHave = true;
            throw error;
          }
        };
        const watched: Egress = {
          udp: (target) => egress.udp(target),
          async connect(target, signal) {
            const socket = await egress.connect(target, signal);
            mayHave = true;
            return socket;
          },
        };
        return { ports: { http, egress: watched, resolve }, mayHaveArrived: () => mayHave };
      },
      close: () => client.close(),
    };
  };
}
