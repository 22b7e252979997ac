/** Builds the page from `renderer/` into `dist/page`, and serves it with reload during development. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const daemon = `http://127.0.0.1:${process.env['CLOUDCUBE_PORT'] ?? '8080'}`;
// The Host header stays as the browser sent it: the daemon compares it with Origin.
const toDaemon = { target: daemon, changeOrigin: false };

export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    // The content security policy takes files from the same origin only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2024',
    // build.ts moves it out of the page: it goes along with packages.
    license: { fileName: 'licences.md' },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      // Not all of /api: the page's own sources stand in renderer/api.
      '/api/v2': { ...toDaemon, ws: true },
      '/health': toDaemon,
      '/docs': toDaemon,
      '/redoc': toDaemon,
      '/openapi.json': toDaemon,
    },
  },
});
