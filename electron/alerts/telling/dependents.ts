/** Which alerts are consequences of others: a dead line, a resolver, a host that is gone. Pure. */
import type { StoredReason } from '../../../shared/api/common.ts';

/** What may be a cause or a consequence: an alert, or a rule that waits whether it lasts. */
export interface Trouble {
  /** Of the alert; of what is pending any name of its own. */
  readonly id: string;
  readonly rule_id: string;
  readonly metric_name: string;
  readonly object: string;
  readonly started_at: number;
  readonly cause: StoredReason | null;
  /** Of a check: what it looks at, and how. `null` where that is not known. */
  readonly host: string | null;
  readonly check_kind: string | null;
  /** The way there leads out of this machine's own networks; `null`: not known. */
  readonly outside: boolean | null;
}

const isCheck = ({ metric_name: name }: Trouble): boolean => name.startsWith('check.');
const isName = ({ metric_name: name }: Trouble): boolean => name.startsWith('ddns.');

/** What may turn out to be a consequence. */
export const mayDepend = (metricName: string): boolean =>
  metricName.startsWith('check.') || metricName.startsWith('ddns.') || metricName === 'network.resolver';

/** What is wrong with one host, what says most of it first: the ping, then whoever noticed first. */
function ranked(troubles: readonly Trouble[]): readonly Trouble[] {
  const rank = (one: Trouble): number => (one.check_kind === 'ping' ? 0 : 1);
  return troubles
    .filter(({ metric_name: name }) => name === 'check.up')
    .toSorted(
      (one, other) =>
        rank(one) - rank(other) || one.started_at - other.started_at || (one.id < other.id ? -1 : 1),
    );
}

/** What says most of the host of `one`; what has ended a moment ago is not the cause of its own return. */
const chiefOf = (one: Trouble, ofHost: readonly Trouble[]): Trouble | null =>
  ofHost.find(
    (other) => other.id === one.id || other.rule_id !== one.rule_id || other.object !== one.object,
  ) ?? null;

/** By the id of each consequence, its cause. A cause may itself be a consequence; nothing is its own. */
export function causesOf(troubles: readonly Trouble[]): ReadonlyMap<string, Trouble> {
  const causes = new Map<string, Trouble>();
  const find = (metric: string): Trouble | null =>
    troubles.find(({ metric_name: name }) => name === metric) ?? null;
  const [uplink, resolver] = [find('network.uplink'), find('network.resolver')];
  const checks = troubles.filter((one) => isCheck(one) && one.host !== null);
  const byHost = new Map(
    [...Map.groupBy(checks, ({ host }) => host)].map(([host, of]) => [host, ranked(of)]),
  );
  for (const one of troubles) {
    const chief = isCheck(one) && one.host !== null ? chiefOf(one, byHost.get(one.host) ?? []) : null;
    const isOutward = (isCheck(one) && one.outside !== false) || isName(one) || one === resolver;
    const isUnresolved = isCheck(one) && one.cause?.code === 'CHECK_UNRESOLVED';
    const cause =
      (isOutward ? uplink : null) ?? (isUnresolved ? resolver : null) ?? (chief === one ? null : chief);
    if (cause && cause !== one) causes.set(one.id, cause);
  }
  return causes;
}
