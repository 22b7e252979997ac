/** What the tray icon says when the pointer rests on it. Pure. */
import type { Words } from '../i18n/index.ts';
import type { LocalTime } from './local-time.ts';
import { stateLine } from './state-line.ts';
import type { ShellView } from './view.ts';

/**
 * UTF-16 units that Windows shows: `szTip` holds 128 with the zero at its end
 * (https://learn.microsoft.com/windows/win32/api/shellapi/ns-shellapi-notifyicondataw).
 */
export const TOOLTIP_LENGTH = 127;

/** Cuts between characters, never within one of two units. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** One line: name, state, how many alerts, an address. The last go first where it gets too long; the state is cut. */
export function tooltipOf(
  view: ShellView,
  words: Pick<Words, 'say'>,
  local: Pick<LocalTime, 'moment'>,
): string {
  const isLive = view.reach === 'live';
  const parts = [words.say('desktop.tooltip', { state: stateLine(view, words, local) })];
  if (isLive && view.alerts.length > 0)
    parts.push(words.say('desktop.alerts', { count: view.alerts.length }));
  const address = view.names?.ipv4 ?? view.names?.ipv6;
  if (isLive && address != null) parts.push(address);
  // Words of a provider may come in several lines.
  const lines = parts.map((part) => part.replace(/\s+/g, ' ').trim());
  const ending = lines.length > 1 ? lines.slice(1) : [];
  while (ending.length > 0) {
    const whole = [lines[0], ...ending].join(' · ');
    if (whole.length <= TOOLTIP_LENGTH) return whole;
    ending.pop();
  }
  return shorten(lines[0] ?? '', TOOLTIP_LENGTH);
}
