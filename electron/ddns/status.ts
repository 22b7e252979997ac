/** How names are doing, from what is stored and what was seen. Pure; the page, the tray and the API show the same. */
import type { Reason, StoredReason } from '../../shared/api/common.ts';
import type { Family, HostState } from '../../shared/api/ddns.ts';
import type { FamilyStatus, HostStatus } from '../../shared/api/ddns-hosts.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestampOrNull } from '../kernel/clock.ts';
import type { FamilyRecord, StoredHost } from './model.ts';
import type { Sighting } from './state.ts';

/** From well to unwell; the worst of a host's families is the host's. */
const order: readonly HostState[] = [
  'ok',
  'unknown',
  'paused',
  'working',
  'warning',
  'needs_adoption',
  'error',
];

/** What stands in the way for a short while only. */
const passing: ReadonlySet<string> = new Set([
  'DDNS_ACCOUNT_THROTTLED',
  'DDNS_ACCOUNT_TROUBLE',
  'DDNS_ACCOUNT_CONFLICT',
  'DDNS_OUTCOME_UNKNOWN',
  'DDNS_QUOTA',
]);
/** Nothing is wrong: a newer address has to last a while. */
const waiting: ReadonlySet<string> = new Set(['DDNS_HOLD_DOWN']);

/** State and reason of one family of a host. */
export interface Verdict {
  readonly state: HostState;
  readonly reason: StoredReason | null;
}

/** The verdict on one family. A family that has no address and never had one is no trouble: it is just not there. */
export function judgeFamily(host: StoredHost, record: FamilyRecord, sighting: Sighting | null): Verdict {
  if (!host.enabled) return { state: 'paused', reason: { code: 'DDNS_DISABLED', params: {} } };
  if (sighting === null) {
    // Nothing was seen since the start: what was last told of it still holds.
    return record.failure
      ? { state: 'error', reason: record.failure }
      : { state: 'unknown', reason: { code: 'DDNS_NOT_CHECKED', params: {} } };
  }
  if (sighting.adoption.length > 0) return { state: 'needs_adoption', reason: sighting.reason };
  if (sighting.failed)
    return { state: passing.has(sighting.reason?.code ?? '') ? 'warning' : 'error', reason: sighting.reason };
  if (sighting.detected === null) {
    const isAbsent = sighting.reason?.code === 'DDNS_NO_ADDRESS' && record.published === null;
    return { state: isAbsent ? 'unknown' : 'warning', reason: sighting.reason };
  }
  if (sighting.reason)
    return { state: waiting.has(sighting.reason.code) ? 'working' : 'warning', reason: sighting.reason };
  switch (record.verification) {
    case 'verified':
      return { state: 'ok', reason: null };
    case 'mismatch':
      return { state: 'error', reason: { code: 'DDNS_NOT_PROVEN', params: {} } };
    case 'pending':
    case null:
      return { state: 'warning', reason: { code: 'DDNS_VERIFY_PENDING', params: {} } };
  }
}

/** A host is as well as its worst family; one without any address at all is a warning. */
export function judgeHost(verdicts: readonly Verdict[]): Verdict {
  const present = verdicts.filter(({ reason }) => reason?.code !== 'DDNS_NO_ADDRESS');
  const [first] = verdicts;
  if (present.length === 0) return { state: 'warning', reason: first?.reason ?? null };
  return present.reduce((worst, next) =>
    order.indexOf(next.state) > order.indexOf(worst.state) ? next : worst,
  );
}

/** The state of all names together. */
export function judgeAll(
  hosts: readonly Pick<HostStatus, 'state' | 'enabled'>[],
  isPaused: boolean,
): HostState {
  const states = hosts.filter(({ enabled }) => enabled).map(({ state }) => state);
  const worst = states.reduce<HostState>((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'ok');
  if (worst === 'ok' && isPaused) return 'paused';
  return states.length === 0 ? 'unknown' : worst;
}

/** Looks up what is known of a host's family. */
export interface Facts {
  readonly record: (hostId: string, family: Family) => FamilyRecord;
  readonly sighting: (hostId: string, family: Family) => Sighting | null;
}

function inWords(reason: StoredReason | null, words: Words): Reason | null {
  return reason === null
    ? null
    : { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };
}

/** One host as the API shows it, without the times of checks, which are the same for all. */
export function describeHost(
  host: StoredHost,
  facts: Facts,
  words: Words,
): Omit<HostStatus, 'last_check' | 'next_check'> {
  const families = host.families.map((family) => {
    const record = facts.record(host.host_id, family);
    const sighting = facts.sighting(host.host_id, family);
    return { family, record, sighting, verdict: judgeFamily(host, record, sighting) };
  });
  const verdict = judgeHost(families.map((family) => family.verdict));
  const changes = families.flatMap(({ record }) => (record.last_change === null ? [] : [record.last_change]));
  return {
    host_id: host.host_id,
    name: host.name,
    account_id: host.account_id,
    scope: host.scope,
    enabled: host.enabled,
    ttl: host.ttl,
    state: verdict.state,
    families: families.map(({ family, record, sighting, verdict: own }): FamilyStatus => ({
      family,
      state: own.state,
      published: record.published,
      detected: sighting?.detected ?? null,
      verification: record.verification,
      verified_at: toTimestampOrNull(record.verified_at),
      last_change: toTimestampOrNull(record.last_change),
      adoption: [...(sighting?.adoption ?? [])],
      next_try: toTimestampOrNull(sighting?.next_try ?? null),
      reason: inWords(own.reason, words),
    })),
    last_change: changes.length === 0 ? null : new Date(Math.max(...changes)).toISOString(),
    reason: inWords(verdict.reason, words),
  };
}

const unwellStates: ReadonlySet<HostState> = new Set(['error', 'warning', 'needs_adoption']);

/** The one sentence about all names. */
export function sentence(
  state: HostState,
  hosts: readonly Omit<HostStatus, 'last_check' | 'next_check'>[],
  words: Words,
): string {
  const enabled = hosts.filter((host) => host.enabled);
  const unwell = enabled.filter((host) => unwellStates.has(host.state));
  const [firstUnwell] = unwell;
  const [first] = enabled;
  if (!first) return words.say('status.ddns.none');
  if (firstUnwell) {
    return unwell.length === 1 && firstUnwell.reason
      ? words.say('status.ddns.unwell_one', { name: firstUnwell.name, reason: firstUnwell.reason.message })
      : words.say('status.ddns.unwell_other', { count: unwell.length, total: enabled.length });
  }
  if (state === 'paused') return words.say('status.ddns.paused');
  if (state !== 'ok') return words.say('status.ddns.unknown');
  return enabled.length === 1
    ? words.say('status.ddns.ok_one', { name: first.name })
    : words.say('status.ddns.ok_other', { count: enabled.length });
}

/** The address that the single documented field shows: the first host's, in the order of its families. */
export function currentIp(first: StoredHost | undefined, sighting: Facts['sighting']): string | null {
  for (const family of first?.families ?? []) {
    const detected = sighting(first?.host_id ?? '', family)?.detected;
    if (detected != null) return detected;
  }
  return null;
}
