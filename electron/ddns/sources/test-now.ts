/** Test now: every member of a source is asked, and what they say is counted and put into reasons. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { SourceKind } from '../../../shared/api/ddns-sources.ts';
import type { Family } from '../../../shared/api/ddns.ts';
import { rangeOf } from '../filter.ts';
import { inPool } from '../grounds/pool.ts';
import { families, membersFor, operatorOf, type CheckedSource, type MemberService } from './members.ts';
import { explainWan } from './explain-wan.ts';
import type { MemberAnswer } from './model.ts';

/** What a member said: an address that counts, or the reason why none does. */
export interface MemberVerdict {
  readonly member: string;
  readonly family: Family;
  readonly address: string | null;
  readonly reason: StoredReason | null;
  readonly elapsed_ms: number;
}

/** What a source's members say of one family. */
export interface SourceVerdict {
  readonly family: Family;
  /** What enough of them agree on; `null` for nothing. */
  readonly address: string | null;
  /** Independent members that said so, or what most of them said. */
  readonly agreed: number;
  readonly answers: readonly MemberVerdict[];
  readonly reason: StoredReason | null;
}

/** What a test takes. */
export interface TestPorts {
  /** The built-in members of both kinds. */
  readonly services: readonly MemberService[];
  /** Asks one member now: a service, an own address, a network interface (`''`: the default route's). Never throws. */
  readonly ask: (
    kind: Exclude<SourceKind, 'static'>,
    member: string,
    family: Family,
  ) => Promise<MemberAnswer>;
  /** The router's own address on its public side, where it tells; `null` otherwise. Never throws. */
  readonly wanAddress: (family: Family) => Promise<string | null>;
}

/** Members that are asked at the same time. */
const AT_ONCE = 4;
const REFUSED = 'DDNS_ADDRESS_REFUSED';

/** Why an address is not for a public name; `null` where it is. */
function refusalOf(address: string): StoredReason | null {
  const refused = rangeOf(address);
  return refused && { code: REFUSED, params: { address, refused } };
}

function judgeMember(kind: SourceKind, answer: MemberAnswer): MemberVerdict {
  const { member, family, address, problem, elapsed_ms } = answer;
  const verdict = { member, family, address, reason: null, elapsed_ms };
  if (problem !== null) {
    const reason = { code: `DDNS_SOURCE_${problem.toUpperCase()}`, params: { member } };
    return { ...verdict, address: null, reason };
  }
  // What an interface has may well be for the local network; what a stranger sees may not.
  const refusal = address !== null && (kind === 'echo' || kind === 'dns') ? refusalOf(address) : null;
  return refusal ? { ...verdict, address: null, reason: refusal } : verdict;
}

/** By address, of how many operators it is the word; the most first. */
function votesOf(
  answers: readonly MemberVerdict[],
  services: readonly MemberService[],
): { readonly address: string; readonly votes: number }[] {
  const words = new Map<string, string>();
  for (const { address, member } of answers) {
    const operator = operatorOf(member, services);
    // An operator has one vote, whatever else its other members say.
    if (address !== null && !words.has(operator)) words.set(operator, address);
  }
  const votes = new Map<string, number>();
  for (const address of words.values()) votes.set(address, (votes.get(address) ?? 0) + 1);
  return [...votes].map(([address, count]) => ({ address, votes: count })).sort((a, b) => b.votes - a.votes);
}

/** Why there is no agreement: the address that may not be published, where that is all that was said; else how few. */
function disagreement(
  answers: readonly MemberVerdict[],
  agreed: number,
  quorum: number,
): StoredReason | null {
  const said = answers.length === 1 ? answers : answers.filter(({ reason }) => reason?.code === REFUSED);
  const [first] = said;
  if (agreed === 0 && first) return first.reason;
  if (answers.length === 0) return null;
  return { code: 'DDNS_NO_QUORUM', params: { asked: answers.length, agreed, quorum } };
}

async function judge(
  { kind, quorum }: CheckedSource,
  { family, answers }: { family: Family; answers: readonly MemberVerdict[] },
  { services, wanAddress }: TestPorts,
): Promise<SourceVerdict> {
  const [first, second] = votesOf(answers, services);
  const agreed = first?.votes ?? 0;
  // Two addresses with as many votes: neither is right.
  if (!first || agreed < quorum || second?.votes === agreed) {
    return { family, address: null, agreed, answers, reason: disagreement(answers, agreed, quorum) };
  }
  const { address } = first;
  const isSeen = kind === 'echo' || kind === 'dns';
  const reason = isSeen ? explainWan(await wanAddress(family), address) : refusalOf(address);
  return { family, address, agreed, answers, reason };
}

/** A fixed address says itself. */
const fixed = (member: string, family: Family): MemberAnswer => ({
  member,
  family,
  address: member,
  problem: null,
  elapsed_ms: 0,
});

/** Asks every member of a source, of both families. Nothing is published by it. */
export async function testSource(source: CheckedSource, ports: TestPorts): Promise<readonly SourceVerdict[]> {
  const { kind } = source;
  const questions = families.flatMap((family) =>
    membersFor(source, family, ports.services).map((member) => ({ member, family })),
  );
  const answers = await inPool(questions, AT_ONCE, async ({ member, family }) =>
    judgeMember(kind, kind === 'static' ? fixed(member, family) : await ports.ask(kind, member, family)),
  );
  return Promise.all(
    families.map((family) =>
      judge(source, { family, answers: answers.filter((answer) => answer.family === family) }, ports),
    ),
  );
}
