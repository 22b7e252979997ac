/** The services of this machine as far as they are known: parts of CloudCube, units that a check names, containers. Pure. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { ServiceHealth } from '../../../shared/api/checks-health.ts';
import { findUnit } from '../kinds/service.ts';
import type { Known } from '../../kernel/known.ts';
import type { ContainerState, PartHealth, UnitState } from '../model.ts';

/** One of them; `unknown` says why its state is not known. */
export interface Service {
  readonly name: string;
  readonly kind: ServiceHealth['kind'];
  readonly status: ServiceHealth['status'];
  readonly detail: string | null;
  readonly reason: StoredReason | null;
  readonly unknown: StoredReason | null;
}

/** What is known. */
export interface ServiceFacts {
  readonly parts: readonly PartHealth[];
  /** Units that checks name. */
  readonly named: readonly string[];
  readonly units: Known<readonly UnitState[]>;
  readonly containers: Known<readonly ContainerState[]>;
}

const plain = { detail: null, reason: null, unknown: null };

function ofUnit(name: string, units: ServiceFacts['units']): Service {
  const kind = 'unit' as const;
  if (!('value' in units)) return { ...plain, name, kind, status: null, unknown: units.unavailable };
  const found = findUnit(units.value, name);
  if (!found) {
    const unknown = { code: 'CHECK_UNIT_UNKNOWN', params: { unit: name } };
    return { ...plain, name, kind, status: null, unknown };
  }
  const { active, sub } = found;
  const status = active === 'active' ? 'running' : active === 'failed' ? 'failed' : 'stopped';
  return { ...plain, name: found.unit, kind, status, detail: `${active} (${sub})` };
}

function ofContainer({ name, state, health }: ContainerState): Service {
  const isWell = health === null || health === 'healthy' || health === 'starting';
  const status = state !== 'running' ? 'stopped' : isWell ? 'running' : 'unhealthy';
  return {
    ...plain,
    name,
    kind: 'container',
    status,
    detail: health === null ? state : `${state} (${health})`,
  };
}

/** All of them; of the same name the parts come before units, and those before containers. */
export function servicesOf({ parts, named, units, containers }: ServiceFacts): ReadonlyMap<string, Service> {
  const all: Service[] = [
    ...parts.map(({ part, reason }): Service => ({
      ...plain,
      ...{ name: part, kind: 'part', status: reason === null ? 'running' : 'failed', reason },
    })),
    ...[...new Set(named)].map((name) => ofUnit(name, units)),
    ...('value' in containers ? containers.value.map(ofContainer) : []),
  ];
  const byName = new Map<string, Service>();
  for (const service of all) {
    const name = byName.has(service.name) ? `${service.kind}:${service.name}` : service.name;
    if (!byName.has(name)) byName.set(name, service);
  }
  return byName;
}

/** How many are well. Those that cannot be told count neither way. */
export function summaryOf(services: Iterable<Service>): {
  total: number;
  healthy: number;
  unhealthy: number;
  unknown: number;
  health_percentage: number | null;
} {
  const all = [...services];
  const healthy = all.filter(({ status }) => status === 'running').length;
  const unknown = all.filter(({ status }) => status === null).length;
  const known = all.length - unknown;
  return {
    ...{ total: all.length, healthy, unhealthy: known - healthy, unknown },
    health_percentage: known === 0 ? null : Math.round((healthy / known) * 1000) / 10,
  };
}
