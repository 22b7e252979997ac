/** Step 6, verify: what the zone's own servers answer over the network, compared with what was written. */
import type { Family } from '../../shared/api/ddns.ts';
import type { Logger } from '../kernel/logger.ts';
import type { AskZone, Verification } from './model.ts';

/** One name and type to prove. */
export interface Claim {
  readonly host_id: string;
  readonly name: string;
  readonly family: Family;
  readonly value: string;
}

/** What was found. `answer` is what the servers said where it is not what was written. */
export interface Proof {
  readonly claim: Claim;
  readonly verification: Exclude<Verification, null>;
  readonly answer: string | null;
}

/** Pure: the verdict on one answer. `null` means that no server answered, which proves nothing. */
export function judge(claim: Claim, answers: readonly string[] | null): Proof {
  if (answers === null) return { claim, verification: 'pending', answer: null };
  if (answers.includes(claim.value)) return { claim, verification: 'verified', answer: null };
  return { claim, verification: 'mismatch', answer: answers.join(', ') || '—' };
}

/** Asks for all claims. Servers that cannot be asked leave them pending. */
export async function verify(ask: AskZone, claims: readonly Claim[], logger: Logger): Promise<Proof[]> {
  if (claims.length === 0) return [];
  const questions = claims.map(({ name, family }) => ({ name, type: family }));
  const answers = await ask(questions).catch((error: unknown) => {
    logger.warn({ error }, 'The zone could not be asked');
    return questions.map(() => null);
  });
  return claims.map((claim, index) => judge(claim, answers[index] ?? null));
}
