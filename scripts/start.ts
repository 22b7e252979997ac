/**
 * `npm start`: builds if needed, then opens the tray app or runs the daemon. Flags after `--` reach the host
 * (`npm start -- --port 9000`); `--daemon` never looks for the tray, `--no-tray` opens the window alone.
 */
import { spawn, spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { chooseHost, lookAround } from './support/host.ts';
import { needsBuild } from './support/inputs.ts';
import { inRoot, root } from './support/paths.ts';

const given = process.argv.slice(2);
const flags = given.filter((flag) => flag !== '--daemon');

if (needsBuild()) {
  console.log('Building once…');
  // In a process of its own: the build's memory would stay with the daemon for as long as it runs.
  const { status } = spawnSync(process.execPath, [inRoot('scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}

const host = chooseHost(lookAround(given.includes('--daemon')));
if (host.kind === 'tray') openTray(host.electron);
else {
  if (host.line !== null) console.log(host.line);
  // Of the tray app alone.
  await runDaemon(flags.filter((flag) => flag !== '--no-tray' && flag !== '--hidden'));
}

function openTray(electron: string): void {
  const child = spawn(electron, [root, ...flags], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`The tray app could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

/**
 * The daemon takes this process's place, so that its signals and exit code are this process's own. Where the system
 * can, the whole image is replaced: the type stripper that ran this file costs 17 MB, which would never be freed.
 */
async function runDaemon(theirs: readonly string[]): Promise<void> {
  const daemon = inRoot('dist/daemon.js');
  if (process.platform !== 'win32' && process.execve) {
    const preload = pathToFileURL(inRoot('scripts/support/with-parent.mjs')).href;
    process.execve(process.execPath, [process.execPath, '--import', preload, daemon, ...theirs]);
  }
  process.argv.splice(1, Infinity, daemon, ...theirs);
  await import(pathToFileURL(daemon).href);
}
