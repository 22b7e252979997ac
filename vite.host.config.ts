/** How the hosts are built: one ESM file each in dist/, what they share in dist/chunks/, dependencies included. */
import { existsSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import manifest from './package.json' with { type: 'json' };
import { repositoryOf } from './scripts/support/repository.ts';

/** Native or given by the host, so they stay imports. Node's own modules always do. */
const external = ['electron', '@node-rs/argon2', '@napi-rs/keyring'];

const hosts = ['daemon', 'cli', 'main'];

/**
 * A single character beyond Latin-1, and V8 keeps the whole text of a file with two bytes for each character: 3 MB more
 * for ours. Done when all is written: the steps before print such characters as they are.
 */
const ascii: Plugin = {
  name: 'ascii',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replaceAll(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

export default defineConfig({
  plugins: [ascii],
  publicDir: false,
  define: {
    CLOUDCUBE_REPOSITORY: JSON.stringify(repositoryOf(process.env['CLOUDCUBE_REPOSITORY'], manifest)),
  },
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
    // Goes along with packages: who ships copies ships their terms.
    license: { fileName: 'licences-hosts.md' },
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(
        hosts
          .filter((host) => existsSync(`electron/${host}.ts`))
          .map((host) => [host, `electron/${host}.ts`]),
      ),
      // No hash in the names: the compiled code that is kept in the data folder takes the place of the last build's.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
});
