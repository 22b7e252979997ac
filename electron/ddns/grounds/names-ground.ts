/**
 * An account whose provider knows names with addresses and cannot list them. What stands there is asked of the zone's
 * own servers; what was sent a short while ago may not have reached them, and is taken as it was sent.
 */
import type { Family } from '../../../shared/api/ddns.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Obstacle, Standing } from '../model.ts';
import type { NameAccess } from '../providers/provider.ts';
import { PROPAGATION_MS } from '../verify.ts';
import type { AccountGate } from './account-gate.ts';
import { notLooked, type Place, type Snapshot } from './ground.ts';

/** What the servers of a name's zone say together: `null` where none of them could be asked. */
export type AskServers = (
  questions: readonly { readonly name: string; readonly type: Family }[],
) => Promise<readonly (readonly string[] | null)[]>;

/** The id of the one record that a name and family have here. */
export const nameRecordId = (name: string, family: Family): string => `${name}/${family}`;

function standing(name: string, family: Family, value: string): Standing {
  const record_id = nameRecordId(name, family);
  return { record_id, name, type: family, value, ttl: null, created_at: null, updated_at: null };
}

/** Looks at names through their servers. */
export async function observeNames(
  places: readonly Place[],
  deps: { readonly ask: AskServers; readonly clock: Clock },
): Promise<Snapshot> {
  const now = deps.clock.now();
  const found = new Map<string, readonly Standing[] | Obstacle>();
  const asked: Place[] = [];
  for (const place of places) {
    const { name, family, published, published_at: at } = place;
    const isFresh = at !== null && Math.abs(now - at) < PROPAGATION_MS;
    if (published !== null && isFresh) {
      found.set(nameRecordId(name, family), [standing(name, family, published)]);
    } else asked.push(place);
  }
  const answers = await deps.ask(asked.map(({ name, family }) => ({ name, type: family })));
  asked.forEach(({ name, family, published, is_ours: isOurs }, index) => {
    const values = answers[index] ?? null;
    const key = nameRecordId(name, family);
    if (values === null) {
      // Nobody tells: what was sent last is what we go by. Where nothing was, nothing is written without its owner's word.
      const last = standing(name, family, published ?? '');
      const reason = { code: 'DDNS_UNSEEN', params: {} };
      found.set(key, isOurs ? [last] : { reason, next_try: null, stops: false, unseen: last });
      return;
    }
    const [first] = values;
    const value = published !== null && values.includes(published) ? published : first;
    found.set(key, value === undefined ? [] : [standing(name, family, value)]);
  });
  return {
    at: (name, family) => found.get(nameRecordId(name, family)) ?? notLooked,
    get: (recordId) => {
      const rows = found.get(recordId);
      return Array.isArray(rows) ? ((rows as readonly Standing[])[0] ?? null) : undefined;
    },
  };
}

/** What is to be sent for a name. */
export interface Sending {
  readonly name: string;
  readonly addresses: Readonly<Partial<Record<Family, string>>>;
}

/** Sends one name. @throws what the access or the gate throws */
export async function sendName(
  access: NameAccess,
  gate: AccountGate,
  { name, addresses }: Sending,
): Promise<void> {
  await gate.run('write', () => access.put(name, addresses));
}
