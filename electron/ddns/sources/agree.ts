/**
 * Brings the members of a source to agree on an address. Polite: as long as nothing changed, one answer is enough.
 * Hedged: a member that takes long gets company, and one that never answers holds up nobody.
 */
import type { Family } from '../../../shared/api/ddns.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Agreement, AskMember, MemberAnswer } from './model.ts';

/** What agreeing takes. */
export interface AgreeOptions {
  readonly members: readonly string[];
  /** Who runs a member: several members of one operator have one vote. */
  readonly operatorOf: (member: string) => string;
  readonly ask: AskMember;
  readonly family: Family;
  /** Operators that must say the same before it counts. */
  readonly quorum: number;
  /** What was agreed on before; for this one, a single answer is enough as long as nobody says otherwise. */
  readonly known: string | null;
  readonly clock: Clock;
  /** After so many ms without an answer, another member is asked as well. */
  readonly hedgeMs?: number;
  /** After so many ms, a member is no longer waited for. */
  readonly patienceMs?: number;
  /** Who is asked first: an index into the members, moved on by the caller from round to round. */
  readonly start: number;
  /** The address that one seen from outside stands for (a privacy address for a lasting one); answers are compared by it. */
  readonly asSeen?: (address: string) => string;
}

interface Pending {
  readonly operator: string;
  /** Asked so recently that an answer is expected. */
  isFresh: boolean;
  readonly giveUp: (problem: 'timeout' | 'aborted') => void;
}

const HEDGE_MS = 1500;
const PATIENCE_MS = 10_000;

const rotated = (members: readonly string[], start: number): string[] => {
  const first = members.length === 0 ? 0 : Math.abs(Math.trunc(start)) % members.length;
  return [...members.slice(first), ...members.slice(0, first)];
};

/** Asks members, one after the other or side by side, until enough of them agree or nobody is left. */
export function agree(options: AgreeOptions): Promise<Agreement> {
  const {
    ask,
    clock,
    family,
    known,
    operatorOf,
    quorum,
    hedgeMs = HEDGE_MS,
    patienceMs = PATIENCE_MS,
  } = options;
  const asSeen = options.asSeen ?? ((address: string) => address);
  const left = rotated(options.members, options.start);
  const answers: MemberAnswer[] = [];
  /** What each operator said; its first answer counts. */
  const votes = new Map<string, string>();
  const pending = new Map<string, Pending>();

  const votesFor = (address: string): number => [...votes.values()].filter((vote) => vote === address).length;
  const mostVotes = (): number => Math.max(0, ...[...votes.values()].map(votesFor));

  function agreed(): string | null {
    const said = [...votes.values()];
    if (known !== null && said.length > 0 && said.every((vote) => vote === known)) return known;
    return said.find((vote) => votesFor(vote) >= quorum) ?? null;
  }

  /** Answers that would do, if they are what is hoped for. */
  const missing = (): number => (known !== null && votes.size === 0 ? 1 : quorum - mostVotes());

  /** Whoever may add a vote; one whose operator is slow in answering only where there is no other. */
  function next(): string | undefined {
    const asked = [...pending.values()];
    const useful = left.filter(
      (member) =>
        !votes.has(operatorOf(member)) &&
        !asked.some(({ operator, isFresh }) => isFresh && operator === operatorOf(member)),
    );
    const slow = new Set(asked.map(({ operator }) => operator));
    const member = useful.find((candidate) => !slow.has(operatorOf(candidate))) ?? useful[0];
    if (member !== undefined) left.splice(left.indexOf(member), 1);
    return member;
  }

  return new Promise((resolve, reject) => {
    let isOver = false;

    function end(address: string | null): void {
      isOver = true;
      for (const { giveUp } of pending.values()) giveUp('aborted');
      const seen = new Set(
        answers.flatMap((answer) => (answer.address === null ? [] : [asSeen(answer.address)])),
      );
      resolve({ address, answers, disagreed: seen.size > 1 });
    }

    function takeIn(answer: MemberAnswer, operator: string): void {
      answers.push(answer);
      if (answer.address !== null && !votes.has(operator)) votes.set(operator, asSeen(answer.address));
      goOn();
    }

    function start(member: string): void {
      const operator = operatorOf(member);
      const began = clock.elapsed();
      const abort = new AbortController();
      const timers: Cancel[] = [];
      /** Once only: what comes after that is too late. */
      const close = (): boolean => {
        for (const cancel of timers) cancel();
        return pending.delete(member);
      };
      const giveUp = (problem: 'timeout' | 'aborted'): void => {
        close();
        abort.abort();
        const elapsed = Math.round(clock.elapsed() - began);
        const answer = { member, family, address: null, problem, elapsed_ms: elapsed };
        if (isOver) answers.push(answer);
        else takeIn(answer, operator);
      };
      const entry: Pending = { operator, isFresh: true, giveUp };
      pending.set(member, entry);
      timers.push(
        clock.after(hedgeMs, () => {
          entry.isFresh = false;
          goOn();
        }),
        clock.after(patienceMs, () => {
          giveUp('timeout');
        }),
      );
      ask(member, family, abort.signal).then((answer) => {
        if (close()) takeIn(answer, operator);
      }, reject);
    }

    function goOn(): void {
      const address = agreed();
      if (address !== null) {
        end(address);
        return;
      }
      for (;;) {
        const fresh = [...pending.values()].filter(({ isFresh }) => isFresh).length;
        const member = fresh < missing() ? next() : undefined;
        if (member === undefined) break;
        start(member);
      }
      if (pending.size === 0) end(null);
    }

    goOn();
  });
}
