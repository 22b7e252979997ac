/** Which of many things somebody means by a few letters. Pure. */

/** Something to find: what it is called first, then by what else it is known. */
export interface Findable {
  readonly texts: readonly string[];
}

/** By how much the letters that are left out may stretch a word. */
const STRETCH = 2.5;
const isLetter = (letter: string | undefined): boolean =>
  letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Whether a word of the text begins there. Signs of Chinese stand alone: any may be the first. */
const begins = (text: string, at: number): boolean =>
  at === 0 || !isLetter(text[at - 1]) || (text[at] ?? '') > '\u2e80';

/** Where the letters stand one after the other, others in between, from the beginning of a word; how wide that is. */
function stretched(word: string, text: string): number | undefined {
  for (let from = text.indexOf(word.charAt(0)); from !== -1; from = text.indexOf(word.charAt(0), from + 1)) {
    if (!begins(text, from)) continue;
    let at = from;
    for (const letter of word.slice(1)) {
      at = text.indexOf(letter, at + 1);
      if (at === -1) return undefined;
    }
    const width = at - from + 1;
    if (width <= word.length * STRETCH) return width;
  }
  return undefined;
}

/** How well one word fits one text, both folded: 0 is not at all. */
function fits(word: string, text: string): number {
  // Of two that fit alike, the shorter one is meant.
  const share = (10 * word.length) / Math.max(text.length, 1);
  if (text === word) return 100;
  if (text.startsWith(word)) return 80 + share;
  let at = text.indexOf(word);
  if (at !== -1) {
    for (; at !== -1; at = text.indexOf(word, at + 1)) if (begins(text, at)) return 60 + share;
    return 40 + share;
  }
  const width = word.length < 2 ? undefined : stretched(word, text);
  return width === undefined ? 0 : 10 + (10 * word.length) / width;
}

/**
 * How well all words of what was typed fit: 0 where one of them fits nothing. Other names count a little less; what holds the
 * words just as they were typed counts twice.
 */
export function scoreOf(typed: string, { texts }: Findable): number {
  const folded = texts.map(fold);
  const best = (word: string): number =>
    Math.max(0, ...folded.map((text, index) => fits(word, text) * (index === 0 ? 1 : 0.8)));
  const whole = fold(typed);
  const words = whole.split(/\s+/);
  const scores = words.map(best);
  if (scores.includes(0)) return 0;
  return scores.reduce((sum, score) => sum + score, 0) + (words.length > 1 ? words.length * best(whole) : 0);
}

/** Those that fit, the best first, those that fit alike in their order; all of them where nothing was typed. */
export function rank<T extends Findable>(typed: string, all: readonly T[]): readonly T[] {
  if (fold(typed) === '') return all;
  return all
    .map((one) => ({ one, score: scoreOf(typed, one) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ one }) => one);
}
