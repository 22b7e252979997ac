import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agree, type AgreeOptions } from '../../../../electron/ddns/sources/agree.ts';
import type { Agreement, MemberAnswer } from '../../../../electron/ddns/sources/model.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const OLD = '1.1.1.1';
const NEW = '2.2.2.2';
const OTHER = '3.3.3.3';

/** What a member does: an address or `null` (it fails), after so many ms; `never` answers not at all. */
interface Script {
  readonly says: string | null;
  readonly after?: number;
  readonly never?: boolean;
}

function play(scripts: Readonly<Record<string, Script>>, options: Partial<AgreeOptions> = {}) {
  const clock = createVirtualClock();
  const asked: { member: string; at: number; signal: AbortSignal | undefined }[] = [];
  const agreement = agree({
    members: Object.keys(scripts),
    operatorOf: (member) => member.split('.')[0] ?? '',
    ask: (member, family, signal) =>
      new Promise<MemberAnswer>((resolve) => {
        asked.push({ member, at: clock.elapsed(), signal });
        const { says = null, after = 10, never = false } = scripts[member] ?? {};
        if (never) return;
        clock.after(after, () => {
          const problem = says === null ? 'status' : null;
          resolve({ member, family, address: says, problem, elapsed_ms: after });
        });
      }),
    family: 'A',
    quorum: 2,
    known: OLD,
    clock,
    start: 0,
    ...options,
  });
  let settled: Agreement | undefined;
  void agreement.then((value) => (settled = value));
  return { clock, asked, agreement, settled: () => settled };
}

const names = (asked: readonly { member: string }[]): string[] => asked.map(({ member }) => member);

describe('while nothing changed', () => {
  it('one answer is enough and nobody else is asked', async () => {
    const game = play({ a: { says: OLD }, b: { says: OLD }, c: { says: OLD } });
    await game.clock.advance(10);
    expect(game.settled()).toMatchObject({ address: OLD, disagreed: false });
    await game.clock.advance(60_000);
    expect(names(game.asked)).toEqual(['a']);
  });

  it('another member is asked first each round', async () => {
    for (const [start, first] of [
      [1, 'b'],
      [5, 'c'],
      [-1, 'b'],
    ] as const) {
      const game = play({ a: { says: OLD }, b: { says: OLD }, c: { says: OLD } }, { start });
      await game.clock.advance(10);
      expect(names(game.asked)).toEqual([first]);
    }
  });

  it('a member that fails is replaced by the next one, whose answer is enough', async () => {
    const game = play({ a: { says: null }, b: { says: OLD }, c: { says: OLD } });
    await game.clock.advance(20);
    expect(game.settled()?.address).toBe(OLD);
    expect(names(game.asked)).toEqual(['a', 'b']);
    expect(game.settled()?.answers.map(({ problem }) => problem)).toEqual(['status', null]);
  });

  it('a slow member gets company after the hedge time, and is told when it is not needed any more', async () => {
    const game = play({ a: { says: OLD, after: 5000 }, b: { says: OLD }, c: { says: OLD } });
    await game.clock.advance(1499);
    expect(names(game.asked)).toEqual(['a']);
    await game.clock.advance(11);
    expect(game.settled()?.address).toBe(OLD);
    expect(game.asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    expect(game.settled()?.answers).toMatchObject([
      { member: 'b', address: OLD },
      { member: 'a', problem: 'aborted', elapsed_ms: 1510 },
    ]);
  });
});

describe('a changed address', () => {
  it('counts when a second operator says the same', async () => {
    const game = play({ a: { says: NEW }, b: { says: NEW }, c: { says: NEW } });
    await game.clock.advance(20);
    expect(game.settled()).toMatchObject({ address: NEW, disagreed: false });
    expect(names(game.asked)).toEqual(['a', 'b']);
  });

  it('does not count on the word of two services of one operator', async () => {
    const game = play({ 'a.one': { says: NEW }, 'a.two': { says: NEW } });
    await game.clock.advance(60_000);
    expect(game.settled()).toMatchObject({ address: null, disagreed: false });
    expect(names(game.asked)).toEqual(['a.one']);
  });

  it('is not believed where the others still see the old one', async () => {
    const game = play({ a: { says: NEW }, b: { says: OLD }, c: { says: OLD } });
    await game.clock.advance(30);
    expect(game.settled()).toMatchObject({ address: OLD, disagreed: true });
  });

  it('leaves nothing known where no two agree', async () => {
    const game = play({ a: { says: NEW }, b: { says: OLD }, c: { says: OTHER } });
    await game.clock.advance(30);
    expect(game.settled()).toMatchObject({ address: null, disagreed: true });
    expect(game.settled()?.answers).toHaveLength(3);
  });

  it('is found although one member never answers', async () => {
    const game = play({ a: { says: null, never: true }, b: { says: NEW }, c: { says: NEW } });
    await game.clock.advance(1530);
    expect(game.settled()?.address).toBe(NEW);
  });
});

it('without anything known, as many members as the quorum needs are asked at once', async () => {
  const game = play({ a: { says: NEW }, b: { says: NEW }, c: { says: NEW } }, { known: null });
  await game.clock.advance(0);
  expect(names(game.asked)).toEqual(['a', 'b']);
  await game.clock.advance(10);
  expect(game.settled()?.address).toBe(NEW);
});

it('members that never answer are given up, and all of them together', async () => {
  const silent = { says: null, never: true };
  const game = play({ a: silent, b: silent, c: silent });
  await game.clock.advance(13_000);
  expect(game.settled()).toMatchObject({ address: null, disagreed: false });
  expect(game.settled()?.answers.map(({ problem }) => problem)).toEqual(['timeout', 'timeout', 'timeout']);
});

it('a second service of a slow operator is asked when nobody else is left', async () => {
  const game = play({ 'a.one': { says: OLD, never: true }, 'a.two': { says: OLD } });
  await game.clock.advance(1510);
  expect(game.settled()?.address).toBe(OLD);
});

it('addresses are compared by what they stand for', async () => {
  const game = play(
    { a: { says: '2a02::aaaa' }, b: { says: '2a02::bbbb' } },
    { known: '2a02::1', family: 'AAAA', asSeen: () => '2a02::1' },
  );
  await game.clock.advance(10);
  expect(game.settled()).toMatchObject({ address: '2a02::1', disagreed: false });
  expect(names(game.asked)).toEqual(['a']);
});

it('a source without members knows nothing', async () => {
  expect(await play({}).agreement).toEqual({ address: null, answers: [], disagreed: false });
});

it('nothing but the known address is agreed on by fewer operators than the quorum, and it always ends', async () => {
  const script = fc.record({
    says: fc.constantFrom(OLD, NEW, OTHER, null),
    after: fc.integer({ min: 0, max: 12_000 }),
    never: fc.nat({ max: 5 }).map((dice) => dice === 0),
  });
  const members = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat({ max: 2 })), {
    maxLength: 8,
    selector: ([operator, number]) => `${operator}.${String(number)}`,
  });
  await fc.assert(
    fc.asyncProperty(
      members,
      fc.array(script, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(OLD, null),
      fc.nat(),
      async (keys, scripts, quorum, known, start) => {
        const cast = Object.fromEntries(
          keys.flatMap(([operator, number], at) => {
            const one = scripts[at];
            return one ? [[`${operator}.${String(number)}`, one]] : [];
          }),
        );
        const game = play(cast, { quorum, known, start });
        await game.clock.advance(8 * 10_000);
        const agreement = game.settled();
        expect(agreement).toBeDefined();
        if (!agreement) return;
        const { address, answers } = agreement;
        expect(new Set(names(answers)).size).toBe(game.asked.length);
        for (const answer of answers) expect(answer.address === null).toBe(answer.problem !== null);
        if (address === null) return;
        const supporters = new Set(
          answers.flatMap((answer) => (answer.address === address ? [answer.member.split('.')[0]] : [])),
        );
        if (address === known && !agreement.disagreed) expect(supporters.size).toBeGreaterThan(0);
        else expect(supporters.size).toBeGreaterThanOrEqual(quorum);
      },
    ),
    { numRuns: 300 },
  );
});
