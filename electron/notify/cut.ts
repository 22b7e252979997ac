/** Cuts a text to a length without breaking what a reader sees as one character. Pure. */
import type { ChannelLimits } from './channels/channel.ts';

const ELLIPSIS = '…';
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const lengthOf = (text: string, unit: ChannelLimits['unit']): number =>
  unit === 'bytes' ? Buffer.byteLength(text) : text.length;

/** The text, where it fits; else as much of it as fits with an ellipsis (Unicode UAX #29 grapheme clusters). */
export function cut(text: string, most: number | null, unit: ChannelLimits['unit']): string {
  if (most === null || lengthOf(text, unit) <= most) return text;
  const room = most - lengthOf(ELLIPSIS, unit);
  if (room < 0) return '';
  let kept = '';
  let length = 0;
  // More than its length in code units no text holds; what comes after them cannot fit.
  for (const { segment } of characters.segment(text.slice(0, room + 64))) {
    length += lengthOf(segment, unit);
    if (length > room) break;
    kept += segment;
  }
  return kept.trimEnd() + ELLIPSIS;
}
