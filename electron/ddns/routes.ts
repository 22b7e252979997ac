/** Operations on the service: from what the service says to what goes over the wire. */
import { pageOf, paginate, type StoredReason, type Reason } from '../../shared/api/common.ts';
import { ddnsRoutes } from '../../shared/api/ddns-routes.ts';
import type { AddressChange, HistoryEntry, PlannedStep, UpdateResult } from '../../shared/api/ddns.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull, type Clock } from '../kernel/clock.ts';
import { patiently } from '../kernel/jobs.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type Answer, type BoundRoute, type Call, type GiveBack } from '../server/route.ts';
import type { HistoryRow } from './model.ts';
import type { DdnsService } from './service.ts';
import type { PlannedStepDraft } from './planned.ts';
import type { Sources } from './sources/index.ts';

function toReason(reason: StoredReason | null, words: Words): Reason | null {
  return reason && { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };
}

/** A history row in the reader's language. */
export function toHistoryEntry(row: HistoryRow, words: Words): HistoryEntry {
  return { ...row, timestamp: toTimestamp(row.timestamp), reason: toReason(row.reason, words) };
}

function toStep(step: PlannedStepDraft, words: Words): PlannedStep {
  return { ...step, reason: toReason(step.reason, words) };
}

type Noted = Awaited<ReturnType<Sources['history']>>['rows'][number];

function toAddressChange({ timestamp, until, kind, origin_id: id, name, ...row }: Noted): AddressChange {
  const { family, address, previous, reach, watched } = row;
  return {
    id: row.id,
    timestamp: toTimestamp(timestamp),
    ...{ family, address, previous, reach, watched },
    until: toTimestampOrNull(until),
    source: { kind, id, name },
  };
}

/** Joins the service to its contract. */
export function createDdnsRoutes(
  service: DdnsService,
  sources: Pick<Sources, 'history'>,
  clock: Clock,
): BoundRoute[] {
  async function update({
    query,
    body,
    words,
    spend,
  }: Call<typeof ddnsRoutes.update>): Promise<Answer<UpdateResult | { job_id: string }>> {
    let giveBack: GiveBack = () => undefined;
    const { job, joined } = await service.update(query.force ?? body?.force ?? false, () => {
      giveBack = spend();
    });
    // A check that nobody had asked for was under way.
    if (joined) giveBack();
    const ended = await patiently(clock, job.done);
    if (!ended) return { data: { job_id: job.job_id }, status: 202 };
    const { changes, ...result } = ended.result;
    return {
      data: {
        ...result,
        job_id: job.job_id,
        joined,
        changes: changes.map((row) => toHistoryEntry(row, words)),
      },
    };
  }

  /** Pausing until a moment that has passed is a mistake worth telling. */
  function pauseEnd(body: { minutes?: number; until?: string } | null | undefined): number | null {
    if (body?.until !== undefined) {
      const until = Date.parse(body.until);
      if (until > clock.now()) return until;
      throw new UserError('VALIDATION_ERROR', { params: { path: 'until', keyword: 'future', limit: '' } });
    }
    return body?.minutes === undefined ? null : clock.now() + body.minutes * 60_000;
  }

  return implement(ddnsRoutes, {
    getStatus: ({ words }) => ({ data: service.status(words) }),
    async getHistory({ query, words }) {
      const position = pageOf(query, 100);
      const { rows, total } = await service.history({
        ...position,
        host_id: query.host_id,
        result: query.result,
      });
      const history = rows.map((row) => toHistoryEntry(row, words));
      return { data: { history, count: history.length }, pagination: paginate(position, total) };
    },
    async getAddressHistory({ query }) {
      const position = pageOf(query, 100);
      const { family, reach } = query;
      const { rows, total } = await sources.history({ ...position, family, reach });
      const changes = rows.map(toAddressChange);
      return { data: { changes, count: changes.length }, pagination: paginate(position, total) };
    },
    manualUpdate: update,
    update,
    async getPlan({ query, words }) {
      const steps = (await service.plan(query.host_id)).map((step) => toStep(step, words));
      const changes = steps.filter(({ action }) => action !== 'keep' && action !== 'blocked').length;
      return { data: { steps, count: steps.length, changes } };
    },
    async pause({ body }) {
      const { since, until } = await service.pause(pauseEnd(body));
      return { data: { paused_since: toTimestamp(since), paused_until: toTimestampOrNull(until) } };
    },
    async resume() {
      await service.resume();
      return { data: { paused_since: null, paused_until: null } };
    },
  });
}
