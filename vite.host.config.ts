/** How the hosts are built: one ESM file each in dist/, what they share in dist/chunks/, dependencies included. */
import { existsSync } from 'node:fs';
import { defineConfig } from 'vite';

/** Native or given by the host, so they stay imports. Node's own modules always do. */
const external = ['electron', '@node-rs/argon2', '@napi-rs/keyring'];

const hosts = ['daemon', 'cli', 'main'];

export default defineConfig({
  publicDir: false,
  ssr: { target: 'node', noExternal: true, external },
  build: {
    ssr: true,
    outDir: 'dist',
    // The page and the documentation stand in the same folder; build.ts empties it once for all.
    emptyOutDir: false,
    target: 'node24',
    // Names in stack traces are worth more than the bytes.
    minify: false,
    sourcemap: 'hidden',
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(
        hosts
          .filter((host) => existsSync(`electron/${host}.ts`))
          .map((host) => [host, `electron/${host}.ts`]),
      ),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});
