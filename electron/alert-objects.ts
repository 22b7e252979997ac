/** What alerts are told of the objects that are measured: what people call them, and what is behind their trouble. */
import type { StoredReason } from '../shared/api/common.ts';
import type { MetricName } from '../shared/metric-names.ts';
import { createWords } from '../shared/i18n/index.ts';
import { bytes, figure, type Culprits, type Described, type Objects } from './alerts/index.ts';
import type { ChecksArea, CheckView } from './checks/index.ts';
import type { Ddns } from './ddns/index.ts';
import type { Clock } from './kernel/clock.ts';
import { UserError } from './kernel/errors.ts';
import { filesystemCapacities, type Metrics } from './metrics/index.ts';

/** Who is asked. */
export interface ObjectParts {
  readonly checks: Pick<ChecksArea, 'checks'>;
  readonly ddns: {
    readonly service: Pick<Ddns['service'], 'status'>;
    readonly accounts: Pick<Ddns['accounts'], 'list' | 'standing'>;
  };
}

const plain = (object: string): Described => ({
  ...{ shown: object, names: [object], present: true, cause: null },
  ...{ host: null, check_kind: null, outside: null },
});

const gone = (object: string): Described => ({ ...plain(object), present: false });

/** The machine that a check looks at, where it is about one. */
function hostOf({ check }: CheckView): string | null {
  switch (check.kind) {
    case 'http':
      return URL.parse(check.config.url)?.hostname ?? null;
    case 'tcp':
    case 'ping':
      return check.config.host.toLowerCase();
    case 'dns':
    case 'service':
    case 'container':
    case 'heartbeat':
      return null;
  }
}

/** Knows the objects of every area. */
export function createAlertObjects({ checks: { checks }, ddns }: ObjectParts): Objects {
  const words = createWords('en');

  function check(id: string): Described {
    try {
      const view = checks.get(id);
      const { name, enabled, kind } = view.check;
      return {
        ...{ shown: name, names: [name, id], present: enabled, check_kind: kind },
        ...{ cause: view.standing.reason, host: hostOf(view), outside: view.last?.outside ?? null },
      };
    } catch (error) {
      if (error instanceof UserError) return gone(id);
      throw error;
    }
  }

  function account(id: string): Described {
    const found = ddns.accounts.list().find((one) => one.account_id === id);
    if (!found) return gone(id);
    const { reason } = ddns.accounts.standing(id);
    return { ...plain(id), shown: found.name, names: [found.name, id], cause: reason };
  }

  function name(object: string): Described {
    const host = ddns.service.status(words).hosts.find((one) => one.name === object);
    if (!host?.enabled) return gone(object);
    const { reason } = host;
    return { ...plain(object), cause: reason && { code: reason.code, params: reason.params } };
  }

  return {
    describe(metric, object) {
      if (metric.startsWith('check.')) return check(object);
      if (metric === 'ddns.account.ok') return account(object);
      return metric === 'ddns.name.ok' ? name(object) : plain(object);
    },
  };
}

/** Programs that are named. */
const MOST_PROGRAMS = 3;

/** Names the mount's growth and the programs that use most. */
export function createCulprits({
  metrics,
  clock,
}: {
  readonly metrics: Pick<Metrics, 'store' | 'watch'>;
  readonly clock: Clock;
}): Culprits {
  async function growth(mount: string): Promise<StoredReason[]> {
    const { filesystems } = await filesystemCapacities(metrics.store, clock.now(), mount);
    const space = filesystems[0]?.space;
    if (space?.trend !== 'growing') return [];
    const perDay = bytes(space.per_day.likely);
    const days = space.days_to_full?.likely;
    return days === undefined
      ? [{ code: 'alert_growth', params: { per_day: perDay } }]
      : [{ code: 'alert_growth_full', params: { per_day: perDay, days: Math.round(days) } }];
  }

  function programs(by: 'cpu' | 'memory'): StoredReason[] {
    const processes = metrics.watch.latest()?.processes;
    if (!processes || !('value' in processes)) return [];
    const most = processes.value[by === 'cpu' ? 'top_cpu' : 'top_memory'].slice(0, MOST_PROGRAMS);
    const list = most.map(({ name, cpu, memory }) =>
      by === 'cpu' ? `${name} ${figure(cpu ?? 0, 'percent')}` : `${name} ${bytes(memory)}`,
    );
    return list.length === 0 ? [] : [{ code: `alert_processes_${by}`, params: { list: list.join(', ') } }];
  }

  return {
    of(metric: MetricName, object) {
      if (metric === 'system.disk.usage' || metric === 'system.disk.available') return growth(object);
      if (metric.startsWith('system.cpu.') || metric.startsWith('system.load.')) {
        return Promise.resolve(programs('cpu'));
      }
      const isMemory = metric.startsWith('system.memory.') || metric.startsWith('system.swap.');
      return Promise.resolve(isMemory ? programs('memory') : []);
    },
  };
}
