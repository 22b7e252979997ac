/** The `checks` area: what is looked at from here, again and again, and what others are told by it. */
import { randomInt } from 'node:crypto';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Recorder } from '../kernel/recorder.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import type { BoundRoute } from '../server/route.ts';
import { createChecks, type Checks } from './checks.ts';
import { createDeadMan } from './dead-man.ts';
import { createExamine } from './examine.ts';
import { createHeartbeats } from './heartbeats.ts';
import { createContainerKind } from './kinds/container.ts';
import { createDnsKind, type DnsPorts } from './kinds/dns.ts';
import { createHeartbeatKind } from './kinds/heartbeat.ts';
import { createHttpKind } from './kinds/http.ts';
import type { Kinds } from './kinds/kind.ts';
import { createPingKind, systemPing, type RunPing } from './kinds/ping.ts';
import { createServiceKind } from './kinds/service.ts';
import { createTcpKind } from './kinds/tcp.ts';
import type { MachineState, PartHealth } from './model.ts';
import { createReadRoutes } from './reads/routes.ts';
import { createCheckRoutes } from './routes.ts';
import { createCheckStore } from './store.ts';
import { createUplink, type UplinkState } from './uplink.ts';

export { checkMigrations, heartbeatMigrations } from './migrations.ts';
export type { MachineState, PartHealth } from './model.ts';
export type { CheckView } from './checks.ts';
export type { NameServer } from './dns/servers.ts';

/** What `core.ts` fills in. */
export interface ChecksAreaDeps {
  /** `state.db` */
  readonly database: Database;
  /** `metrics.db` */
  readonly measured: Database;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: AuditTrail;
  readonly events: EventBus;
  readonly recorder: Recorder;
  readonly random: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Addresses of a host. @throws where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly nameServersOf: DnsPorts['nameServersOf'];
  readonly published: DnsPorts['published'];
  /** Names that CloudCube keeps, the first one first, in lower case. */
  readonly hosts: () => readonly string[];
  readonly machine: MachineState;
  /** How CloudCube's own parts are. */
  readonly parts: () => Promise<readonly PartHealth[]>;
  /** Settings. */
  readonly resolvers: () => readonly string[];
  readonly uplinkTargets: () => readonly string[];
  /** The system's unless told. */
  readonly platform?: NodeJS.Platform;
  readonly runPing?: RunPing;
  /** Certificates to believe instead of those that Node brings, PEM. */
  readonly ca?: string;
}

/** The running area. */
export interface ChecksArea {
  readonly routes: readonly BoundRoute[];
  readonly checks: Checks;
  readonly uplink: () => UplinkState;
  /** Ends what runs, and stores what is left. */
  stop(): Promise<void>;
}

/** Starts it. */
export async function createChecksArea(deps: ChecksAreaDeps): Promise<ChecksArea> {
  const { database, clock, logger, audit, events, machine } = deps;
  const ending = new AbortController();
  const store = createCheckStore(database);
  const heartbeats = await createHeartbeats({ database: deps.measured, clock, logger });
  const web = { clock, resolve: deps.resolve, ca: deps.ca };
  const dns: DnsPorts = {
    ...{ clock, nameServersOf: deps.nameServersOf, resolvers: deps.resolvers, published: deps.published },
    random16: () => randomInt(65_536),
  };
  const { platform = process.platform, runPing = systemPing } = deps;
  const kinds: Kinds = {
    http: createHttpKind(web),
    tcp: createTcpKind(web),
    ping: createPingKind({ ...web, platform, runPing }),
    dns: createDnsKind(dns),
    service: createServiceKind(machine),
    container: createContainerKind(machine),
    heartbeat: createHeartbeatKind({ elapsed: () => clock.elapsed(), pulseOf: heartbeats.pulseOf }),
  };
  const uplink = createUplink({
    ...{ clock, logger, events, targets: deps.uplinkTargets },
    saved: await store.uplink(),
    save: (state) => store.saveUplink(state),
    onUp: () => {
      checks.lookAgain();
    },
  });
  const examine = createExamine({ kinds, clock, uplink, ending: ending.signal });
  const checks: Checks = await createChecks({ ...deps, store, kinds, examine, heartbeats });
  const deadMan = await createDeadMan({ ...deps, audit, ca: deps.ca });

  return {
    routes: [
      ...createCheckRoutes({ checks, kinds, uplink, deadMan, clock }),
      ...createReadRoutes({
        ...{ machine, dns, web, parts: deps.parts, ending: ending.signal },
        within: (work) => checks.within(work),
        named: () => ({ checks: checks.list().map(({ check }) => check), hosts: deps.hosts() }),
      }),
    ],
    checks,
    uplink: () => uplink.state(),
    async stop() {
      ending.abort();
      uplink.stop();
      await checks.stop();
      await deadMan.stop();
      await heartbeats.stop();
    },
  };
}
