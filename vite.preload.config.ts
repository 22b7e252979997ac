/** How the preload is built: one CommonJS file, for Chromium's sandbox loads no modules and no other files. */
import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

/** Where it stands. */
export const preload = 'electron/preload.ts';

export default defineConfig({
  publicDir: false,
  ssr: { target: 'node', noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: existsSync(preload) ? { preload } : {},
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
