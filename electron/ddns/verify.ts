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
  /** When it was written, ms UTC; `null` where that is not known. */
  readonly since: number | null;
}

/** What was found. `answer` is what the servers said where it is not what was written. */
export interface Proof {
  readonly claim: Claim;
  readonly verification: Exclude<Verification, null>;
  readonly answer: string | null;
}

/** What one server says of one question; `null`: it did not answer, or does not speak for the zone. */
export interface ServerAnswer {
  readonly server: string;
  readonly values: readonly string[] | null;
}

/** For each question, in order, what each server of its zone says; an empty list where there is none. Never throws. */
export type AskAuthorities = (
  questions: readonly { readonly name: string; readonly type: Family; readonly zone?: string }[],
) => Promise<readonly (readonly ServerAnswer[])[]>;

/** How long a change may take to reach all of a zone's servers, ms. Until then a wrong answer proves nothing. */
export const PROPAGATION_MS = 5 * 60_000;

/** Pure: the verdict on one answer. `null` means that no server answered, which proves nothing. */
export function judge(claim: Claim, answers: readonly string[] | null): Proof {
  if (answers === null) return { claim, verification: 'pending', answer: null };
  if (answers.includes(claim.value)) return { claim, verification: 'verified', answer: null };
  return { claim, verification: 'mismatch', answer: answers.join(', ') || '—' };
}

/** Pure: the verdict on several servers. All that answer must agree; those that lag behind get their time. */
export function judgeServers(claim: Claim, servers: readonly ServerAnswer[], now: number): Proof {
  const proofs = servers
    .map(({ values }) => judge(claim, values))
    .filter(({ verification }) => verification !== 'pending');
  const wrong = proofs.find(({ verification }) => verification === 'mismatch');
  if (wrong) {
    const isFresh = claim.since !== null && Math.abs(now - claim.since) < PROPAGATION_MS;
    return isFresh ? { ...wrong, verification: 'pending' } : wrong;
  }
  return proofs[0] ?? { claim, verification: 'pending', answer: null };
}

/** Pure: the verdict on one server, by itself. */
export function judgeServer(
  claim: Claim,
  { values }: ServerAnswer,
  now: number,
): 'verified' | 'pending' | 'mismatch' | 'silent' {
  if (values === null) return 'silent';
  return judgeServers(claim, [{ server: '', values }], now).verification;
}

/** What our own zone's server answers, claim by claim; `null` where it could not be asked. */
export async function askAll(
  ask: AskZone,
  claims: readonly Claim[],
  logger: Logger,
): Promise<readonly (readonly string[] | null)[]> {
  if (claims.length === 0) return [];
  const questions = claims.map(({ name, family }) => ({ name, type: family }));
  return ask(questions).catch((error: unknown) => {
    logger.warn({ error }, 'The zone could not be asked');
    return questions.map(() => null);
  });
}

/** Asks for all claims. Servers that cannot be asked leave them pending. */
export async function verify(ask: AskZone, claims: readonly Claim[], logger: Logger): Promise<Proof[]> {
  const answers = await askAll(ask, claims, logger);
  return claims.map((claim, index) => judge(claim, answers[index] ?? null));
}
