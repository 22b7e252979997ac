/** Bundles `kill-host.ts`: a host that is started thousands of times should not be translated each time. */
import { build } from 'vite';
import { inRoot } from '../../scripts/support/paths.ts';

/** Builds it and answers the file, which stands below node_modules so that native packages are found from it. */
export async function buildKillHost(): Promise<string> {
  const outDir = inRoot('node_modules', '.cache', `cloudcube-soak-${process.pid}`);
  await build({
    configFile: false,
    root: inRoot(),
    logLevel: 'warn',
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: ['@node-rs/argon2', '@napi-rs/keyring'] },
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: { 'kill-host': inRoot('test/soak/kill-host.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  return `${outDir}/kill-host.js`;
}
