/** The ground of our own zones: looked at in memory, written in one transaction. */
import { reasonOf, UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { AskZone, RecordInput, Zones, ZoneStep } from '../model.ts';
import type { Change } from '../plan.ts';
import type { Operation } from '../operation-store.ts';
import { askAll, verify } from '../verify.ts';
import type { Applied, Ground, Traits } from './ground.ts';

/** Seconds. Short, because the next address may come any time, and the servers asked are our own. */
export const STANDARD_TTL = 60;

/** What the name server of CloudCube itself is called among others. */
const OWN_SERVER = 'CloudCube';

const traits: Traits = {
  can_remove: true,
  can_stand_beside: true,
  may_rewrite: true,
  settle_ms: 0,
  refresh_ms: null,
};

function inputOf({ desired }: Extract<Change, { kind: 'create' | 'update' }>, ttl: number): RecordInput {
  return { name: desired.name, type: desired.family, value: desired.value, ttl: desired.ttl ?? ttl };
}

function toZoneStep(change: Change): ZoneStep {
  switch (change.kind) {
    case 'create':
      return { kind: 'create', input: inputOf(change, STANDARD_TTL) };
    case 'update': {
      const input = inputOf(change, change.record.ttl ?? STANDARD_TTL);
      return { kind: 'update', record_id: change.record.record_id, change: input, rewrite: true };
    }
    case 'delete':
      return { kind: 'remove', record_id: change.record.record_id };
  }
}

/**
 * Writes all changes at once; where the zone objects to one of them, each by itself, so that one bad name holds up no
 * other. A failure of the disk fails all: trying each again would only take longer.
 */
async function applyTo(
  zones: Pick<Zones, 'applyAll'>,
  changes: readonly Change[],
  operations: readonly Operation[],
): Promise<Applied[]> {
  const pairs = changes.flatMap((change, index) => {
    const operation = operations[index];
    return operation ? [{ change, operation }] : [];
  });
  try {
    const rows = await zones.applyAll(changes.map(toZoneStep));
    return pairs.map((pair, index) => {
      const row = rows[index];
      if (!row) throw new Error('The zone answered fewer records than it was given changes');
      return { ...pair, outcome: { ok: true, row } };
    });
  } catch (error) {
    const [only] = pairs;
    if (!(error instanceof UserError) || (pairs.length === 1 && only)) {
      const failed = {
        ok: false,
        reason: reasonOf(error),
        open: false,
        stops: false,
        next_try: null,
      } as const;
      return pairs.map((pair) => ({ ...pair, outcome: failed }));
    }
    const results: Applied[] = [];
    for (const { change, operation } of pairs) results.push(...(await applyTo(zones, [change], [operation])));
    return results;
  }
}

/** Our own zones as a ground. */
export function createEmbeddedGround(deps: { zones: Zones; askZone: AskZone; logger: Logger }): Ground {
  const { zones, askZone, logger } = deps;
  return {
    account_id: null,
    traits: () => traits,
    revision: () => 0,
    observe: () =>
      Promise.resolve({ at: (name) => zones.list({ name }), get: (recordId) => zones.get(recordId) }),
    apply: (changes, operations) => applyTo(zones, changes, operations),
    ask: async (claims) =>
      (await askAll(askZone, claims, logger)).map((values) => [{ server: OWN_SERVER, values }]),
    verify: (claims) => verify(askZone, claims, logger),
  };
}
