/**
 * The colours of icons. On a ground that is known they are the page's own (`renderer/theme/tokens.css`); a Linux panel may
 * be light or dark and nobody can ask it, so its colours stand out from both.
 */
import type { IconState } from '../../../shared/shell/icon.ts';

/** What an icon is drawn on. */
export type Ground = 'light' | 'dark' | 'any';

/** A colour for each state and the dot. */
export type Palette = Readonly<Record<IconState | 'dot', string>>;

/** All palettes. */
export const palettes: Readonly<Record<Ground, Palette>> = {
  light: {
    ok: '#0b7a75',
    updating: '#0b66d0',
    warning: '#9a6700',
    error: '#c4232e',
    paused: '#66707a',
    unknown: '#66707a',
    dot: '#c4232e',
  },
  dark: {
    ok: '#4cc4b9',
    updating: '#58a6ff',
    warning: '#d9a226',
    error: '#ff6b63',
    paused: '#98a2ac',
    unknown: '#98a2ac',
    dot: '#ff6b63',
  },
  any: {
    ok: '#14998f',
    updating: '#2f81e8',
    warning: '#b98009',
    error: '#e5484d',
    paused: '#7d8791',
    unknown: '#7d8791',
    dot: '#e5484d',
  },
};

/** Template images on macOS: the system gives them the menu bar's colour. */
export const template: Palette = {
  ok: '#000000',
  updating: '#000000',
  warning: '#000000',
  error: '#000000',
  paused: '#000000',
  unknown: '#000000',
  dot: '#000000',
};
