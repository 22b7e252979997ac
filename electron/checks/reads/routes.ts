/** The documented reads: services, the health of a name, the health of a page. */
import { checkHealthRoutes, type DnsHealth, type WebHealth } from '../../../shared/api/checks-health.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import { toTimestamp } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import { implement, type Answer, type BoundRoute } from '../../server/route.ts';
import { bare } from '../../kernel/http-target.ts';
import { isOutside } from '../guard.ts';
import { daysLeft } from '../http/certificate.ts';
import { visit, type Visit, type VisitPorts } from '../http/visit.ts';
import type { DnsPorts } from '../kinds/dns.ts';
import type { MachineState, PartHealth } from '../model.ts';
import { showReason } from '../shown.ts';
import { isAskableName, isNamedPage, type Named } from './askable.ts';
import { createBriefly } from './briefly.ts';
import { lookAtName, type NameHealth } from './dns-health.ts';
import { servicesOf, summaryOf } from './services.ts';

/** What the reads stand on. */
export interface ReadDeps {
  readonly parts: () => Promise<readonly PartHealth[]>;
  readonly machine: MachineState;
  readonly named: () => Named;
  readonly dns: DnsPorts;
  readonly web: VisitPorts;
  /** Does work within the bound of what runs at once. */
  readonly within: <T>(work: () => Promise<T>) => Promise<T>;
  /** Ends everything. */
  readonly ending: AbortSignal;
}

const REMEMBERED_MS = 10_000;
const PATIENCE_MS = 15_000;

interface Looked {
  readonly visited: Visit | null;
  readonly at: number;
}

const roundOrNull = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 10) / 10);

function showName(health: NameHealth, words: Words): Answer<DnsHealth> {
  const records = health.records.map(({ statements, values, published, ...record }) => ({
    ...record,
    values: values && [...values],
    published: published && [...published],
    servers: statements.map(({ server, told, latency_ms, reason }) => ({
      server: server.name,
      address: server.target.host,
      role: server.role,
      values: told && [...told.values],
      rcode: told?.rcode ?? null,
      // Whoever speaks for a zone does not verify what is its own.
      dnssec: told && server.role === 'resolver' ? told.verified : null,
      ttl: told?.ttl ?? null,
      latency_ms: roundOrNull(latency_ms),
      reason: showReason(reason, words),
    })),
  }));
  const { domain, healthy, at, reason } = health;
  const unknown = records.flatMap(({ agree }, index) =>
    agree === null && reason ? [{ path: `/records/${String(index)}/agree`, reason }] : [],
  );
  return {
    data: { domain, status: healthy ? 'healthy' : 'unhealthy', checked_at: toTimestamp(at), records },
    unavailable: unknown,
  };
}

function showPage(url: string, { visited, at }: Looked, words: Words): WebHealth {
  const timedOut: StoredReason = { code: 'CHECK_TIMEOUT', params: { seconds: PATIENCE_MS / 1000 } };
  const { answer = null, shown = null, timing, failure } = visited ?? {};
  const status = answer?.status ?? null;
  const isWell = status !== null && status < 400 && shown?.problem == null;
  return {
    url,
    status: isWell ? 'healthy' : 'unhealthy',
    checked_at: toTimestamp(at),
    http_status: status,
    address: visited?.address ?? null,
    timing: {
      dns: roundOrNull(timing?.dns ?? null),
      connect: roundOrNull(timing?.connect ?? null),
      tls: roundOrNull(timing?.tls ?? null),
      first_byte: roundOrNull(timing?.first_byte ?? null),
      total: roundOrNull(timing?.total ?? null) ?? PATIENCE_MS,
    },
    certificate: shown && {
      valid: shown.problem === null,
      problem: shown.problem,
      protocol: shown.protocol,
      chain: shown.chain.map((certificate) => ({
        ...certificate,
        names: [...certificate.names],
        valid_from: toTimestamp(certificate.valid_from),
        valid_to: toTimestamp(certificate.valid_to),
        days_left: daysLeft([certificate], at) ?? 0,
      })),
    },
    redirects: visited?.redirects.map((one) => ({ ...one })) ?? [],
    reason: showReason(visited ? (failure?.reason ?? null) : timedOut, words),
  };
}

/** Makes them. */
export function createReadRoutes(deps: ReadDeps): BoundRoute[] {
  const { machine, dns, web, ending } = deps;
  const { clock } = dns;
  const names = createBriefly<NameHealth>(clock, REMEMBERED_MS);
  const pages = createBriefly<Looked>(clock, REMEMBERED_MS);
  const signal = (): AbortSignal => AbortSignal.any([ending, AbortSignal.timeout(PATIENCE_MS)]);

  function firstName(given: string | undefined, { hosts }: Named): string {
    const name = given ?? hosts[0];
    if (name === undefined) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } });
    return name;
  }

  async function lookAtPage(url: string, isNamed: boolean): Promise<Looked> {
    const journey = {
      url,
      method: 'GET',
      headers: {},
      redirects: 'follow',
      verify_certificate: false,
    } as const;
    const until = signal();
    try {
      const visited = await visit({ ...journey, wantsBody: false, isNamed }, web, until);
      return { visited, at: clock.now() };
    } catch (error) {
      if (!until.aborted) throw error;
      return { visited: null, at: clock.now() };
    }
  }

  return implement(checkHealthRoutes, {
    async getServices({ query, words }) {
      const named = deps
        .named()
        .checks.flatMap(({ kind, config }) => (kind === 'service' ? [config.unit] : []));
      const [units, containers] = [machine.units(), machine.containers()];
      const all = servicesOf({ parts: await deps.parts(), named, units, containers });
      const { service: wanted } = query;
      const chosen = [...all].filter(
        ([name]) => wanted === undefined || name === wanted || name === `${wanted}.service`,
      );
      if (chosen.length === 0) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'service' } });
      const services = chosen.map(
        ([name, { kind, status, detail, reason }]) =>
          [name, { kind, status, detail, reason: showReason(reason, words) }] as const,
      );
      const unavailable = chosen.flatMap(([name, { unknown }]) =>
        unknown === null ? [] : [{ path: `/services/${name}/status`, reason: unknown }],
      );
      const missing =
        wanted === undefined && !('value' in containers)
          ? [{ path: '/services/containers', reason: containers.unavailable }]
          : [];
      return {
        data: {
          services: Object.fromEntries(services),
          summary: summaryOf(chosen.map(([, service]) => service)),
        },
        unavailable: [...unavailable, ...missing],
      };
    },
    async getDnsHealth({ query, words }) {
      const named = deps.named();
      const domain = firstName(query.domain, named);
      if (!isAskableName(domain, named)) {
        throw new UserError('CHECK_TARGET_REFUSED', { params: { host: domain } });
      }
      const health = await names(domain, () => deps.within(() => lookAtName(domain, dns, signal())));
      return showName(health, words);
    },
    async getWebHealth({ query, words }) {
      const named = deps.named();
      const asked = query.url ?? `https://${firstName(undefined, named)}/`;
      const parsed = URL.parse(asked);
      if (!parsed || parsed.hostname === '' || parsed.username !== '' || parsed.password !== '') {
        throw new UserError('VALIDATION_ERROR', { params: { path: 'url', keyword: 'invalid', limit: '' } });
      }
      const url = parsed.href;
      const isNamed = isNamedPage(url, named);
      const host = bare(parsed.hostname);
      // Before anybody is asked where it is: what the local network calls its own is none of a reader's business.
      if (!isNamed && !isOutside(host, [])) throw new UserError('CHECK_TARGET_REFUSED', { params: { host } });
      const looked = await pages(`${String(isNamed)} ${url}`, () =>
        deps.within(() => lookAtPage(url, isNamed)),
      );
      const { visited } = looked;
      if (visited?.failure?.reason.code === 'CHECK_FORBIDDEN' && visited.redirects.length === 0) {
        throw new UserError('CHECK_TARGET_REFUSED', { params: { host } });
      }
      return { data: showPage(url, looked, words) };
    },
  });
}
