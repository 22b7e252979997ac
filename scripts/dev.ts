/**
 * `npm run dev`: the daemon, started again when a file it loaded changes, and the page with hot reload. Flags after
 * `--` reach the daemon.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'vite';
import { inRoot } from './support/paths.ts';
import './support/with-parent.mjs';

const flags = process.argv.slice(2);
// Fixed, where the daemon alone would look for a free one: the page's server must know where to send /api.
const port = portFlag(flags) ?? process.env['CLOUDCUBE_PORT'] ?? '8080';
process.env['CLOUDCUBE_PORT'] = port;

const page = await createServer({ configFile: inRoot('vite.config.ts'), logLevel: 'warn' });
await page.listen();
console.log(`Page with reload: http://127.0.0.1:${String(page.config.server.port)}`);
console.log(`Daemon:           http://127.0.0.1:${port}`);

const daemon = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', inRoot('electron/daemon.ts'), ...flags],
  { stdio: 'inherit' },
);
daemon.on('exit', (code) => void stop(code ?? 0));

// Ctrl-C reaches the daemon by itself; SIGTERM reaches only this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => daemon.kill(signal));

async function stop(code: number): Promise<void> {
  await page.close();
  process.exit(code);
}

function portFlag(given: readonly string[]): string | undefined {
  const joined = given.find((flag) => flag.startsWith('--port='));
  return (
    joined?.slice('--port='.length) ??
    (given.includes('--port') ? given[given.indexOf('--port') + 1] : undefined)
  );
}
