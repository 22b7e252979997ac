/**
 * Text of others among ours: what would begin a line, move a terminal's cursor or turn the reading direction is shown
 * as `\uXXXX` instead of doing it (OWASP ASVS 5.0, 16.4.1).
 */

/** Control characters, line and paragraph separators, marks of direction, the byte order mark, halves of pairs. */
const DISTURBING = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufeff]/gu;

/** One line, whatever was in it. */
export function visible(text: string): string {
  return text.replace(DISTURBING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for a text of several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
