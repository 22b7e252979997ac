import { describe, expect, it } from 'vitest';
import {
  centredIn,
  clampTo,
  placePopover,
  placeWindow,
  type Bounds,
  type DisplayBounds,
} from '../../../../shared/shell/placement.ts';

const box = (x: number, y: number, width: number, height: number): Bounds => ({ x, y, width, height });
const screen = box(0, 0, 1920, 1080);
/** A bar of 48 pixels at one edge. */
const barAt = {
  bottom: { bounds: screen, workArea: box(0, 0, 1920, 1032) },
  top: { bounds: screen, workArea: box(0, 48, 1920, 1032) },
  left: { bounds: screen, workArea: box(48, 0, 1872, 1080) },
  right: { bounds: screen, workArea: box(0, 0, 1872, 1080) },
  hidden: { bounds: screen, workArea: screen },
} as const satisfies Record<string, DisplayBounds>;
/** Left of and above the primary one, so that its places are negative. */
const second: DisplayBounds = { bounds: box(-1280, -200, 1280, 1024), workArea: box(-1280, -200, 1280, 984) };
const size = { width: 360, height: 480 };

describe('the popover', () => {
  it.each([
    ['bottom right', 'bottom', box(1800, 1044, 24, 24), box(1548, 540, 360, 480)],
    ['bottom middle', 'bottom', box(948, 1044, 24, 24), box(780, 540, 360, 480)],
    ['bottom left', 'bottom', box(4, 1044, 24, 24), box(12, 540, 360, 480)],
    ['top right', 'top', box(1890, 12, 24, 24), box(1548, 60, 360, 480)],
    ['top left', 'top', box(4, 12, 24, 24), box(12, 60, 360, 480)],
    ['left, at its lower end', 'left', box(12, 1050, 24, 24), box(60, 588, 360, 480)],
    ['left, at its upper end', 'left', box(12, 4, 24, 24), box(60, 12, 360, 480)],
    ['right, at its lower end', 'right', box(1884, 1050, 24, 24), box(1500, 588, 360, 480)],
    ['hidden bar below', 'hidden', box(1600, 1050, 24, 24), box(1432, 558, 360, 480)],
    ['hidden bar above', 'hidden', box(1600, 2, 24, 24), box(1432, 38, 360, 480)],
    ['hidden bar on the left', 'hidden', box(2, 500, 24, 24), box(38, 272, 360, 480)],
    ['hidden bar on the right', 'hidden', box(1894, 500, 24, 24), box(1522, 272, 360, 480)],
    ['flyout of hidden icons', 'bottom', box(1700, 980, 24, 24), box(1532, 488, 360, 480)],
  ] as const)('stands on Windows at the icon: %s', (_, bar, tray, bounds) => {
    expect(placePopover(tray, [barAt[bar]], size, 'win32')).toEqual({ bounds, pinned: true });
  });

  const menuBar: DisplayBounds = { bounds: box(0, 0, 1440, 900), workArea: box(0, 25, 1440, 800) };
  it.each([
    ['in the middle', box(900, 0, 24, 25), box(732, 29, 360, 480)],
    ['at the right', box(1410, 0, 24, 25), box(1076, 29, 360, 480)],
  ] as const)('hangs on macOS below the menu bar: %s', (_, tray, bounds) => {
    expect(placePopover(tray, [menuBar], size, 'darwin')).toEqual({ bounds, pinned: true });
  });

  it('hangs below a menu bar that hides itself', () => {
    const hidden = { bounds: box(0, 0, 1440, 900), workArea: box(0, 0, 1440, 900) };
    expect(placePopover(box(1434, 0, 6, 25), [hidden], size, 'darwin').bounds).toEqual(
      box(1076, 29, 360, 480),
    );
  });

  it('stays on the display that has the icon, or is nearest to it', () => {
    const displays = [barAt.bottom, second] as const;
    expect(placePopover(box(-100, 790, 24, 24), displays, size, 'win32').bounds).toEqual(
      box(-372, 292, 360, 480),
    );
    expect(placePopover(box(-2000, 790, 24, 24), displays, size, 'win32').bounds.x).toBe(-1268);
    expect(placePopover(box(1800, 1044, 24, 24), displays, size, 'win32').bounds.x).toBe(1548);
  });

  it.each([
    ['linux', box(1800, 1044, 24, 24)],
    ['linux', null],
    ['linux', box(0, 0, 0, 0)],
    ['win32', null],
    ['win32', box(0, 0, 0, 0)],
    ['darwin', box(5, 5, 0, 22)],
  ] as const)('is an ordinary window in the middle on %s where the icon is at %j', (system, tray) => {
    expect(placePopover(tray, [barAt.bottom, second], size, system)).toEqual({
      bounds: box(780, 276, 360, 480),
      pinned: false,
    });
  });

  it('gets smaller on a small display, and never leaves the work area', () => {
    const small = { bounds: box(0, 0, 320, 400), workArea: box(0, 0, 320, 360) };
    expect(placePopover(box(280, 370, 24, 24), [small], size, 'win32').bounds).toEqual(box(12, 12, 296, 336));
  });
});

describe('the window', () => {
  const displays = [barAt.bottom, second] as const;
  const standard = { width: 1200, height: 800 };
  const middle = box(360, 116, 1200, 800);

  it.each([
    ['never opened', null, middle],
    ['where it was', box(100, 100, 1000, 700), box(100, 100, 1000, 700)],
    ['on the second display', box(-1200, -150, 1000, 700), box(-1200, -150, 1000, 700)],
    ['half beyond the edge', box(1500, 100, 1000, 700), box(920, 100, 1000, 700)],
    ['across both, mostly on the second', box(-800, 100, 1000, 600), box(-1000, 100, 1000, 600)],
    ['with its upper edge above', box(100, -20, 1000, 700), box(100, 0, 1000, 700)],
    ['too little seen', box(1850, 100, 1000, 700), middle],
    ['below the taskbar', box(100, 1040, 1000, 700), middle],
    ['on a display that is gone', box(4000, 100, 1000, 700), middle],
    ['larger than its display', box(0, 0, 3000, 2000), box(0, 0, 1920, 1032)],
    ['narrower than what has to be seen', box(100, 100, 50, 50), middle],
    ['no numbers', box(Number.NaN, 100, 1000, 700), middle],
  ] as const)('opens: %s', (_, saved, bounds) => {
    expect(placeWindow(saved, displays, standard)).toEqual(bounds);
  });

  it('fits a small display', () => {
    const small = { bounds: box(0, 0, 800, 480), workArea: box(0, 0, 800, 440) };
    expect(placeWindow(null, [small], standard)).toEqual(box(0, 0, 800, 440));
  });
});

describe('areas', () => {
  it('take rectangles in, at whole pixels', () => {
    expect(clampTo(box(0, 0, 100, 100), box(-10, 95, 20, 20))).toEqual(box(0, 80, 20, 20));
    expect(centredIn(box(0, 0, 101, 101), { width: 20, height: 20 })).toEqual(box(41, 41, 20, 20));
  });
});
