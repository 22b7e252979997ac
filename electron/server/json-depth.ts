/** How deep a JSON text nests, told before it is parsed. */

/** Far beyond any body that the API asks for. */
export const MOST_LEVELS = 32;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/** Pure: whether the text opens more than `most` lists and objects in each other. One pass, no memory. */
export function isTooDeep(text: string, most = MOST_LEVELS): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isInString) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) isInString = false;
    } else if (unit === QUOTE) isInString = true;
    else if (OPENING.has(unit)) {
      depth += 1;
      if (depth > most) return true;
    } else if (CLOSING.has(unit)) depth -= 1;
  }
  return false;
}
