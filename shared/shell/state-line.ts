/** The answer to "how is it?" in one line, the same in the menu and the tooltip. Pure. */
import type { Words } from '../i18n/index.ts';
import type { LocalTime } from './local-time.ts';
import type { ShellView } from './view.ts';

/** How it is. What the core says of the names is in the reader's language already. */
export function stateLine(
  { reach, core, names, now }: Pick<ShellView, 'reach' | 'core' | 'names' | 'now'>,
  { say }: Pick<Words, 'say'>,
  local: Pick<LocalTime, 'moment'>,
): string {
  if (reach === 'lost') return say(`desktop.state.lost_${core}`);
  if (reach !== 'live') return say(`desktop.state.${reach}`);
  if (names === null) return say('desktop.state.reading');
  // Somebody asked for an update during the pause, or something is wrong in spite of it: that comes first.
  const isOnlyPaused =
    names.paused && !names.updating && !['error', 'needs_adoption', 'warning'].includes(names.state);
  if (!isOnlyPaused) return names.status;
  return names.paused_until === null
    ? say('desktop.state.paused')
    : say('desktop.state.paused_until', { until: local.moment(names.paused_until, now) });
}
