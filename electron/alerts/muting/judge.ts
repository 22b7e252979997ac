/**
 * Whether an alert may be told now. Silences and maintenance mute whatever fits them, critical alerts too; quiet hours let
 * these pass and have the others wait for their end.
 */
import { matchersText } from '../../../shared/matchers.ts';
import { severities } from '../../../shared/notice.ts';
import { fitsAll, type Fits, type Labels } from './matchers.ts';
import { stateOf, type StoredMaintenance, type StoredQuietHours, type StoredSilence } from './model.ts';
import type { Judged, Judgement, Muting } from './muting.ts';
import { quietAt } from './quiet.ts';
import { planAt } from './recurrence.ts';
import { onTheWall } from './zoned.ts';

/** Characters of the matchers that a reason shows. */
const LONGEST_SHOWN = 200;
/** How long (ms) an answer that nothing ends is good for. */
const LONGEST_KEPT = 86_400_000;

/** What judges, and is told of every change. */
export interface Judge extends Muting {
  /** Takes the place of all silences before. */
  silences(all: Iterable<StoredSilence>): void;
  maintenance(all: Iterable<StoredMaintenance>): void;
  quietHours(hours: StoredQuietHours): void;
  /** What mutes then, as one text: another text, and something has begun or ended. */
  standing(at: number): string;
}

/** What is so until `until` (ms UTC), if it ends at all; `judgement` is `null` where nothing is in the way. */
interface Standing {
  readonly judgement: Judgement | null;
  readonly until: number | null;
}

/** Remembers what stands until that changes: asking a calendar takes far longer than all else here. */
function remembered(ask: (at: number) => Standing): (at: number) => Judgement | null {
  let kept: { readonly judgement: Judgement | null; readonly from: number; readonly until: number } | null =
    null;
  return (at) => {
    if (kept && at >= kept.from && at < kept.until) return kept.judgement;
    const { judgement, until } = ask(at);
    kept = { judgement, from: at, until: until ?? at + LONGEST_KEPT };
    return judgement;
  };
}

function judgementOf(silence: StoredSilence): Judgement {
  const text = matchersText(silence.matchers);
  const matchers = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return {
    kind: 'mute',
    reason: { code: 'MUTED_BY_SILENCE', params: { by: silence.created_by, matchers } },
    by: { kind: 'silence', id: silence.silence_id },
  };
}

function maintenanceAt(maintenance: StoredMaintenance, at: number): Standing {
  const { current, next } = planAt(maintenance, at);
  if (!current) return { judgement: null, until: next?.start ?? null };
  const until = onTheWall(current.end, maintenance.time_zone);
  const judgement: Judgement = {
    kind: 'mute',
    reason: { code: 'MUTED_BY_MAINTENANCE', params: { name: maintenance.name, until } },
    by: { kind: 'maintenance', id: maintenance.maintenance_id },
  };
  return { judgement, until: Math.min(current.end, next?.start ?? current.end) };
}

function quietHoursAt(hours: StoredQuietHours, at: number): Standing {
  const { until, next } = quietAt(hours, at);
  if (until === null) return { judgement: null, until: next?.start ?? null };
  const params = { until: onTheWall(until, hours.time_zone) };
  const judgement: Judgement = {
    kind: 'defer',
    reason: { code: 'DEFERRED_BY_QUIET_HOURS', params },
    until,
    digest: `quiet_hours:${String(until)}`,
  };
  return { judgement, until };
}

/** A silence that is put to use. */
interface Open {
  readonly silence: StoredSilence;
  readonly fits: Fits;
  readonly judgement: Judgement;
}

/** Of two ends the later; none at all is the latest. */
const isLater = (one: number | null, other: number | null): boolean =>
  other !== null && (one === null || one > other);

/** A judge who knows of nothing yet. */
export function createJudge(): Judge {
  let open: readonly Open[] = [];
  // An active alert mostly keeps its labels object: an expression is asked about it once.
  let known = new WeakMap<Labels, readonly Open[]>();
  let plans: readonly { readonly fits: Fits; readonly at: (at: number) => Judgement | null }[] = [];
  let quiet: { readonly worst: number; readonly at: (at: number) => Judgement | null } | null = null;

  function fitting(labels: Labels): readonly Open[] {
    let found = known.get(labels);
    if (!found) {
      found = open.filter(({ fits }) => fits(labels));
      known.set(labels, found);
    }
    return found;
  }

  /** Of several the one that ends last: with it, it is over. */
  function bySilence({ labels }: Judged, at: number): Judgement | null {
    let last: Open | null = null;
    for (const one of fitting(labels)) {
      if (stateOf(one.silence, at) !== 'active') continue;
      if (!last || isLater(one.silence.ends_at, last.silence.ends_at)) last = one;
    }
    return last?.judgement ?? null;
  }

  function byMaintenance({ labels }: Judged, at: number): Judgement | null {
    for (const plan of plans) {
      const judgement = plan.at(at);
      if (judgement && plan.fits(labels)) return judgement;
    }
    return null;
  }

  const byQuietHours = ({ severity }: Judged, at: number): Judgement | null =>
    quiet && severities.indexOf(severity) <= quiet.worst ? quiet.at(at) : null;

  return {
    judge: (alert, at) =>
      bySilence(alert, at) ?? byMaintenance(alert, at) ?? byQuietHours(alert, at) ?? { kind: 'send' },
    silences(all) {
      open = [...all].map((silence) => ({
        ...{ silence, fits: fitsAll(silence.matchers), judgement: judgementOf(silence) },
      }));
      known = new WeakMap();
    },
    maintenance(all) {
      plans = [...all]
        .filter(({ enabled }) => enabled)
        .map((one) => ({
          fits: fitsAll(one.matchers),
          at: remembered((at) => maintenanceAt(one, at)),
        }));
    },
    quietHours(hours) {
      quiet = hours.enabled
        ? {
            worst: severities.indexOf(hours.up_to),
            at: remembered((at) => quietHoursAt(hours, at)),
          }
        : null;
    },
    standing: (at) =>
      JSON.stringify([
        ...open.map(({ silence }) => [silence.silence_id, stateOf(silence, at)]),
        ...plans.map((plan) => plan.at(at)),
        quiet?.at(at) ?? null,
      ]),
  };
}
