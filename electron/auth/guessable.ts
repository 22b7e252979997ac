/**
 * Passwords that are tried first (NIST SP 800-63B §5.1.1.2, OWASP ASVS 5.0, 6.2.4 and 6.2.11): the commonest, with a few
 * digits or signs around them or said twice, runs along the keyboard, and what is made of one's own name. Pure.
 */
import commonPasswords from './common-passwords.json' with { type: 'json' };

/** What is around a common password and makes it no better: `dragon` and `!!dragon2026`. */
const MOST_AROUND = 6;
/** A unit that is repeated and is no better for it, whatever it is made of. */
const SHORT_UNIT = 5;
/** Shorter names are part of too many words. */
const SHORTEST_NAME = 4;

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const runs = [
  '01234567890'.repeat(3),
  alphabet + alphabet,
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
];
const runsBothWays = runs.flatMap((run) => [run, [...run].reverse().join('')]);

/**
 * The commonest passwords, folded, by name: the 4,000 commonest of four characters and more, and all of nine and more
 * among the 49,000 of @zxcvbn-ts/language-common 4.1.3 (MIT; © 2012–2016 Dan Wheeler and Dropbox, Inc., © 2021
 * @zxcvbn-ts), which has them from published leaks.
 */
const listed: readonly string[] = commonPasswords;
let common: ReadonlySet<string> | null = null;
const isListed = (folded: string): boolean => (common ??= new Set([...listed, 'cloudcube'])).has(folded);

/** The form in which passwords are compared here: case does not make one better. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

function isCommon(folded: string): boolean {
  if (isListed(folded)) return true;
  const core = folded.replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
  return core !== '' && folded.length - core.length <= MOST_AROUND && isListed(core);
}

/** The shortest text of which this is a repetition; itself where there is none. The last time may be cut off. */
function unitOf(folded: string): string {
  for (let length = 1; length <= folded.length / 2; length += 1) {
    if (folded.slice(length) === folded.slice(0, -length)) return folded.slice(0, length);
  }
  return folded;
}

/** Whether a password is made of this name, with fewer than `least` characters beside it. */
function isMadeOf(folded: string, name: string, least: number): boolean {
  const foldedName = fold(name);
  if (foldedName.length < SHORTEST_NAME || !folded.includes(foldedName)) return false;
  return folded.replaceAll(foldedName, '').length < least;
}

/** Whether a password is easily guessed. `least` is how many characters a password must have. */
export function isGuessable(password: string, username: string, least: number): boolean {
  const folded = fold(password);
  const unit = unitOf(folded);
  return (
    isCommon(folded) ||
    (unit !== folded && (unit.length <= SHORT_UNIT || isCommon(unit))) ||
    runsBothWays.some((run) => run.includes(folded)) ||
    isMadeOf(folded, username, least)
  );
}
