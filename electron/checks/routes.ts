/** Operations on checks, heartbeats and the dead-man ping. */
import { checkConfigs, checkKinds } from '../../shared/api/check-kinds.ts';
import { checkRoutes } from '../../shared/api/checks-routes.ts';
import { pageOf, paginate } from '../../shared/api/common.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { Checks } from './checks.ts';
import type { DeadManPing } from './dead-man.ts';
import { statusOf } from './decide.ts';
import type { Kinds } from './kinds/kind.ts';
import { showCheck, showDeadMan, showFinding, showReason, showTransition, showUplink } from './shown.ts';
import { kindOf } from './told.ts';
import type { UplinkWatch } from './uplink.ts';

const HEARTBEATS = '/api/v2/monitoring/heartbeats/';

/** Makes them. */
export function createCheckRoutes(deps: {
  readonly checks: Checks;
  readonly kinds: Kinds;
  readonly uplink: Pick<UplinkWatch, 'state'>;
  readonly deadMan: DeadManPing;
  readonly clock: Clock;
}): BoundRoute[] {
  const { checks, kinds, uplink, deadMan, clock } = deps;

  const beat = ({
    params,
  }: {
    readonly params: { readonly token: string };
  }): { data: { received_at: string } } => {
    if (!checks.beat(params.token)) {
      throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'heartbeat' } });
    }
    return { data: { received_at: toTimestamp(clock.now()) } };
  };

  return implement(checkRoutes, {
    listChecks({ query, words }) {
      const found = checks.list().filter(({ check, standing }) => {
        const { kind = check.kind, status = statusOf(standing, check.enabled) } = query;
        return check.kind === kind && statusOf(standing, check.enabled) === status;
      });
      const shown = found.map((view) => showCheck(view, kinds, words));
      return { data: { checks: shown, count: shown.length, uplink: showUplink(uplink.state()) } };
    },
    async listCheckKinds({ words }) {
      const all = await Promise.all(
        checkKinds.map(async (kind) => ({
          kind,
          schema: checkConfigs[kind],
          unavailable: showReason((await kindOf(kinds, kind).unavailable?.()) ?? null, words),
        })),
      );
      return { data: { kinds: all } };
    },
    getCheck: ({ params, words }) => ({ data: showCheck(checks.get(params.check_id), kinds, words) }),
    async getCheckHistory({ params, query, words }) {
      const position = pageOf(query);
      const { transitions, total, results } = await checks.history(params.check_id, position);
      return {
        data: {
          transitions: transitions.map((one) => showTransition(one, words)),
          results: results.map((one) => showFinding(one, words)),
        },
        pagination: paginate(position, total),
      };
    },
    createCheck: async ({ body, words }) => ({ data: showCheck(await checks.create(body), kinds, words) }),
    updateCheck: async ({ params, body, words }) => ({
      data: showCheck(await checks.update(params.check_id, body), kinds, words),
    }),
    async deleteCheck({ params }) {
      await checks.remove(params.check_id);
      return { data: { check_id: params.check_id } };
    },
    async runCheck({ params, words }) {
      const { view, finding } = await checks.run(params.check_id);
      return { data: { check: showCheck(view, kinds, words), result: showFinding(finding, words) } };
    },
    tryCheck: async ({ body, words }) => ({ data: showFinding(await checks.try(body), words) }),
    async renewHeartbeatToken({ params, origin }) {
      const token = await checks.renewToken(params.check_id);
      return { data: { check_id: params.check_id, token, url: `${origin}${HEARTBEATS}${token}` } };
    },
    receiveHeartbeat: beat,
    receiveHeartbeatByGet: beat,
    getDeadMan: ({ words }) => ({ data: showDeadMan(deadMan.state(), words) }),
    setDeadMan: async ({ body, words }) => ({ data: showDeadMan(await deadMan.change(body), words) }),
  });
}
