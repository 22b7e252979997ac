/** How the members of echo and DNS sources are asked, put together from the ways out. */
import type { Family } from '../../../shared/api/ddns.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress, Target } from '../../kernel/egress.ts';
import type { Http } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import { createAskEcho } from './echo.ts';
import { echoServices } from './echo-services.ts';
import { readGateway4 } from './gateway.ts';
import type { MemberPorts } from './index.ts';
import { createAskWhoami } from './whoami.ts';
import { whoamiServices } from './whoami-services.ts';
import { createWanAddress } from './wan.ts';

/** What they take. */
export interface MemberPortsDeps {
  /** Sends over one family alone, past any proxy. */
  readonly httpOf: (family: Family) => Http;
  readonly egress: Pick<Egress, 'udp'>;
  /** A way out that may reach this target although it is in the local network, and nothing else there. */
  readonly egressTo: (target: Target) => Pick<Egress, 'udp'>;
  readonly platform: NodeJS.Platform;
  /** A number from 0 to 65,535 that nobody can foresee. */
  readonly random16: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Puts them together. */
export function createMemberPorts(deps: MemberPortsDeps): MemberPorts {
  const ask = { echo: createAskEcho(deps), dns: createAskWhoami(deps) };
  return {
    services: [...echoServices, ...whoamiServices],
    askMember: (kind, member, family, signal) => ask[kind](member, family, signal),
    wanAddress: createWanAddress({ ...deps, gateway: () => readGateway4(deps.platform) }),
  };
}
