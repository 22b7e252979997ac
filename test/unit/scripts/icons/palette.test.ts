import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { palettes } from '../../../../scripts/support/icons/palette.ts';

const tokens = readFileSync(join(import.meta.dirname, '../../../../renderer/theme/tokens.css'), 'utf8');

/** A token of the page in the light (0) or dark (1) theme. */
const token = (name: string, theme: 0 | 1): string =>
  [...tokens.matchAll(new RegExp(`^ *--${name}: (#[0-9a-f]{6});$`, 'gm'))][theme]![1]!;

/** Relative luminance and contrast of https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Windows' taskbars; panels of GNOME (black) and of light themes (white). */
const grounds = { light: ['#f3f3f3'], dark: ['#202020'], any: ['#ffffff', '#000000', '#1e1e1e'] } as const;

describe('the colours of icons', () => {
  it.each(['light', 'dark'] as const)("are the page's own on a %s ground", (ground) => {
    const theme = ground === 'light' ? 0 : 1;
    expect(palettes[ground]).toEqual({
      ok: token(ground === 'light' ? 'accent' : 'accent-text', theme),
      updating: token('working', theme),
      warning: token('warning', theme),
      error: token('error', theme),
      paused: token('paused', theme),
      unknown: token('unknown', theme),
      dot: token('error', theme),
    });
  });

  it.each(['light', 'dark', 'any'] as const)('stand out from their ground by 3:1: %s', (ground) => {
    for (const colour of Object.values(palettes[ground]))
      for (const under of grounds[ground]) expect(contrast(colour, under)).toBeGreaterThanOrEqual(3);
  });
});
