/** Chromium for tests and bench: alone with the daemon, and nothing in it may reach beyond this machine. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './needs.ts';

/** A program that starts Chromium inside of a network of its own. It is removed when it has started. */
async function inside(enter: readonly string[], start: (path: string) => Promise<Browser>): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-browser-'));
  const path = join(folder, 'chromium');
  writeFileSync(path, `#!/bin/sh\nexec ${enter.join(' ')} '${chromiumPath ?? ''}' "$@"\n`, { mode: 0o700 });
  try {
    return await start(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Starts it; `enter` starts it inside of a network of its own. */
export function launch(enter: readonly string[] = []): Promise<Browser> {
  return enter.length === 0 ? start(chromiumPath) : inside(enter, start);
}

function start(path: string | undefined): Promise<Browser> {
  return chromium.launch({
    ...(path === undefined ? {} : { executablePath: path }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
