/** What Mantine is told about the look. Colours and measures stand in `tokens.css`. */
import { createTheme, localStorageColorSchemeManager } from '@mantine/core';

/** Sizes and defaults of Mantine's components here. */
export const theme = createTheme({
  primaryColor: 'teal',
  defaultRadius: 'var(--radius)',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

/** Keeps the chosen scheme in the browser; `color-scheme.js` reads it before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'cloudcube.color-scheme' });
