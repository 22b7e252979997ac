import { describe, expect, it } from 'vitest';
import { iconFile, iconOf, iconStates } from '../../../../shared/shell/icon.ts';
import type { ShellView } from '../../../../shared/shell/view.ts';
import { alert, names, view } from './stage.ts';

const cases: readonly (readonly [string, Partial<ShellView>, string])[] = [
  ['starting', { reach: 'starting', names: null }, 'unknown'],
  ['starting, with what was known before', { reach: 'starting' }, 'unknown'],
  ['lost', { reach: 'lost' }, 'error'],
  ['damaged', { reach: 'damaged', names: null }, 'error'],
  ['not set up', { reach: 'setup', names: null }, 'unknown'],
  ['live, nothing read yet', { names: null }, 'unknown'],
  ['well', {}, 'ok'],
  ['working', { names: names({ state: 'working' }) }, 'updating'],
  ['updating', { names: names({ state: 'working', updating: true }) }, 'updating'],
  ['updating after an error', { names: names({ state: 'error', updating: true }) }, 'updating'],
  [
    'updating during a pause',
    { names: names({ state: 'paused', paused: true, updating: true }) },
    'updating',
  ],
  ['warning', { names: names({ state: 'warning' }) }, 'warning'],
  ['to be decided', { names: names({ state: 'needs_adoption' }) }, 'warning'],
  ['error', { names: names({ state: 'error' }) }, 'error'],
  ['unknown', { names: names({ state: 'unknown' }) }, 'unknown'],
  ['paused', { names: names({ state: 'paused', paused: true }) }, 'paused'],
  ['paused before it was checked', { names: names({ state: 'unknown', paused: true }) }, 'paused'],
  ['every name switched off', { names: names({ state: 'paused' }) }, 'paused'],
  ['paused in spite of an error', { names: names({ state: 'error', paused: true }) }, 'error'],
  ['paused in spite of a warning', { names: names({ state: 'warning', paused: true }) }, 'warning'],
];

describe('the icon', () => {
  it.each(cases)('%s', (_, change, state) => {
    expect(iconOf(view(change))).toEqual({ state, dot: false });
  });

  it('has its dot while alerts go on, whatever the names do', () => {
    const dots = (['live', 'lost', 'damaged', 'setup', 'starting'] as const).map(
      (reach) => iconOf(view({ reach, alerts: [alert(1)] })).dot,
    );
    expect(dots).toEqual([true, false, false, false, false]);
    expect(iconOf(view({ alerts: [alert(1)], names: names({ state: 'error' }) }))).toEqual({
      state: 'error',
      dot: true,
    });
  });

  it.each([
    ['linux', 'dark', 'tray-error-dot.png'],
    ['linux', 'light', 'tray-error-dot.png'],
    ['darwin', 'dark', 'tray-error-dotTemplate.png'],
    ['darwin', 'light', 'tray-error-dotTemplate.png'],
    ['win32', 'dark', 'tray-error-dot-on-dark.ico'],
    ['win32', 'light', 'tray-error-dot-on-light.ico'],
  ] as const)('is on %s with a %s bar in the file %s', (system, taskbar, file) => {
    expect(iconFile({ state: 'error', dot: true }, system, taskbar)).toBe(file);
  });

  it('has a file of its own for each state, with and without the dot', () => {
    for (const system of ['linux', 'darwin', 'win32'] as const) {
      const files = iconStates.flatMap((state) =>
        [true, false].map((dot) => iconFile({ state, dot }, system, 'light')),
      );
      expect(new Set(files).size).toBe(12);
    }
  });
});
