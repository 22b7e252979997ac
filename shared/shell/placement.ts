/** Where windows go: the small one beside the tray icon, and the big one where it was. Pure; all in device-independent pixels. */
import type { ShellSystem } from './view.ts';

/** A rectangle on the desktop, whose origin is the primary display's corner; others may lie at negative places. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Width and height. */
export type Size = Pick<Bounds, 'width' | 'height'>;

/** A display; `workArea` is what taskbars and menu bars leave of it. */
export interface DisplayBounds {
  readonly bounds: Bounds;
  readonly workArea: Bounds;
}

/** Where the popover goes. */
export interface Placement {
  readonly bounds: Bounds;
  /** It stands at the tray icon; otherwise it is an ordinary window in the middle. */
  readonly pinned: boolean;
}

/** Between the popover and what it stands at: macOS hangs such windows close below the menu bar, Windows leaves air. */
const gaps = { darwin: 4, win32: 12, linux: 0 } as const satisfies Record<ShellSystem, number>;

const between = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

/** Moved into the area, and made smaller where it would not fit. */
export function clampTo(area: Bounds, { x, y, width, height }: Bounds): Bounds {
  const fit = { width: Math.min(width, area.width), height: Math.min(height, area.height) };
  return {
    x: Math.round(between(x, area.x, area.x + area.width - fit.width)),
    y: Math.round(between(y, area.y, area.y + area.height - fit.height)),
    ...fit,
  };
}

/** In the middle of an area. */
export const centredIn = (area: Bounds, { width, height }: Size): Bounds =>
  clampTo(area, {
    x: area.x + (area.width - width) / 2,
    y: area.y + (area.height - height) / 2,
    width,
    height,
  });

const middleOf = ({ x, y, width, height }: Bounds): { x: number; y: number } => ({
  x: x + width / 2,
  y: y + height / 2,
});

/** How far a point lies outside; 0 within. */
function distanceTo({ x, y, width, height }: Bounds, point: { x: number; y: number }): number {
  const beside = Math.max(x - point.x, 0, point.x - (x + width));
  const above = Math.max(y - point.y, 0, point.y - (y + height));
  return Math.hypot(beside, above);
}

type Edge = 'top' | 'bottom' | 'left' | 'right';

/** The edge of the display that the icon stands at; corners belong to the bar, which runs where the work area ends. */
function edgeOf(
  { bounds, workArea }: DisplayBounds,
  icon: { x: number; y: number },
  system: ShellSystem,
): Edge {
  // Its menu bar is nowhere else, even while it is hidden.
  if (system === 'darwin' || icon.y < workArea.y) return 'top';
  if (icon.y >= workArea.y + workArea.height) return 'bottom';
  if (icon.x < workArea.x) return 'left';
  if (icon.x >= workArea.x + workArea.width) return 'right';
  // A bar that hides itself, or the flyout of hidden icons: the nearest edge.
  const distances: readonly (readonly [Edge, number])[] = [
    ['bottom', bounds.y + bounds.height - icon.y],
    ['top', icon.y - bounds.y],
    ['right', bounds.x + bounds.width - icon.x],
    ['left', icon.x - bounds.x],
  ];
  return distances.reduce((nearest, next) => (next[1] < nearest[1] ? next : nearest))[0];
}

/**
 * Where the popover goes. `tray` is empty where the system does not say (Linux,
 * https://www.electronjs.org/docs/latest/api/tray#traygetbounds-macos-windows).
 *
 * @param displays The primary one first.
 */
export function placePopover(
  tray: Bounds | null,
  displays: readonly [DisplayBounds, ...DisplayBounds[]],
  size: Size,
  system: ShellSystem,
): Placement {
  if (system === 'linux' || tray === null || tray.width <= 0 || tray.height <= 0)
    return { bounds: centredIn(displays[0].workArea, size), pinned: false };
  const icon = middleOf(tray);
  const display = displays.reduce((nearest, next) =>
    distanceTo(next.bounds, icon) < distanceTo(nearest.bounds, icon) ? next : nearest,
  );
  const gap = gaps[system];
  const { workArea } = display;
  const across = { x: icon.x - size.width / 2, y: icon.y - size.height / 2 };
  const corner = {
    top: { x: across.x, y: tray.y + tray.height + gap },
    bottom: { x: across.x, y: tray.y - size.height - gap },
    left: { x: tray.x + tray.width + gap, y: across.y },
    right: { x: tray.x - size.width - gap, y: across.y },
  }[edgeOf(display, icon, system)];
  const room: Bounds = {
    x: workArea.x + gap,
    y: workArea.y + gap,
    width: workArea.width - 2 * gap,
    height: workArea.height - 2 * gap,
  };
  return { bounds: clampTo(room, { ...corner, ...size }), pinned: true };
}

/** What has to be seen of a window's upper edge, so that it can be taken hold of. */
const HANDLE = { width: 100, height: 40 } as const;

const overlap = (a: Bounds, b: Bounds): Size => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
});

/**
 * Where the big window opens: where it was, moved wholly onto the display that shows most of its upper edge; in the
 * middle of the primary display where it has never been, or where none shows enough.
 */
export function placeWindow(
  saved: Bounds | null,
  displays: readonly [DisplayBounds, ...DisplayBounds[]],
  standard: Size,
): Bounds {
  if (saved === null) return centredIn(displays[0].workArea, standard);
  const handle = { ...saved, height: HANDLE.height };
  const seen = displays
    .map(({ workArea }) => ({ workArea, part: overlap(workArea, handle) }))
    .filter(({ part }) => part.width >= HANDLE.width && part.height > 0)
    .sort((a, b) => b.part.width * b.part.height - a.part.width * a.part.height);
  const [best] = seen;
  return best === undefined ? centredIn(displays[0].workArea, standard) : clampTo(best.workArea, saved);
}
