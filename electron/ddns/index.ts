/** The `ddns` area: names that point home. */
import { ddnsSourceRoutes } from '../../shared/api/ddns-source-routes.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Jobs } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import { createAccounts, type Accounts, type AccountsDeps } from './accounts/accounts.ts';
import { createAccountRoutes } from './accounts/routes.ts';
import { createAccountStore } from './accounts/store.ts';
import { createAges } from './ages.ts';
import { createInboundRoutes, createTokenHandlers } from './inbound/routes.ts';
import { createInboundStore } from './inbound/store.ts';
import { createInboundTokens } from './inbound/tokens.ts';
import { createInboundUpdate } from './inbound/update.ts';
import { createMeter } from './grounds/meter.ts';
import { createEmbeddedGround } from './grounds/embedded-ground.ts';
import { createHostRoutes } from './host-routes.ts';
import type { Machine } from './machine/index.ts';
import type { AskZone, Zones } from './model.ts';
import type { Provider } from './providers/provider.ts';
import { createRecordRoutes } from './record-routes.ts';
import { createDdnsRoutes } from './routes.ts';
import { createDdnsService, type DdnsService } from './service.ts';
import { createSourceHandlers } from './sources/routes.ts';
import { createSources, type MemberPorts, type Sources } from './sources/index.ts';
import { hostsOf, loadDdnsState } from './state.ts';
import { createDdnsStore } from './store.ts';
import type { AskAuthorities } from './verify.ts';

export { ddnsMigrations } from './migrations.ts';
export { createMachine, type Machine } from './machine/index.ts';
export type { AskZone, Zones } from './model.ts';
export type { AskAuthorities } from './verify.ts';
export { providers } from './providers/index.ts';
export { createMemberPorts } from './sources/member-ports.ts';

/** What `core.ts` fills in. */
export interface DdnsDeps extends MemberPorts {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly zones: Zones;
  readonly providers: readonly Provider[];
  readonly askZone: AskZone;
  readonly machine: Machine;
  /** Asks the servers that speak for names; `own` where an account's endpoint is itself one (`dns://…`). */
  readonly askAuthorities: (own: string | null) => AskAuthorities;
  readonly httpTo: AccountsDeps['httpTo'];
  readonly egressTo: AccountsDeps['egressTo'];
  readonly ports: AccountsDeps['ports'];
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly logger: Logger;
  readonly scheduler: Scheduler;
  readonly jobs: Jobs;
  /** That nobody can foresee. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly intervalSeconds: () => number;
  readonly holdDownSeconds: () => number;
  readonly maxChangesPerHour: () => number;
}

/** The service with its routes. */
export interface Ddns {
  readonly service: DdnsService;
  readonly accounts: Accounts;
  readonly sources: Sources;
  /** Ends after the running updates; what devices' tokens counted is stored. */
  stop(): Promise<void>;
  readonly routes: readonly BoundRoute[];
}

/** Loads the area's tables and makes it; nothing runs until `service.start()`. */
export async function createDdns(deps: DdnsDeps): Promise<Ddns> {
  const { database, secretBox, clock, logger, zones, askZone } = deps;
  const store = createDdnsStore(database);
  const state = await loadDdnsState(store);
  const providerOf = (id: string): Provider | undefined => deps.providers.find((one) => one.id === id);
  // Accounts and the service know each other; neither calls the other before both are there.
  let service: DdnsService | null = null;
  const theService = (): DdnsService => {
    if (!service) throw new Error('The service is not made yet');
    return service;
  };
  const warn = (error: unknown): void => {
    logger.error({ error }, 'A change of an account could not be followed');
  };

  const meter = createMeter();
  const accounts = await createAccounts({
    store: createAccountStore(database, secretBox),
    audit: deps.audit,
    clock,
    ports: deps.ports,
    providerOf,
    httpTo: (way) => meter.http(deps.httpTo(way)),
    egressTo: deps.egressTo,
    hostsOf: (accountId) => hostsOf(state, accountId).length,
    stateOf: (accountId) => theService().grounds.standing(accountId),
    changed(accountId) {
      const { grounds } = theService();
      const isThere = accounts.list().some((account) => account.account_id === accountId);
      (isThere ? grounds.edited(accountId) : grounds.removed(accountId)).catch(warn);
    },
  });
  const sources = await createSources({
    ...deps,
    store,
    hosts: () => state.hosts.values(),
    changed: () => {
      theService().checkSoon('host_change');
    },
  });
  const tokens = await createInboundTokens({
    store: createInboundStore(database),
    audit: deps.audit,
    clock,
    logger,
    randomBytes: deps.randomBytes,
    knowsHost: (hostId) => state.hosts.has(hostId),
  });
  const inbound = createInboundUpdate({
    tokens,
    host: (hostId) => state.hosts.get(hostId),
    claims: sources.claims,
    stands({ host_id: hostId, name }, family, address) {
      const { published, record_name: under, verification } = state.record(hostId, family);
      return published === address && under === name && verification === 'verified';
    },
    publish: (hostIds) => theService().publish(hostIds),
    clock,
    logger,
  });
  const isOwnServer = (accountId: string): string | null => {
    const { endpoint, provider } = accounts.get(accountId);
    const url = endpoint ?? providerOf(provider)?.endpoint ?? '';
    return url.startsWith('dns:') ? url : null;
  };
  service = await createDdnsService({
    ...deps,
    store,
    state,
    transact: database.transact,
    detector: sources.detector,
    ages: createAges(clock),
    embedded: createEmbeddedGround({ zones, askZone, logger }),
    accounts: () => accounts,
    providerOf,
    askAuthorities: (accountId) => (questions) => deps.askAuthorities(isOwnServer(accountId))(questions),
    meter,
    gates: await store.gates(),
    unsettled: await store.unsettled(),
    standardSource: sources.standard,
    knowsSource: (sourceId) => sources.entities.find(sourceId) !== null,
    forgetClaims: sources.claims.drop,
  });
  return {
    service,
    accounts,
    sources,
    async stop() {
      await theService().stop();
      await tokens.stop();
    },
    routes: [
      ...createDdnsRoutes(service, sources, clock),
      ...createHostRoutes(service, clock),
      ...createRecordRoutes(service),
      ...createAccountRoutes(accounts, deps.providers),
      ...implement(ddnsSourceRoutes, {
        ...createSourceHandlers(sources.entities),
        ...createTokenHandlers(tokens),
      }),
      ...createInboundRoutes(inbound),
    ],
  };
}
